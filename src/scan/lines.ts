import type { Bytes } from '../base/bytes.ts'
import { lineCap, type Line, type Neighbours } from '../model/record.ts'
import { hitsIn, newline, type Hits } from './hits.ts'
import type { MakeScanner, Scanner } from './scanner.ts'
import type { MakeScanThread, ScanThread } from './thread.ts'

/** A line that holds one of the literals, with its neighbors. Both are valid until the next batch is asked for. */
export interface Candidate {
  readonly line: Line
  readonly neighbours: Neighbours
}

export interface ScanOptions {
  /** `undefined`: every line is a candidate. */
  readonly literals: readonly string[] | undefined
  readonly scanner: MakeScanner
  /** Starts a second thread that searches large logs beside this one. */
  readonly thread?: MakeScanThread | undefined
  readonly signal?: AbortSignal | undefined
  /** Bytes read at once. The result does not depend on it. */
  readonly chunk?: number
  /** Called after each chunk with the number of bytes read in all. */
  readonly progress?: ((bytes: number) => void) | undefined
}

export interface ScanTotals {
  bytes: number
  lines: number
  /** Lines of interest that are longer than the cap. */
  cut: number
  /** Once everything was read: the last lines, last first. */
  last: () => Iterable<Line>
}

/** How far neighbours reach on either side. Fixed, so that the result does not depend on where chunks end. */
export const reach = 65_536

const carriageReturn = 13

/** Bytes after which a thread saves more time than its start takes (50 ms). */
const threadAfter = 1 << 25
/** Bytes below which this thread has searched a stretch before the other one could answer. */
const threadLeast = 1 << 18

/** Reads bytes chunk by chunk and gives the lines of interest, in order. The size of a chunk bounds the memory. */
export async function* scanLines(
  bytes: Bytes,
  options: ScanOptions,
  totals: ScanTotals,
): AsyncGenerator<readonly Candidate[]> {
  const chunk = Math.max(options.chunk ?? 1 << 20, 4096)
  using buffer = new ScanBuffer(chunk, options)
  let reading = buffer.fill(bytes, chunk)
  let current: Stretch[] = []
  for (let more = true; more || current.length > 0;) {
    options.signal?.throwIfAborted()
    if (more) more = (await reading) > 0
    totals.bytes = buffer.bytesRead
    options.progress?.(buffer.bytesRead)
    buffer.arrive(!more)
    // Three chunks are under way at once, each in its own part of the memory: one is read while the one before it is
    // searched and the one before that is given out.
    const next = buffer.search()
    if (!buffer.hasRoom(chunk)) {
      await hitsOf([...current, ...next])
      buffer.makeRoom(current)
    }
    if (more) reading = buffer.fill(bytes, chunk)
    const batch = buffer.candidates(current, await hitsOf(current))
    current = next
    totals.lines = buffer.lines
    totals.cut = buffer.cut
    if (batch.length > 0) yield batch
  }
  totals.last = () => buffer.last()
}

/** A stretch of whole lines that is being searched. */
interface Stretch {
  /** Offset of its beginning in the decoded text. */
  readonly offset: number
  /** `base` of the buffer when the search began: hits are positions in its memory. */
  readonly base: number
  readonly hits: Hits | Promise<Hits>
}

function hitsOf(stretches: readonly Stretch[]): Promise<Hits[]> {
  return Promise.all(stretches.map(async ({ hits }) => hits))
}

/**
 * The part of the text that is in memory: lines already searched (for neighbours), lines to be searched, and what lies
 * ahead.
 */
class ScanBuffer implements Disposable {
  bytesRead = 0
  cut = 0
  private readonly memory: Buffer
  private readonly scanner: Scanner
  private thread: ScanThread | undefined
  private readonly startThread: (() => ScanThread) | undefined
  /** Offset in the decoded text of memory[0]. */
  private base = 0
  /** End of the text in memory, without a read that is still under way. */
  private filled = 0
  private arrived = 0
  private ended = false
  /** The start of the first line that is not being searched yet. */
  private searched = 0
  /** Newlines in the stretches that were given out. */
  private newlines = 0
  /** Inside a line that is longer than the cap and whose beginning was searched. */
  private skipping = false

  constructor(chunk: number, { literals, scanner, thread }: ScanOptions) {
    // More chunks than are in use at once, because making room moves all of them.
    const size = 16 * chunk + 2 * reach + 2 * lineCap
    const memory = new SharedArrayBuffer((size + 7) & ~7)
    this.memory = Buffer.from(memory)
    const found = scanner(literals ?? [], memory)
    this.scanner = literals === undefined ? { ...found, next: (from, to) => (from < to ? from : -1) } : found
    this.startThread = literals && thread && (() => thread(literals, memory))
  }

  get lines(): number {
    return this.newlines + (this.ended && this.endsInside() ? 1 : 0)
  }

  async fill(bytes: Bytes, length: number): Promise<number> {
    const read = await bytes.read(this.memory, this.filled, length)
    this.arrived = read
    this.bytesRead += read
    return read
  }

  /** Call when a read is done. `ended`: it was the last. */
  arrive(ended: boolean): void {
    this.filled += this.arrived
    this.arrived = 0
    this.ended = ended
  }

