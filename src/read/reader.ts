import { hash } from 'node:crypto'
import type { Introduction } from './calendar.ts'
import { Clock, type ClockState, type Place } from './clock.ts'
import type { Event } from '../model/event.ts'
import { parseLine } from './parse-line.ts'
import type { Envelope, Parser } from '../model/parser.ts'
import { followingLines, type Pattern, type Quoting } from '../model/pattern.ts'
import { matchRecord, type Found } from './match.ts'
import type { AttributeValue, Attributes, Line, LogRecord, Neighbours } from '../model/record.ts'
import type { Redactor } from '../redact/redactor.ts'
import { keywordLookup } from '../scan/keywords.ts'
import { reach } from '../scan/lines.ts'
import { resolveStamp } from '../base/time.ts'

export interface ReaderOptions {
  readonly parsers: readonly Parser[]
  readonly patterns: readonly Pattern[]
  readonly quoting: Quoting
  readonly redactor: Redactor
  /** `false` looks at every line: slower, and the same outcome. */
  readonly prefilter: boolean
  /** Nanoseconds since the epoch; events outside are left out, those without a complete time are kept. */
  readonly since?: bigint | undefined
  readonly until?: bigint | undefined
}

/** What a scanner must look for so that no line is missed that a pattern could match. */
export function literalsOf(patterns: readonly Pattern[], parsers: readonly Parser[]): string[] {
  return [
    ...new Set([...patterns.flatMap(({ keywords }) => keywords), ...parsers.flatMap(({ opaque }) => opaque ?? [])]),
  ].sort()
}

export interface Search {
  /** `undefined`: every line is looked at. */
  readonly literals: readonly string[] | undefined
  /** The patterns to try on a body, those left out that follow another. */
  readonly patternsFor: (body: string) => readonly Pattern[]
  /** Whether a parser may find in a line what does not stand in it as it is. */
  readonly hides: (text: string) => boolean
  /** Patterns that follow another, by its id. */
  readonly followers: ReadonlyMap<string, { readonly leader: Pattern; readonly followers: readonly Pattern[] }>
}

/** A line whose following lines belong to it. */
interface Leader {
  readonly pattern: string
  readonly place: Place
  /** How many lines that say something may still come. */
  left: number
  /** Offset behind which nothing belongs to it. */
  readonly until: number
}

/** What a reader knows of the lines that it was given, apart from its options. */
export interface ReaderState {
  readonly leaders: readonly Leader[]
  readonly clock: ClockState
}

export function searchFor({ patterns, parsers, prefilter }: ReaderOptions): Search {
  const leaders = patterns.filter(({ follows }) => follows === undefined)
  const opaque = parsers.flatMap((parser) => parser.opaque ?? [])
  const followers = Map.groupBy(
    patterns.filter(({ follows }) => follows !== undefined),
    ({ follows }) => follows!.id,
  )
  return {
    literals: prefilter ? literalsOf(patterns, parsers) : undefined,
    patternsFor: prefilter ? keywordLookup(leaders) : () => leaders,
    hides: prefilter ? (text) => opaque.some((literal) => text.includes(literal)) : () => true,
    followers: new Map(
      leaders.flatMap((leader) => {
        const list = followers.get(leader.id)
        return list ? [[leader.id, { leader, followers: list }]] : []
      }),
    ),
  }
}

// What a record says about where it comes from, as opposed to what happened.
const resourceNames = [
  'host.name', 'service.name', 'systemd.unit', 'systemd.user_unit', 'container.name', 'compose.service', 'process.pid', 'log.iostream',
  'subsystem', 'module', 'command',
] as const // prettier-ignore

const mostResources = 1000

/** Turns the lines of one source into events. */
export class Reader {
  records = 0
  unparsed = 0
  private readonly source: { readonly name: string; readonly id: string }
  private readonly introduction: Introduction
  private readonly options: ReaderOptions
  private readonly clock: Clock
  private readonly search: Search
  private readonly resources = new Map<string, Attributes>()
  private leaders: Leader[] = []

  constructor(
    source: { readonly name: string; readonly id: string },
    introduction: Introduction,
    search: Search,
    options: ReaderOptions,
    state?: ReaderState,
  ) {
    this.source = source
    this.introduction = introduction
    this.options = options
    this.clock = new Clock(introduction, options.parsers, state?.clock)
    this.search = search
    this.leaders = [...(state?.leaders ?? [])]
  }

  /** A line of which the lines after are known. */
  read(line: Line, neighbours: Neighbours): Event[] {
    const { events, leaders } = this.look(this.parse(line, neighbours), neighbours)
    for (const leader of leaders) {
      for (const next of neighbours.after()) {
        const { found, over } = this.follow(leader, this.parseNext(next, neighbours))
        events.push(...found)
        if (over) break
      }
    }
    return events
  }

