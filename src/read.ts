import { createHash, hash } from 'node:crypto'
import { introduce, type Introduction, type TimeOptions } from './calendar.ts'
import type { Event } from './incident.ts'
import { alone, parseLine, type Parser } from './parser.ts'
import { followingLines, matchRecord, type Found, type Pattern } from './pattern.ts'
import type { AttributeValue, Attributes, Line, LogRecord, Neighbours } from './record.ts'
import type { Redactor } from './redact.ts'
import { keywordLookup } from './scan/keywords.ts'
import { scanLines, type Candidate, type ScanTotals } from './scan/lines.ts'
import type { MakeScanner } from './scan/scanner.ts'
import type { SavedLog } from './sources/saved.ts'
import { nanoseconds, resolveStamp, type Calendar } from './time.ts'

export interface ReadOptions extends TimeOptions {
  readonly parsers: readonly Parser[]
  readonly patterns: readonly Pattern[]
  readonly redactor: Redactor
  readonly scanner: MakeScanner
  /** `false` looks at every line: slower, and the same outcome. */
  readonly prefilter: boolean
  /** Nanoseconds since the epoch; events outside are left out, those without a complete time are kept. */
  readonly since?: bigint | undefined
  readonly until?: bigint | undefined
  readonly now: bigint
  readonly chunk?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((log: SavedLog) => void) | undefined
}

/** What was read of one saved log, and what could not be. */
export interface InputSummary {
  readonly name: string
  readonly sourceId: string
  readonly format: string
  readonly bytes: number
  readonly lines: number
  /** Lines that were parsed because they hold a keyword. */
  readonly records: number
  /** Of these, lines in no known format, taken as plain text. */
  readonly unparsed: number
  readonly firstTimestamp: bigint | undefined
  readonly lastTimestamp: bigint | undefined
  readonly notes: readonly string[]
}

/** Reads a saved log to its end: its lines of interest as events, in the order they stand in it. Returns the summary. */
export type ReadEvents = (log: SavedLog) => AsyncGenerator<readonly Event[], InputSummary>

/** Made once for all logs of a run: what is looked for is the same in each. */
export function eventReader(options: ReadOptions): ReadEvents {
  const search = searchFor(options)
  return (log) => readEvents(log, search, options)
}

async function* readEvents(log: SavedLog, search: Search, options: ReadOptions): ReturnType<ReadEvents> {
  const introduction = introduce(log.head, log.name, log.modified, options.now, options.parsers, options)
  const sourceId = identify(log.head)
  const totals: ScanTotals = { bytes: 0, lines: 0, cut: 0, last: () => [] }
  const reader = new Reader(log.name, sourceId, introduction, search, options)
  const { literals } = search
  const { scanner, signal, chunk } = options
  const progress = options.progress && (() => options.progress!(log))
  for await (const batch of scanLines(
    log.bytes,
    { literals, scanner, signal, ...(chunk === undefined ? {} : { chunk }), progress },
    totals,
  )) {
    const events = batch.flatMap((candidate) => reader.read(candidate))
    if (events.length > 0) yield events
  }
  const notes = [...log.notes, ...introduction.notes]
  if (totals.cut > 0) notes.push(`${totals.cut} of the lines of interest are longer than 64 KiB and were cut there`)
  if (totals.bytes === 0) notes.push('empty')
  return {
    name: log.name,
    sourceId,
    format: introduction.format,
    bytes: totals.bytes,
    lines: totals.lines,
    records: reader.records,
    unparsed: reader.unparsed,
    firstTimestamp: introduction.first,
    lastTimestamp: reader.lastStampOf(totals.last()),
    notes,
  }
}

/** What a scanner must look for so that no line is missed that a pattern could match. */
export function literalsOf(patterns: readonly Pattern[], parsers: readonly Parser[]): string[] {
  return [
    ...new Set([...patterns.flatMap(({ keywords }) => keywords), ...parsers.flatMap(({ opaque }) => opaque ?? [])]),
  ].sort()
}

interface Search {
  /** `undefined`: every line is looked at. */
  readonly literals: readonly string[] | undefined
  /** The patterns to try on a body, those left out that follow another. */
  readonly patternsFor: (body: string) => readonly Pattern[]
  readonly followers: ReadonlyMap<string, readonly Pattern[]>
}