  hasRoom(chunk: number): boolean {
    return this.filled + chunk <= this.memory.length
  }

  /**
   * Moves what is still needed to the front. Only while nothing is read or searched. `current`: what was not given out
   * yet.
   */
  makeRoom(current: readonly Stretch[]): void {
    const keep = Math.max(0, (current[0] ? current[0].offset - this.base : this.searched) - reach - 1)
    this.memory.copyWithin(0, keep, this.filled)
    this.base += keep
    this.filled -= keep
    this.searched -= keep
  }

  /** Begins to search the lines whose neighbours are all in memory. */
  search(): Stretch[] {
    const stretches: Stretch[] = []
    const { memory } = this
    const limit = this.ended ? this.filled : this.filled - reach
    const add = (hits: Hits | Promise<Hits>, from = this.searched): void => {
      stretches.push({ offset: this.base + from, base: this.base, hits })
    }
    if (this.skipping) this.skipLine(add)
    while (!this.skipping && this.searched < limit) {
      // Whole lines only, and only those whose neighbours after them are there.
      const lastNewline = memory.lastIndexOf(newline, limit - 1)
      const frontier = this.ended ? this.filled : lastNewline + 1
      if (frontier > this.searched) {
        add(this.searchStretch(this.searched, frontier))
        this.searched = frontier
      } else {
        if (this.filled - this.searched <= lineCap + reach) break
        // A line longer than the cap, whose end has not been read yet.
        const hit = this.scanner.next(this.searched, this.filled)
        if (hit >= 0 && hit - this.searched < lineCap) add({ lines: [this.searched, this.filled, 0], newlines: 0 })
        this.skipLine(add)
      }
    }
    return stretches
  }

  /** The lines of interest in stretches, given what was found in them. */
  candidates(stretches: readonly Stretch[], hits: readonly Hits[]): Candidate[] {
    const batch: Candidate[] = []
    for (const [index, { lines, newlines }] of hits.entries()) {
      const moved = this.base - stretches[index]!.base
      for (let at = 0; at < lines.length; at += 3)
        batch.push(this.candidate(lines[at]! - moved, lines[at + 1]! - moved, this.newlines + lines[at + 2]! + 1))
      this.newlines += newlines
    }
    return batch
  }

  *last(): Generator<Line> {
    const open = this.filled > 0 && this.endsInside()
    yield* this.before(open ? this.filled + 1 : this.filled, this.lines + 1)
  }

  [Symbol.dispose](): void {
    this.thread?.close()
  }

  private searchStretch(from: number, to: number): Hits | Promise<Hits> {
    if (this.startThread && to - from >= threadLeast && this.bytesRead >= threadAfter) {
      this.thread ??= this.startThread()
      // While the other thread is busy, this one searches: where little is found, it would only wait.
      if (!this.thread.busy) return this.thread.hitsIn(from, to)
    }
    return hitsIn(this.scanner, this.memory, from, to)
  }

  /** Goes to the end of a line that is longer than the cap, as far as it was read. */
  private skipLine(add: (hits: Hits, from: number) => void): void {
    const from = this.searched
    const at = this.memory.indexOf(newline, from)
    const found = at >= 0 && at < this.filled
    this.skipping = !found && !this.ended
    this.searched = found ? at + 1 : this.filled
    add({ lines: [], newlines: found ? 1 : 0 }, from)
  }

  private endsInside(): boolean {
    return this.filled > 0 && this.memory[this.filled - 1] !== newline
  }

  private candidate(start: number, next: number, number: number): Candidate {
    const ending = this.memory[next - 1] === newline ? next - 1 : next
    const cut = ending - start > lineCap
    if (cut) this.cut++
    const end = cut ? start + lineCap : ending
    return {
      line: { text: this.decode(start, end, cut), number, offset: this.base + start, cut },
      neighbours: { before: () => this.before(start, number), after: () => (cut ? [] : this.after(next, number)) },
    }
  }

  private *before(start: number, number: number): Generator<Line> {
    let end = start - 1
    for (let back = 1; end >= 0; back++) {
      const from = end === 0 ? 0 : this.memory.lastIndexOf(newline, end - 1) + 1
      if (start - from > reach) return
      yield { text: this.decode(from, end, false), number: number - back, offset: this.base + from, cut: false }
      end = from - 1
    }
  }

  private *after(next: number, number: number): Generator<Line> {
    let start = next
    let current = number
    while (start < this.filled) {
      const found = this.memory.indexOf(newline, start)
      const whole = found >= 0 && found < this.filled
      if (!whole && !this.ended) return
      const end = whole ? found : this.filled
      if (end - next > reach) return
      current++
      yield { text: this.decode(start, end, false), number: current, offset: this.base + start, cut: false }
      start = end + 1
    }
  }

  private decode(start: number, end: number, cut: boolean): string {
    const stop = !cut && end > start && this.memory[end - 1] === carriageReturn ? end - 1 : end
    const text = this.memory.toString('utf8', start, stop)
    // A character that the cap cuts in two would be decoded as U+FFFD.
    return cut ? text.replace(/\ufffd+$/, '') : text
  }
}
