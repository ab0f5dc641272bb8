import { lineCap } from '../../model/record.ts'
import type { LiveLine } from '../live.ts'

/** Limits of a batch. */
const mostLines = 1024
const mostBytes = 1 << 20
const newline = 10
const carriageReturn = 13
const byteOrderMark = '\ufeff'

/**
 * Cuts lines out of bytes, however these are divided into chunks. Only whole lines are decoded, so a chunk may end
 * within a character. Of an incomplete line, at most `lineCap` bytes are held.
 */
export class LineCutter {
  private nextNumber: number
  private nextOffset: number
  /** The beginning of the incomplete line; only the first `kept` bytes are in use. */
  private held: Buffer = Buffer.alloc(0)
  private kept = 0
  /** Bytes of the incomplete line so far, held or not. */
  private length = 0
  /** How many of these are zeros at its beginning. */
  private zeros = 0

  constructor(number = 1, offset = 0) {
    this.nextNumber = number
    this.nextOffset = offset
  }

  /** Number of the next line, counted from 1. */
  get number(): number {
    return this.nextNumber
  }

  /** Byte offset where the next line starts. */
  get offset(): number {
    return this.nextOffset
  }

  /** Sets the number of the next line. */
  renumber(number: number): void {
    this.nextNumber = number
  }

  /**
   * Yields the lines that end in the chunk, in groups that make a batch. At each yield, `offset` is that of the line
   * after the group.
   */
  *cut(chunk: Buffer): Generator<readonly LiveLine[]> {
    let lines: LiveLine[] = []
    let bytes = 0
    let start = 0
    for (;;) {
      const end = chunk.indexOf(newline, start)
      if (end < 0) break
      const size = Math.min(this.length + end - start, lineCap)
      if (lines.length === mostLines || (lines.length > 0 && bytes + size > mostBytes)) {
        yield lines
        lines = []
        bytes = 0
      }
      if (this.length === 0) lines.push(this.finish(chunk, afterZeros(chunk, start, end), end, end + 1 - start))
      else {
        this.hold(chunk, start, end)
        lines.push(this.finishHeld(1))
      }
      bytes += size
      start = end + 1
    }
    this.hold(chunk, start, chunk.length)
    if (lines.length > 0) yield lines
  }

  /** Takes the incomplete line for a whole one, because its end will not come. */
  rest(): LiveLine | undefined {
    return this.length === 0 ? undefined : this.finishHeld(0)
  }

  private hold(chunk: Buffer, begin: number, end: number): void {
    const start = this.zeros === this.length ? afterZeros(chunk, begin, end) : begin
    this.zeros += start - begin
    const wanted = Math.min(end, start + lineCap - this.kept)
    if (wanted > start) {
      const size = this.kept + wanted - start
      if (size > this.held.length) {
        const grown = Buffer.allocUnsafe(Math.min(lineCap, Math.max(2 * this.held.length, size)))
        this.held.copy(grown, 0, 0, this.kept)
        this.held = grown
      }
      chunk.copy(this.held, this.kept, start, wanted)
      this.kept = size
    }
    this.length += end - begin
  }

  private finishHeld(terminator: 0 | 1): LiveLine {
    const { held, length, zeros } = this
    this.held = Buffer.alloc(0)
    this.kept = 0
    this.length = 0
    this.zeros = 0
    return this.finish(held, 0, length - zeros, length + terminator)
  }

  private finish(bytes: Buffer, start: number, end: number, size: number): LiveLine {
    const { nextNumber: number, nextOffset: offset } = this
    const cut = end - start > lineCap
    const text = decode(bytes, start, cut ? start + lineCap : end, cut)
    this.nextNumber++
    this.nextOffset += size
    return { text: offset === 0 && text.startsWith(byteOrderMark) ? text.slice(1) : text, number, offset, cut }
  }
}

/**
 * Skips zeros that no program wrote. After a truncation, a program that does not append (`gateway > log`) writes on
 * at its old offset and leaves a hole of zeros before it; so does a power failure.
 */
function afterZeros(bytes: Buffer, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] === 0) at++
  return at
}

/** Decodes as for saved logs: drops the carriage return of a line end, and a character that the cap has cut in two. */
function decode(bytes: Buffer, start: number, end: number, cut: boolean): string {
  const stop = !cut && end > start && bytes[end - 1] === carriageReturn ? end - 1 : end
  const text = bytes.toString('utf8', start, stop)
  return cut ? text.replace(/\ufffd+$/, '') : text
}
