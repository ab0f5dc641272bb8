import { hash } from 'node:crypto'
import { resolveStamp } from '../base/time.ts'
import type { Event } from '../model/event.ts'
import { followingLines } from '../model/pattern.ts'
import type { Quoting } from '../model/pattern.ts'
import type { AttributeValue, Attributes, LogRecord, Neighbours } from '../model/record.ts'
import type { Redactor } from '../redact/redactor.ts'
import { reach } from '../scan/lines.ts'
import type { Introduction } from './calendar.ts'
import { matchRecord, type Found } from './match.ts'
import { Clock, type ClockState, type EventTime } from './clock.ts'
import type { Search, SearchOptions } from './search.ts'

export interface ReadOptions extends SearchOptions {
  readonly quoting: Quoting
  readonly redactor: Redactor
  /** Nanoseconds since the epoch; events outside are left out, those without a complete time are kept. */
  readonly since?: bigint | undefined
  readonly until?: bigint | undefined
}

/** A line whose following lines belong to it; plain data but for the bigints. */
export interface Leader {
  readonly pattern: string
  readonly time: EventTime
  /** How many lines with a body may still belong to it. */
  left: number
  /** Offset from which on no line belongs to it. */
  readonly until: number
}

// What a record says about its origin, as opposed to what happened.
const resourceNames = [
  'host.name', 'service.name', 'systemd.unit', 'systemd.user_unit', 'container.name', 'compose.service', 'process.pid',
  'log.iostream', 'subsystem', 'module', 'command',
] as const // prettier-ignore

const mostResources = 1000

/**
 * Finds events in the records of one log. The readers of saved and of live logs give it the records, in the order of
 * the log.
 */
export class EventFinder {
  readonly clock: Clock
  private readonly log: { readonly name: string; readonly id: string }
  private readonly introduction: Introduction
  private readonly search: Search
  private readonly options: ReadOptions
  private readonly resources = new Map<string, Attributes>()

  constructor(
    log: { readonly name: string; readonly id: string },
    introduction: Introduction,
    search: Search,
    options: ReadOptions,
    clock?: ClockState,
  ) {
    this.log = log
    this.introduction = introduction
    this.search = search
    this.options = options
    this.clock = new Clock(introduction, options.parsers, clock)
  }

  /** Events that a record shows by itself, and the leaders that the lines after it must be matched against. */
  find(record: LogRecord, neighbours: Neighbours): { events: Event[]; leaders: Leader[] } {
    const found = matchRecord(record, this.search.patternsFor(record.body), this.options.quoting)
    if (found.length === 0) return { events: [], leaders: [] }
    const time = this.clock.timeOf(record, neighbours)
    if (this.isOutside(time)) return { events: [], leaders: [] }
    return {
      events: found.map((each) => this.event(record, each, time)),
      leaders: record.line.cut
        ? []
        : found
            .filter(({ pattern }) => this.search.followers.has(pattern.id))
            .map(({ pattern }) => ({
              pattern: pattern.id,
              time,
              left: followingLines,
              until: endOf(record) + reach,
            })),
    }
  }

  /**
   * Events that a record shows only as one of the lines below a leader; `over` when no later line belongs to the
   * leader.
   */
  findBelow(leader: Leader, record: LogRecord): { events: Event[]; over: boolean } {
    if (endOf(record) > leader.until) return { events: [], over: true }
    // Field lines of journalctl's long formats have no body and don't count.
    if (record.body === '') return { events: [], over: false }
    const { leader: pattern, followers } = this.search.followers.get(leader.pattern)!
    if (leader.left === 0 || matchRecord(record, [pattern], this.options.quoting).length > 0)
      return { events: [], over: true }
    leader.left--
    const own =
      record.stamp && record.stamp.kind !== 'clock' ? resolveStamp(record.stamp, this.introduction.calendar) : undefined
    const { at, hasDate } = leader.time
    const time = { timestamp: own, at: own ?? at, hasDate, hasOwnTime: own !== undefined }
    return {
      events: matchRecord(record, followers, this.options.quoting).map((each) => this.event(record, each, time)),
      over: false,
    }
  }

  private isOutside({ at, hasDate }: EventTime): boolean {
    const { since, until } = this.options
    return hasDate && ((since !== undefined && at < since) || (until !== undefined && at > until))
  }

  private event(
    record: LogRecord,
    { pattern, class: eventClass, role, attributes, text }: Found,
    time: EventTime,
  ): Event {
    const { line } = record
    const body = line.cut ? `${text}… [line cut at 64 KiB]` : text
    const redacted = this.options.redactor.record(body, attributes)
    const suppressed = Number(attributes['suppressed'] ?? 0)
    return {
      id: hash('sha256', `${this.log.id}\0${line.offset}\0${pattern.id}\0${text}`).slice(0, 16),
      pattern: pattern.id,
      class: eventClass,
      role,
      timestamp: time.timestamp,
      at: time.at,
      hasDate: time.hasDate,
      hasOwnTime: time.hasOwnTime,
      logId: this.log.id,
      logName: this.log.name,
      line: line.number,
      offset: line.offset,
      severityNumber: record.severityNumber,
      attributes: redacted.attributes,
      resource: this.resourceOf(record),
      body: redacted.body,
      count: 1 + (Number.isSafeInteger(suppressed) && suppressed > 0 ? suppressed : 0),
      lastAt: time.at,
    }
  }

  /** Redacted once for each origin: the records of one log have few different ones. */
  private resourceOf({ attributes }: LogRecord): Attributes {
    const resource: Record<string, AttributeValue> = {}
    for (const name of resourceNames) {
      const value = attributes[name]
      if (value !== undefined && value !== '') resource[name] = value
    }
    const key = JSON.stringify(resource)
    let redacted = this.resources.get(key)
    if (!redacted) {
      redacted = this.options.redactor.record('', resource).attributes
      if (this.resources.size < mostResources) this.resources.set(key, redacted)
    }
    return redacted
  }
}

function endOf({ line }: LogRecord): number {
  return line.offset + Buffer.byteLength(line.text)
}
