import { introduceLive, type TimeOptions } from './calendar.ts'
import type { Event } from '../model/event.ts'
import { Reader, type ReaderOptions, type ReaderState, type Search } from './reader.ts'
import type { Line, Neighbours } from '../model/record.ts'
import { reach } from '../scan/lines.ts'
import type { LiveLine, Stream } from '../sources/live.ts'

export interface LiveReaderOptions extends ReaderOptions, TimeOptions {
  /** Nanoseconds since the epoch. */
  readonly now: () => bigint
}

/** What a live reader knows of its stream; plain data but for the bigints. */
export interface LiveReaderState extends ReaderState {
  readonly date: bigint | undefined
  /** Whether the first complete time is known. */
  readonly begun: boolean
}

// As many lines are looked at for the first complete time as of a saved log.
const beginning = 400

/** Turns the lines of one live stream into events, in the order in which they come and whatever batches they come in. */
export class LiveReader {
  private readonly reader: Reader
  private readonly recent = new Recent()
  private readonly date: bigint | undefined
  private lastEnvelope: bigint | undefined
  /** The first complete time of the stream, once it is known and as long as it is news. */
  first: bigint | undefined
  private begun: boolean

  constructor(stream: Stream, search: Search, options: LiveReaderOptions, state?: LiveReaderState) {
    const introduction = introduceLive(stream.name, options.now, state?.date, options)
    this.date = introduction.calendar.date
    this.reader = new Reader(stream, introduction, search, options, state)
    this.begun = state?.begun ?? false
  }

  read(lines: readonly LiveLine[]): Event[] {
    return lines.flatMap((line, index) => {
      const neighbours: Neighbours = {
        before: () => this.recent.before(line.offset),
        after: () => lines.slice(index + 1),
      }
      if (!this.begun) this.begin(line)
      const events = this.reader.next(line, neighbours, line.envelope)
      if (line.envelope?.stamp?.kind === 'instant') this.lastEnvelope = line.envelope.stamp.ns
      this.recent.add(line)
      return events
    })
  }

  /** The time of the last line that states one, nanoseconds since the epoch. */
  lastStamp(): bigint | undefined {
    return this.lastEnvelope ?? this.reader.state(this.recent.before(Infinity)).clock.stamped?.at
  }

  /** What must be kept to go on after the last line that was read. */
  state(): LiveReaderState {
    return { ...this.reader.state(this.recent.before(Infinity)), date: this.date, begun: this.begun }
  }

  /** Lines before the first time are of that time, as in a saved log. */
  private begin(line: LiveLine): void {
    const at = line.envelope?.stamp?.ns ?? this.reader.stampOf(line)
    this.begun = at !== undefined || line.number >= beginning
    if (at === undefined) return
    this.first = at
    this.reader.begin(at)
  }
}

/** The last lines of a stream, as far as a line's neighbours reach. */
class Recent {
  private lines: LiveLine[] = []
  private start = 0
  private size = 0

  add(line: LiveLine): void {
    // Lines with a stamp of their transport's own need no other to tell their time.
    if (line.envelope?.stamp) return
    this.lines.push(line)
    this.size += line.text.length + 1
    while (this.size > reach && this.start < this.lines.length - 1)
      this.size -= this.lines[this.start++]!.text.length + 1
    if (this.start > 1024) {
      this.lines = this.lines.slice(this.start)
      this.start = 0
    }
  }

  /** Nearest first. */
  *before(offset: number): Generator<Line> {
    for (let index = this.lines.length - 1; index >= this.start; index--) {
      const line = this.lines[index]!
      if (offset - line.offset > reach && offset !== Infinity) return
      yield line
    }
  }
}
