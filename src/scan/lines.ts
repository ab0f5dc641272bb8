import type { Bytes } from '../base/bytes.ts'
import { lineCap, type Line, type Neighbours } from '../model/record.ts'
import { hitsIn, newline, type Hits } from './hits.ts'
import type { MakeScanner, Scanner } from './scanner.ts'
import type { MakeScanThread, ScanThread } from './thread.ts'

/** A line that holds one of the literals, with its neighbours. Both are good until the next batch is asked for. */
export interface Candidate {
  readonly line: Line
  readonly neighbours: Neighbours
}

export interface ScanOptions {
  /** `undefined`: every line is a candidate. */
  readonly literals: readonly string[] | undefined
  readonly scanner: MakeScanner
  /** Looks for the literals beside this thread in logs that are worth it. */
  readonly thread?: MakeScanThread | undefined
  readonly signal?: AbortSignal | undefined
  /** Bytes asked for at once. The result does not depend on it. */
  readonly chunk?: number
  /** Told after each chunk how many bytes were read in all. */
  readonly progress?: ((bytes: number) => void) | undefined
}

export interface ScanTotals {
  bytes: number
  lines: number
  /** Lines of interest that are longer than the cap. */
  cut: number
  /** The last lines, last first, once everything was read. */
  last: () => Iterable<Line>
}

/** How far neighbours reach on either side. Fixed, so that the result does not depend on where chunks end. */
export const reach = 65_536
const carriageReturn = 13

/** From here on a thread saves more than its start takes: 50 ms. */
const threadAfter = 1 << 25
/** Shorter stretches are looked at sooner than a thread has answered. */
const threadLeast = 1 << 18

/** Reads bytes chunk by chunk and gives the lines of interest, in order. Memory is bounded by the chunk. */
export async function* scanLines(
  bytes: Bytes,
  options: ScanOptions,
  totals: ScanTotals,
): AsyncGenerator<readonly Candidate[]> {
  const chunk = Math.max(options.chunk ?? 1 << 20, 4096)
  using window = new Window(chunk, options)
  let reading = window.fill(bytes, chunk)
  let asked: Asked[] = []
  for (let more = true; more || asked.length > 0;) {
    options.signal?.throwIfAborted()
    if (more) more = (await reading) > 0
    totals.bytes = window.bytesRead
    options.progress?.(window.bytesRead)
    window.settle(!more)
    // The next chunk is read and this one is looked at while what the one before holds is given: each has its part of the memory.
    const next = window.ask()
    if (!window.hasRoom(chunk)) {
      await answers([...asked, ...next])
      window.makeRoom(asked)
    }
    if (more) reading = window.fill(bytes, chunk)
    const batch = window.take(asked, await answers(asked))
    asked = next
    totals.lines = window.lines
    totals.cut = window.cut
    if (batch.length > 0) yield batch
  }
  totals.last = () => window.last()
}

/** A stretch of the text that is being looked at. */
interface Asked {
  /** Offset in the decoded text of its beginning. */
  readonly offset: number
  /** What `memory[0]` was when it was asked for: hits are places in memory. */
  readonly base: number
  readonly hits: Hits | Promise<Hits>
}

function answers(asked: readonly Asked[]): Promise<Hits[]> {
  return Promise.all(asked.map(async ({ hits }) => hits))
}

/** The memory that is scanned: lines already seen (for neighbours), lines to be looked at, and what is needed to look ahead. */
class Window implements Disposable {
  bytesRead = 0
  cut = 0
  private readonly memory: Buffer
  private readonly scanner: Scanner
  private thread: ScanThread | undefined
  private readonly startThread: (() => ScanThread) | undefined
  /** Offset in the decoded text of memory[0]. */
  private base = 0
  /** Up to here memory is filled by reads that are done. */
  private filled = 0
  private arrived = 0
  private ended = false
  /** Everything before has been asked for; always the start of a line. */
  private seen = 0
  /** Newlines in what was taken. */
  private newlines = 0
  /** In a line that is longer than the cap, whose beginning has been dealt with. */
  private skipping = false

  constructor(chunk: number, { literals, scanner, thread }: ScanOptions) {
    // A few chunks more than are used at once, as room is made by moving everything.
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

  /** Takes what was read into account. */
  settle(ended: boolean): void {
    this.filled += this.arrived
    this.arrived = 0
    this.ended = ended
  }

  hasRoom(chunk: number): boolean {
    return this.filled + chunk <= this.memory.length
  }

  /** Moves what is still needed to the front. Only when nothing is read or looked at. */
  makeRoom(asked: readonly Asked[]): void {
    const keep = Math.max(0, (asked[0] ? asked[0].offset - this.base : this.seen) - reach - 1)
    this.memory.copyWithin(0, keep, this.filled)
    this.base += keep
    this.filled -= keep
    this.seen -= keep
  }

  /** Has the lines looked at that can be seen with all their neighbours. */
  ask(): Asked[] {
    const asked: Asked[] = []
    const { memory } = this
    const limit = this.ended ? this.filled : this.filled - reach
    const add = (hits: Hits | Promise<Hits>, from = this.seen): void => {
      asked.push({ offset: this.base + from, base: this.base, hits })
    }
    if (this.skipping) this.skipLine(add)
    while (!this.skipping && this.seen < limit) {
      // Whole lines only, and only those whose following neighbours are there.
      const lastNewline = memory.lastIndexOf(newline, limit - 1)
      const frontier = this.ended ? this.filled : lastNewline + 1
      if (frontier > this.seen) {
        add(this.look(this.seen, frontier))
        this.seen = frontier
      } else {
        if (this.filled - this.seen <= lineCap + reach) break
        // A line of which the end has not come although more than the cap has.
        const hit = this.scanner.next(this.seen, this.filled)
        if (hit >= 0 && hit - this.seen < lineCap) add({ lines: [this.seen, this.filled, 0], newlines: 0 })
        this.skipLine(add)
      }
    }
    return asked
  }

  /** The lines of interest in stretches that were looked at. */
  take(asked: readonly Asked[], hits: readonly Hits[]): Candidate[] {
    const batch: Candidate[] = []
    for (const [index, { lines, newlines }] of hits.entries()) {
      const moved = this.base - asked[index]!.base
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

  private look(from: number, to: number): Hits | Promise<Hits> {
    if (this.startThread && to - from >= threadLeast && this.bytesRead >= threadAfter) {
      this.thread ??= this.startThread()
      // Who is free looks: where little is found, this thread would only wait.
      if (!this.thread.busy) return this.thread.hitsIn(from, to)
    }
    return hitsIn(this.scanner, this.memory, from, to)
  }

  /** Goes on behind a line that is longer than the cap. */
  private skipLine(add: (hits: Hits, from: number) => void): void {
    const from = this.seen
    const at = this.memory.indexOf(newline, from)
    const found = at >= 0 && at < this.filled
    this.skipping = !found && !this.ended
    this.seen = found ? at + 1 : this.filled
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
    // A character cut in two at the cap would show as one that cannot be read.
    return cut ? text.replace(/\ufffd+$/, '') : text
  }
}
