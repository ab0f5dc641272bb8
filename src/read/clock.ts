import { nanoseconds, resolveStamp, type Calendar } from '../base/time.ts'
import type { Event } from '../model/event.ts'
import type { Parser } from '../model/parser.ts'
import type { Line, LogRecord, Neighbours } from '../model/record.ts'
import { reach } from '../scan/lines.ts'
import type { Introduction } from './calendar.ts'
import { alone, parseLine } from './parse-line.ts'

/** What a clock knows, so that another one can go on: the place of the event before, and of the nearest line with a time. */
export interface ClockState {
  readonly last: bigint
  readonly dated: boolean
  readonly days: bigint
  readonly stamped: { readonly from: number; readonly at: bigint } | undefined
}

/** Where an event stands in time, in the words of Event. */
export type Place = Pick<Event, 'timestamp' | 'at' | 'dated' | 'timed'>

/** Gives every event of one source its place in time. */
export class Clock {
  private readonly calendar: Calendar
  private readonly parsers: readonly Parser[]
  /** Place of the event before. Only events move it: which other lines are looked at depends on the prefilter. */
  private last: bigint
  /** Whether `last` is a complete time, or only one that orders the lines of this source. */
  private dated: boolean
  /** Days that have passed since the first line, where lines state only the time of day. */
  private days = 0n
  /** What the last search for a line with a time found: for the line at `offset`, the time of the line at `from`. */
  private known: { offset: number; from: number; at: bigint | undefined } | undefined

  /** The nearest line with a time before the first one that this clock is asked for. */
  private readonly stampedBefore: ClockState['stamped']

  constructor({ calendar, first }: Introduction, parsers: readonly Parser[], state?: ClockState) {
    this.calendar = calendar
    this.parsers = parsers
    this.dated = state?.dated ?? first !== undefined
    this.last = state?.last ?? first ?? 0n
    this.days = state?.days ?? 0n
    this.stampedBefore = state?.stamped
  }

  begin(at: bigint): void {
    if (this.dated) return
    this.last = at
    this.dated = true
  }

  state(lastLines: Iterable<Line>): ClockState {
    const { last, dated, days } = this
    return { last, dated, days, stamped: this.nearest(lastLines) ?? this.stampedBefore }
  }

  of(record: LogRecord, neighbours: Neighbours): Place {
    const own = record.stamp && this.resolve(record.stamp)
    if (own !== undefined) {
      this.last = own
      this.dated = record.stamp!.kind !== 'clock' || this.calendar.date !== undefined
      return { timestamp: this.dated ? own : undefined, at: own, dated: this.dated, timed: true }
    }
    const inherited = this.before(record.line.offset, neighbours)
    if (inherited !== undefined) {
      this.last = inherited
      this.dated = true
    }
    return { timestamp: undefined, at: this.last, dated: this.dated, timed: false }
  }

  private nearest(lines: Iterable<Line>): ClockState['stamped'] {
    for (const line of lines) {
      const at = this.completeStampOf(line)
      if (at !== undefined) return { from: line.offset, at }
    }
    return undefined
  }

  completeStampOf(line: Line): bigint | undefined {
    const { stamp } = parseLine(line, alone, this.parsers)
    return stamp && stamp.kind !== 'clock' ? resolveStamp(stamp, this.calendar) : undefined
  }

  stampOf(line: Line): bigint | undefined {
    const { stamp } = parseLine(line, alone, this.parsers)
    return stamp && resolveStamp(stamp, this.calendar)
  }

  private resolve(stamp: NonNullable<LogRecord['stamp']>): bigint | undefined {
    if (stamp.kind !== 'clock') return resolveStamp(stamp, this.calendar)
    const base = this.calendar.date === undefined ? stamp.ns : resolveStamp(stamp, this.calendar)!
    // Midnight has passed when the clock goes back by more than half a day.
    while (base + this.days * nanoseconds.day < this.last - nanoseconds.day / 2n) this.days++
    return base + this.days * nanoseconds.day
  }

  /** The time of the nearest line before that has one, within reach. */
  private before(offset: number, neighbours: Neighbours): bigint | undefined {
    const { known } = this
    for (const line of neighbours.before()) {
      if (known && line.offset < known.offset) {
        // Looked at before: the answer is the same, if it lies within this line's reach.
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