  /** A line that came after the one before; what belongs to it is found when it comes. Every line must be given. */
  next(line: Line, neighbours: Neighbours, envelope: Envelope | undefined): Event[] {
    const interesting = this.search.patternsFor(line.text).length > 0 || this.search.hides(line.text)
    if (!interesting && this.leaders.length === 0) return []
    const record = interesting ? this.parse(line, neighbours, envelope) : this.parseNext(line, neighbours, envelope)
    const { events, leaders } = interesting ? this.look(record, neighbours) : { events: [], leaders: [] }
    const open = this.leaders.filter((leader) => {
      const { found, over } = this.follow(leader, record)
      events.push(...found)
      return !over
    })
    this.leaders = [...open, ...leaders]
    return events
  }

  /** What must be kept so that another reader can go on after the last line given. */
  state(last: Iterable<Line>): ReaderState {
    return { leaders: this.leaders, clock: this.clock.state(last) }
  }

  /** Nanoseconds since the epoch, where the line states a complete time. */
  stampOf(line: Line): bigint | undefined {
    return this.clock.completeStampOf(line)
  }

  /** What comes without a time, and with none before it, is of this one. */
  begin(at: bigint): void {
    this.clock.begin(at)
  }

  private parse(line: Line, neighbours: Neighbours, envelope?: Envelope): LogRecord {
    const record = parseLine(line, neighbours, this.options.parsers, envelope)
    this.records++
    if (record.layers.at(-1) === 'plain' && record.layers.length === 1) this.unparsed++
    return record
  }

  private parseNext(line: Line, neighbours: Neighbours, envelope?: Envelope): LogRecord {
    return parseLine(line, neighbours, this.options.parsers, envelope)
  }

  private look(record: LogRecord, neighbours: Neighbours): { events: Event[]; leaders: Leader[] } {
    const found = matchRecord(record, this.search.patternsFor(record.body), this.options.quoting)
    if (found.length === 0) return { events: [], leaders: [] }
    const place = this.clock.of(record, neighbours)
    const { at, dated } = place
    const { since, until } = this.options
    if (dated && ((since !== undefined && at < since) || (until !== undefined && at > until)))
      return { events: [], leaders: [] }
    const { line } = record
    return {
      events: found.map((each) => this.event(record, each, place)),
      leaders: line.cut
        ? []
        : found
            .filter(({ pattern }) => this.search.followers.has(pattern.id))
            .map(({ pattern }) => ({
              pattern: pattern.id,
              place,
              left: followingLines,
              until: line.offset + Buffer.byteLength(line.text) + reach,
            })),
    }
  }

  /** Events on a line below one that are understood only together with it. */
  private follow(leader: Leader, record: LogRecord): { found: Event[]; over: boolean } {
    if (record.line.offset + Buffer.byteLength(record.line.text) > leader.until) return { found: [], over: true }
    // Field lines of journalctl's long formats say nothing themselves.
    if (record.body === '') return { found: [], over: false }
    const { leader: pattern, followers } = this.search.followers.get(leader.pattern)!
    if (leader.left === 0 || matchRecord(record, [pattern], this.options.quoting).length > 0)
      return { found: [], over: true }
    leader.left--
    const { at, dated } = leader.place
    const stamp =
      record.stamp && record.stamp.kind !== 'clock' ? resolveStamp(record.stamp, this.introduction.calendar) : undefined
    const place = { timestamp: stamp, at: stamp ?? at, dated, timed: stamp !== undefined }
    return {
      found: matchRecord(record, followers, this.options.quoting).map((each) => this.event(record, each, place)),
      over: false,
    }
  }

  lastStampOf(lines: Iterable<Line>): bigint | undefined {
    for (const line of lines) {
      const at = this.clock.stampOf(line)
      if (at !== undefined) return at
    }
    return this.introduction.first
  }

  private event(
    record: LogRecord,
    { pattern, class: eventClass, role, attributes, text }: Found,
    { timestamp, at, dated, timed }: Place,
  ): Event {
    const { line } = record
    const body = line.cut ? `${text}… [line cut at 64 KiB]` : text
    const redacted = this.options.redactor.record(body, attributes)
    const suppressed = Number(attributes['suppressed'] ?? 0)
    return {
      id: hash('sha256', `${this.source.id}\0${line.offset}\0${pattern.id}\0${text}`).slice(0, 16),
      pattern: pattern.id,
      class: eventClass,
      role,
      timestamp,
      at,
      dated,
      timed,
      sourceId: this.source.id,
      source: this.source.name,
      line: line.number,
      offset: line.offset,
      severityNumber: record.severityNumber,
      attributes: redacted.attributes,
      resource: this.resourceOf(record),
      body: redacted.body,
      count: 1 + (Number.isSafeInteger(suppressed) && suppressed > 0 ? suppressed : 0),
      lastAt: at,
    }
  }

  /** Redacted. The lines of one source have few different origins, so that each is made once. */
  private resourceOf({ attributes }: LogRecord): Attributes {
    const resource: Record<string, AttributeValue> = {}
    for (const name of resourceNames) {
      const value = attributes[name]
      if (value !== undefined && value !== '') resource[name] = value
    }
    const key = JSON.stringify(resource)
    let known = this.resources.get(key)
    if (!known) {
      known = this.options.redactor.record('', resource).attributes
      if (this.resources.size < mostResources) this.resources.set(key, known)
    }
    return known
  }
}
