import { lineCap } from '../../model/record.ts'
import type { LiveLine } from '../live.ts'

/** Of one batch. */
const mostLines = 1024
const mostBytes = 1 << 20
const newline = 10
const carriageReturn = 13
const byteOrderMark = '\ufeff'

/**
 * Cuts lines out of bytes as they come, in whatever pieces. Only whole lines are decoded, so a character may be cut anywhere;
 * of a line that has not ended no more is kept than the cap.
 */
export class LineCutter {
  /** Of the line that comes next, counted from 1. */
  number: number
  /** Byte offset at which the line that comes next begins. */
  offset: number
  /** The beginning of that line, as far as it has come: the first `kept` bytes are good. */
  private held: Buffer = Buffer.alloc(0)
  private kept = 0
  /** Bytes of that line that have come, kept or not. */
  private length = 0
  /** Of these, zeros at its beginning. */
  private zeros = 0

  constructor(number = 1, offset = 0) {
    this.number = number
    this.offset = offset
  }

  /** Gives what ended, in groups that make a batch. After each, `number` and `offset` are those of the line behind it. */
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

  /** The last line as it is, when its end will not come any more. */
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
    const { number, offset } = this
    const cut = end - start > lineCap
    const text = decode(bytes, start, cut ? start + lineCap : end, cut)
    this.number++
    this.offset += size
    return { text: offset === 0 && text.startsWith(byteOrderMark) ? text.slice(1) : text, number, offset, cut }
  }
}

/**
 * Behind what was never written. A program that does not append (`gateway > log`) goes on where it was after its log was truncated, and
 * everything before is a hole of zeros; a power failure leaves such, too.
 */
function afterZeros(bytes: Buffer, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] === 0) at++
  return at
}

/** As in saved logs: without the carriage return of a line end, and without a character cut in two by the cap. */
function decode(bytes: Buffer, start: number, end: number, cut: boolean): string {
  const stop = !cut && end > start && bytes[end - 1] === carriageReturn ? end - 1 : end
  const text = bytes.toString('utf8', start, stop)
  return cut ? text.replace(/\ufffd+$/, '') : text
}
