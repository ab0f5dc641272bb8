import type { Line, Neighbours } from '../record.ts'
import type { MakeScanner, Scanner } from './scanner.ts'

/** Where bytes come from: decoded UTF-8 without a byte order mark. */
export interface Bytes {
  /** Reads up to `length` bytes into `target` at `at`; 0 says that there are no more. */
  read(target: Buffer, at: number, length: number): Promise<number>
}

/** A line that holds one of the literals, with its neighbours. Both are good until the next batch is asked for. */
export interface Candidate {
  readonly line: Line
  readonly neighbours: Neighbours
}

export interface ScanOptions {
  /** `undefined`: every line is a candidate. */
  readonly literals: readonly string[] | undefined
  readonly scanner: MakeScanner
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

export const lineCap = 65_536
/** How far neighbours reach on either side. Fixed, so that the result does not depend on where chunks end. */
export const reach = 65_536
const newline = 10
const carriageReturn = 13

/** Reads bytes chunk by chunk and gives the lines of interest, in order. Memory is bounded by the chunk. */
export async function* scanLines(
  bytes: Bytes,
  options: ScanOptions,
  totals: ScanTotals,
): AsyncGenerator<readonly Candidate[]> {
  const chunk = Math.max(options.chunk ?? 1 << 20, 4096)
  const window = new Window(chunk, options)
  let reading = window.fill(bytes, chunk)
  for (;;) {
    options.signal?.throwIfAborted()
    const more = (await reading) > 0
    totals.bytes = window.bytesRead
    options.progress?.(window.bytesRead)
    if (!more) window.finish()
    else window.settle()
    // The next chunk is read while this one is looked at: they lie in different parts of the memory.
    if (more) reading = window.fill(bytes, chunk)
    const batch = window.take()
    totals.lines = window.lines
    totals.cut = window.cut
    if (batch.length > 0) yield batch
    if (!more) {
      totals.last = () => window.last()
      return
    }
    await reading
    window.makeRoom(chunk)
  }
}

/** The memory that is scanned: lines already seen (for neighbours), lines to be looked at, and what is needed to look ahead. */
class Window {
  bytesRead = 0
  lines = 0
  cut = 0
  private readonly memory: Buffer
  private readonly scanner: Scanner
  private readonly everyLine: boolean
  /** Offset in the decoded text of memory[0]. */
  private base = 0
  /** Up to here memory is filled by reads that are done. */
  private filled = 0
  private arrived = 0
  private ended = false
  /** Everything before has been looked at; always the start of a line. */
  private seen = 0
  /** Everything before has been counted. */
  private counted = 0
  private newlinesCounted = 0
  /** In a line that is longer than the cap, whose beginning has been dealt with. */
  private skipping = false

  constructor(chunk: number, options: ScanOptions) {
    const size = 3 * chunk + 2 * reach + 2 * lineCap
    const memory = new ArrayBuffer((size + 7) & ~7)
    this.memory = Buffer.from(memory)
    this.everyLine = options.literals === undefined
    this.scanner = options.scanner(options.literals ?? [], memory)
  }

  async fill(bytes: Bytes, length: number): Promise<number> {
    const read = await bytes.read(this.memory, this.filled, length)
    this.arrived = read
    this.bytesRead += read
    return read
  }

  /** Takes what was read into account. */
  settle(): void {
    this.filled += this.arrived
    this.arrived = 0
  }

  finish(): void {
    this.settle()
    this.ended = true
  }

  /** Moves what is still needed to the front. Only between reads. */
  makeRoom(chunk: number): void {
    const pending = this.arrived
    const end = this.filled + pending
    if (end + chunk <= this.memory.length) return
    const keep = Math.max(0, Math.min(this.seen, this.counted) - reach - 1)
    this.memory.copyWithin(0, keep, end)
    this.base += keep
    this.filled -= keep
    this.seen -= keep
    this.counted -= keep
  }

  /** The lines of interest among those that can be seen with all their neighbours. */
  take(): Candidate[] {
    const batch: Candidate[] = []
    const { memory } = this
    const limit = this.ended ? this.filled : this.filled - reach
    if (this.skipping) this.skipLine()
    while (!this.skipping && this.seen < limit) {
      // Whole lines only, and only those whose following neighbours are there.
      const lastNewline = memory.lastIndexOf(newline, limit - 1)
      const frontier = this.ended ? this.filled : lastNewline + 1
      if (frontier <= this.seen) {
        if (this.filled - this.seen <= lineCap + reach) break
        this.takeOverlong(batch)
        continue
      }
      this.scan(this.seen, frontier, batch)
    }
    this.lines = this.countTo(this.skipping ? this.filled : this.seen) + (this.ended && this.endsInside() ? 1 : 0)
    return batch
  }

  *last(): Generator<Line> {
    const open = this.filled > 0 && this.endsInside()
    yield* this.before(open ? this.filled + 1 : this.filled, this.lines + 1)
  }

  private scan(from: number, to: number, batch: Candidate[]): void {
    const { memory } = this
    let at = from
    while (at < to) {
      let start = at
      if (!this.everyLine) {
        const hit = this.scanner.next(at, to)
        if (hit < 0) break
        start = Math.max(memory.lastIndexOf(newline, hit) + 1, at)
        if (hit - start >= lineCap) {
          at = this.endOfLine(hit, to)
          continue
        }
      }
      const next = this.endOfLine(start, to)
      const end = memory[next - 1] === newline ? next - 1 : next
      batch.push(this.candidate(start, Math.min(end, start + lineCap), next, end - start > lineCap))
      at = next
    }
    this.seen = to
  }

  /** A line of which the end has not come although more than the cap has. */
  private takeOverlong(batch: Candidate[]): void {
    const end = this.seen + lineCap
    const hit = this.everyLine ? this.seen : this.scanner.next(this.seen, this.filled)
    if (hit >= 0 && hit - this.seen < lineCap) batch.push(this.candidate(this.seen, end, this.filled, true))
    this.skipping = true
    this.skipLine()
  }

  private skipLine(): void {
    const at = this.memory.indexOf(newline, this.seen)
    if (at >= 0 && at < this.filled) {
      this.seen = at + 1
      this.skipping = false
    } else {
      this.seen = this.filled
      if (this.ended) this.skipping = false
    }
  }

  private endOfLine(at: number, to: number): number {
    const found = this.memory.indexOf(newline, at)
    return found < 0 || found >= to ? to : found + 1
  }

  private endsInside(): boolean {
    return this.filled > 0 && this.memory[this.filled - 1] !== newline
  }

  private countTo(place: number): number {
    if (place > this.counted) {
      this.newlinesCounted += this.scanner.newlines(this.counted, place)
      this.counted = place
    }
    return this.newlinesCounted
  }

  private candidate(start: number, end: number, next: number, cut: boolean): Candidate {
    if (cut) this.cut++
    const number = this.countTo(start) + 1
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