function searchFor({ patterns, parsers, prefilter }: ReadOptions): Search {
  const leaders = patterns.filter(({ follows }) => follows === undefined)
  return {
    literals: prefilter ? literalsOf(patterns, parsers) : undefined,
    patternsFor: prefilter ? keywordLookup(leaders) : () => leaders,
    followers: Map.groupBy(
      patterns.filter(({ follows }) => follows !== undefined),
      ({ follows }) => follows!,
    ),
  }
}

// What a record says about where it comes from, as opposed to what happened.
const resourceNames = [
  'host.name', 'service.name', 'systemd.unit', 'systemd.user_unit', 'container.name', 'compose.service', 'process.pid', 'log.iostream',
  'subsystem', 'module', 'command',
] as const // prettier-ignore

const mostResources = 1000

class Reader {
  records = 0
  unparsed = 0
  private readonly name: string
  private readonly sourceId: string
  private readonly introduction: Introduction
  private readonly options: ReadOptions
  private readonly clock: Clock
  private readonly search: Search
  private readonly resources = new Map<string, Attributes>()

  constructor(name: string, sourceId: string, introduction: Introduction, search: Search, options: ReadOptions) {
    this.name = name
    this.sourceId = sourceId
    this.introduction = introduction
    this.options = options
    this.clock = new Clock(introduction, options.parsers)
    this.search = search
  }

  read({ line, neighbours }: Candidate): Event[] {
    const { options } = this
    const record = parseLine(line, neighbours, options.parsers)
    this.records++
    if (record.layers.at(-1) === 'plain' && record.layers.length === 1) this.unparsed++
    const found = matchRecord(record, this.search.patternsFor(record.body))
    if (found.length === 0) return []
    const place = this.clock.of(record, neighbours)
    const { at, dated } = place
    if (
      dated &&
      ((options.since !== undefined && at < options.since) || (options.until !== undefined && at > options.until))
    )
      return []
    const events = found.map((each) => this.event(record, each, place))
    for (const { pattern } of found) {
      const followers = this.search.followers.get(pattern.id)
      if (followers) events.push(...this.following(pattern, followers, neighbours, place))
    }
    return events
  }

  /** Events on the lines below one that are understood only together with it. */
  private following(
    leader: Pattern,
    followers: readonly Pattern[],
    neighbours: Neighbours,
    { at, dated }: Place,
  ): Event[] {
    const events: Event[] = []
    let left = followingLines
    for (const line of neighbours.after()) {
      const record = parseLine(line, neighbours, this.options.parsers)
      // Field lines of journalctl's long formats say nothing themselves.
      if (record.body === '') continue
      if (left-- === 0) break
      if (matchRecord(record, [leader]).length > 0) break
      const stamp =
        record.stamp && record.stamp.kind !== 'clock'
          ? resolveStamp(record.stamp, this.introduction.calendar)
          : undefined
      for (const each of matchRecord(record, followers))
        events.push(this.event(record, each, { timestamp: stamp, at: stamp ?? at, dated, timed: stamp !== undefined }))
    }
    return events
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
      id: hash('sha256', `${this.sourceId}\0${line.offset}\0${pattern.id}\0${text}`).slice(0, 16),
      pattern: pattern.id,
      class: eventClass,
      role,
      timestamp,
      at,
      dated,
      timed,
      sourceId: this.sourceId,
      source: this.name,
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

/** Where an event stands in time, in the words of Event. */
type Place = Pick<Event, 'timestamp' | 'at' | 'dated' | 'timed'>

/** Gives every event of one source its place in time. */
class Clock {
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

  constructor({ calendar, first }: Introduction, parsers: readonly Parser[]) {
    this.calendar = calendar
    this.parsers = parsers
    this.dated = first !== undefined
    this.last = first ?? 0n
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
        const at = offset - known.from <= 65_536 ? known.at : undefined
        this.known = { offset, from: known.from, at }
        return at
      }
      const { stamp } = parseLine(line, alone, this.parsers)
      if (!stamp || stamp.kind === 'clock') continue
      const at = resolveStamp(stamp, this.calendar)
      this.known = { offset, from: line.offset, at }
      return at
    }
    this.known = { offset, from: offset, at: undefined }
    return undefined
  }
}

/** A log is known by how it begins, so that the same bytes are the same log under any name, packed or not. */
export function identify(head: Buffer): string {
  return createHash('sha256').update(head.subarray(0, 4096)).digest('hex').slice(0, 16)
}
