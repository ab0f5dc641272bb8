import type { Event } from '../model/event.ts'
import type { Line, Neighbours } from '../model/record.ts'
import { reach } from '../scan/lines.ts'
import type { LiveLine } from '../sources/live.ts'
import { plausible } from '../base/time.ts'
import { introduceLive, type TimeOptions } from './calendar.ts'
import type { ClockState } from './clock.ts'
import { EventFinder, type Leader, type ReadOptions } from './events.ts'
import { parseLine } from './parse-line.ts'
import type { Search } from './search.ts'

export interface LiveReadOptions extends ReadOptions, TimeOptions {
  /** Nanoseconds since the epoch. */
  readonly now: () => bigint
}

/** Where reading a live log goes on; plain JSON but for the bigints. */
export interface LiveReaderState {
  readonly leaders: readonly Leader[]
  readonly clock: ClockState
  readonly date: bigint | undefined
  /** Whether the search for the first complete time is over. */
  readonly begun: boolean
}

// The first complete time is looked for in as many lines as of a saved log.
const beginning = 400

/** Turns the lines of one live log into events, in the order in which they come and whatever batches they come in. */
export class LiveReader {
  /** The first complete time of the log, from when it was found until `committed`. */
  first: bigint | undefined
  private readonly finder: EventFinder
  private readonly search: Search
  private readonly options: LiveReadOptions
  private readonly recent = new RecentLines()
  private readonly date: bigint | undefined
  private leaders: readonly Leader[]
  private lastEnvelope: bigint | undefined
  private begun: boolean

  constructor(
    log: { readonly name: string; readonly id: string },
    search: Search,
    options: LiveReadOptions,
    state?: LiveReaderState,
  ) {
    const introduction = introduceLive(log.name, options.now, state?.date, options)
    this.search = search
    this.options = options
    this.date = introduction.calendar.date
    this.finder = new EventFinder(log, introduction, search, options, state?.clock)
    this.leaders = state?.leaders ?? []
    this.begun = state?.begun ?? false
  }

  /** Every line of the log must be given, in its order. */
  read(lines: readonly LiveLine[]): Event[] {
    return lines.flatMap((line, index) => {
      const neighbours: Neighbours = {
        before: () => this.recent.before(line.offset),
        after: () => lines.slice(index + 1),
      }
      if (!this.begun) this.begin(line)
      const events = this.eventsOf(line, neighbours)
      this.lastEnvelope = stampOf(line) ?? this.lastEnvelope
      this.recent.add(line)
      return events
    })
  }

  /** Events on a line, also as one that belongs to a line before; lines after it find theirs when they come. */
  private eventsOf(line: LiveLine, neighbours: Neighbours): Event[] {
    const mayMatch = this.search.mayMatch(line.text)
    if (!mayMatch && this.leaders.length === 0) return []
    const record = parseLine(line, neighbours, this.options.parsers, line.envelope)
    const { events, leaders } = mayMatch ? this.finder.find(record, neighbours) : { events: [], leaders: [] }
    const open = this.leaders.filter((leader) => {
      const below = this.finder.findBelow(leader, record)
      events.push(...below.events)
      return !below.over
    })
    this.leaders = [...open, ...leaders]
    return events
  }

  /** The time of the last line that states one, nanoseconds since the epoch. */
  lastStamp(): bigint | undefined {
    return this.lastEnvelope ?? this.clockState().stamped?.at
  }

  /** What another reader needs to go on after the last line that was read. */
  state(): LiveReaderState {
    return { leaders: this.leaders, clock: this.clockState(), date: this.date, begun: this.begun }
  }

  /** Call after the transaction that stored the events has committed. */
  committed(): void {
    this.first = undefined
  }

  private clockState(): ClockState {
    return this.finder.clock.state(this.recent.before(Infinity))
  }

  /** Lines before the first complete time take that time, as in a saved log. */
  private begin(line: LiveLine): void {
    const at = stampOf(line) ?? this.finder.clock.completeStampOf(line)
    this.begun = at !== undefined || line.number >= beginning
    if (at === undefined) return
    this.first = at
    this.finder.clock.startAt(at)
  }
}

/** The time that the transport states of a line, nanoseconds since the epoch. */
function stampOf({ envelope }: LiveLine): bigint | undefined {
  return envelope?.stamp?.kind === 'instant' ? plausible(envelope.stamp.ns) : undefined
}

/** The last lines of a log, as far as a line's neighbours reach. */
class RecentLines {
  private lines: LiveLine[] = []
  private start = 0
  private size = 0

  add(line: LiveLine): void {
    // A line with a stamp of its transport's own needs no other line to tell its time.
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

  /** Nearest first; of lines that end before `offset`, as far as its neighbours reach. `Infinity`: all. */
  *before(offset: number): Generator<Line> {
    for (let index = this.lines.length - 1; index >= this.start; index--) {
      const line = this.lines[index]!
      if (offset - line.offset > reach && offset !== Infinity) return
      yield line
    }
  }
}
