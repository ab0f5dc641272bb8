import { nanoseconds, resolveStamp, type Calendar } from '../base/time.ts'
import type { Event } from '../model/event.ts'
import type { Parser } from '../model/parser.ts'
import type { Line, LogRecord, Neighbours } from '../model/record.ts'
import { reach } from '../scan/lines.ts'
import type { Introduction } from './calendar.ts'
import { alone, parseLine } from './parse-line.ts'

/** What another clock needs to go on: the time of the last event, and the nearest line with a complete time. */
export interface ClockState {
  readonly last: bigint
  readonly hasDate: boolean
  readonly days: bigint
  readonly stamped: { readonly from: number; readonly at: bigint } | undefined
}

/** The four times of an event, as `Event` describes them. */
export type EventTime = Pick<Event, 'timestamp' | 'at' | 'hasDate' | 'hasOwnTime'>

/** Gives the events of one log their times. */
export class Clock {
  private readonly calendar: Calendar
  private readonly parsers: readonly Parser[]
  /** `at` of the last event. Only events move it, because the prefilter decides which other lines are looked at. */
  private last: bigint
  /** Whether `last` is a complete time, or only orders the lines of this log. */
  private hasDate: boolean
  /** Days that have passed since the first line, where lines state only the time of day. */
  private days = 0n
  /** The last answer of `inherited`: for the line at `offset`, the time of the line at `from`. */
  private known: { offset: number; from: number; at: bigint | undefined } | undefined
  /** The nearest line with a complete time before the first line that this clock is given. */
  private readonly stampedBefore: ClockState['stamped']

  constructor({ calendar, first }: Introduction, parsers: readonly Parser[], state?: ClockState) {
    this.calendar = calendar
    this.parsers = parsers
    this.hasDate = state?.hasDate ?? first !== undefined
    this.last = state?.last ?? first ?? 0n
    this.days = state?.days ?? 0n
    this.stampedBefore = state?.stamped
  }

  /** Gives events without a time, and with none before them, this time. */
  startAt(at: bigint): void {
    if (this.hasDate) return
    this.last = at
    this.hasDate = true
  }

  /** `lastLines`: the lines before the next one, nearest first. */
  state(lastLines: Iterable<Line>): ClockState {
    const { last, hasDate, days } = this
    return { last, hasDate, days, stamped: this.nearestStamped(lastLines) ?? this.stampedBefore }
  }

  timeOf(record: LogRecord, neighbours: Neighbours): EventTime {
    const own = record.stamp && this.resolve(record.stamp)
    if (own !== undefined) {
      this.last = own
      this.hasDate = record.stamp!.kind !== 'clock' || this.calendar.date !== undefined
      return { timestamp: this.hasDate ? own : undefined, at: own, hasDate: this.hasDate, hasOwnTime: true }
    }
    const inherited = this.inherited(record.line.offset, neighbours)
    if (inherited !== undefined) {
      this.last = inherited
      this.hasDate = true
    }
    return { timestamp: undefined, at: this.last, hasDate: this.hasDate, hasOwnTime: false }
  }

  /** Nanoseconds since the epoch, where the line states a complete time. */
  completeStampOf(line: Line): bigint | undefined {
    const { stamp } = parseLine(line, alone, this.parsers)
    return stamp && stamp.kind !== 'clock' ? resolveStamp(stamp, this.calendar) : undefined
  }

  /** The time of the first of these lines that states one, if only that of day. */
  lastStampOf(lines: Iterable<Line>): bigint | undefined {
    for (const line of lines) {
      const { stamp } = parseLine(line, alone, this.parsers)
      const at = stamp && resolveStamp(stamp, this.calendar)
      if (at !== undefined) return at
    }
    return undefined
  }

  private nearestStamped(lines: Iterable<Line>): ClockState['stamped'] {
    for (const line of lines) {
      const at = this.completeStampOf(line)
      if (at !== undefined) return { from: line.offset, at }
    }
    return undefined
  }

  private resolve(stamp: NonNullable<LogRecord['stamp']>): bigint | undefined {
    if (stamp.kind !== 'clock') return resolveStamp(stamp, this.calendar)
    const base = this.calendar.date === undefined ? stamp.ns : resolveStamp(stamp, this.calendar)
    if (base === undefined) return undefined
    // Midnight has passed when the time of day goes back by more than half a day.
    while (base + this.days * nanoseconds.day < this.last - nanoseconds.day / 2n) this.days++
    return base + this.days * nanoseconds.day
  }

  /** The time of the nearest line before `offset` that states a complete one, within reach. */
  private inherited(offset: number, neighbours: Neighbours): bigint | undefined {
    const { known } = this
    for (const line of neighbours.before()) {
      if (known && line.offset < known.offset) {
        // From here on the search would repeat the last one. Its answer holds if it lies within this line's reach.
        const at = offset - known.from <= reach ? known.at : undefined
        this.known = { offset, from: known.from, at }
        return at
      }
      const at = this.completeStampOf(line)
      if (at === undefined) continue
      this.known = { offset, from: line.offset, at }
      return at
    }
    const { stampedBefore } = this
    if (stampedBefore && offset - stampedBefore.from <= reach) return stampedBefore.at
    this.known = { offset, from: offset, at: undefined }
    return undefined
  }
}
