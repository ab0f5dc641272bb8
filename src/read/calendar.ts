import { parseLine } from './parse-line.ts'
import type { Parser } from '../model/parser.ts'
import type { Line, LogRecord, Neighbours } from '../model/record.ts'
import type { Stamp } from '../base/time.ts'
import { formatInstant, midnight, nanoseconds, plausible, resolveStamp, type Calendar } from '../base/time.ts'
import { offsetOfZone } from '../base/zone.ts'

export interface TimeOptions {
  /** IANA zone for stamps that state none. */
  readonly timeZone?: string | undefined
  readonly year?: number | undefined
}

/** What the beginning of a log says about its clock and format. */
export interface Introduction {
  readonly calendar: Calendar
  /** The first complete time, `undefined` when no line of the beginning has one. */
  readonly first: bigint | undefined
  /** Layers of the commonest kind of line, outermost first: `compose › openclaw-console`. */
  readonly format: string
  readonly notes: readonly string[]
}

const sampleLines = 400
const quarterHour = 15n * nanoseconds.minute
const datedName = /(?:^|[^\d])(\d{4})-(\d\d)-(\d\d)(?:[^\d]|$)/

/**
 * Learns from the first lines how incomplete times are to be read. A zone or a year that one layer leaves out often
 * stands in another (journalctl's `Nov 22 14:08:56` around the gateway's own ISO time); the rest is assumed, and said
 * in the notes.
 */
export function introduce(
  head: Buffer,
  name: string,
  modified: bigint | undefined,
  now: bigint,
  parsers: readonly Parser[],
  options: TimeOptions,
): Introduction {
  const records = sample(head, parsers)
  const kinds = new Set(records.flatMap(({ stamp, observedStamp }) => [stamp?.kind, observedStamp?.kind]))
  const notes: string[] = []
  const zone = zoneOf(records, kinds, options, notes)
  const latest = latestOf(records, kinds, modified, now, options, notes)
  const date = kinds.has('clock') ? dateOf(records, name) : undefined
  if (kinds.has('clock') && date === undefined)
    notes.push('lines state the time of day without a date; times are shown as they stand')
  const calendar: Calendar = { zone, latest, year: options.year, date }
  if (records.some(({ stamp }) => stamp && stamp.kind !== 'clock' && resolveStamp(stamp, calendar) === undefined))
    notes.push('lines state a time before 1678 or after 2261; they are read as lines without a time')
  const first = records.map(({ stamp }) => stamp && resolveStamp(stamp, calendar)).find((at) => at !== undefined)
  return { calendar, first, format: commonestForm(records), notes }
}

type StampKinds = ReadonlySet<Stamp['kind'] | undefined>

/** The zone of stamps that state none. */
function zoneOf(
  records: readonly LogRecord[],
  kinds: StampKinds,
  { timeZone }: TimeOptions,
  notes: string[],
): bigint | string {
  if (timeZone !== undefined) return timeZone
  const learned = records.map(offsetBetween).find((offset) => offset !== undefined)
  if (learned !== undefined) return learned
  if (kinds.has('local') || kinds.has('yearless') || kinds.has('clock'))
    notes.push('times without a zone are read as UTC; give --tz to read them otherwise')
  return 0n
}

/** The latest time that a stamp without a year can mean. */
function latestOf(
  records: readonly LogRecord[],
  kinds: StampKinds,
  modified: bigint | undefined,
  now: bigint,
  options: TimeOptions,
  notes: string[],
): bigint {
  if (options.year !== undefined || !kinds.has('yearless')) return now
  const instant = records.find(({ stamp }) => stamp?.kind === 'instant' && plausible(stamp.ns) !== undefined)?.stamp
  if (instant) return instant.ns + 330n * nanoseconds.day
  const latest = modified ?? now
  const before = modified === undefined ? 'now' : 'the file was written'
  const year = formatInstant(latest).slice(0, 4)
  notes.push(
    `times without a year are read as the last ones before ${before} (${year}); give --year to read them otherwise`,
  )
  return latest
}

/**
 * The same for a log that is being written now: an incomplete time is completed from the clock and the zone of this
 * machine. `date`: the day that times without one were given when the log was first followed.
 */
export function introduceLive(
  name: string,
  now: () => bigint,
  date: bigint | undefined,
  options: TimeOptions,
): Introduction {
  const zone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const calendar: Calendar = {
    zone,
    get latest() {
      return now()
    },
    year: options.year,
    date: date ?? dateInName(name) ?? midnight(now() + offsetOfZone(zone, now())),
  }
  return { calendar, first: undefined, format: '', notes: [] }
}

function sample(head: Buffer, parsers: readonly Parser[]): LogRecord[] {
  const lines: Line[] = []
  let start = 0
  while (start < head.length && lines.length < sampleLines) {
    const newline = head.indexOf(10, start)
    const end = newline < 0 ? head.length : newline
    const text = head.toString('utf8', start, Math.min(end, start + 65_536)).replace(/\r$/, '')
    lines.push({ text, number: lines.length + 1, offset: start, cut: false })
    start = end + 1
  }
  return lines.flatMap((line, index) => {
    if (line.text.trim() === '') return []
    const neighbours: Neighbours = {
      before: () => lines.slice(Math.max(0, index - 60), index).reverse(),
      after: () => lines.slice(index + 1, index + 61),
    }
    return [parseLine(line, neighbours, parsers)]
  })
}

/** Nanoseconds east of UTC of the outer layer's clock, by the inner layer's complete time. */
function offsetBetween({ stamp, observedStamp }: LogRecord): bigint | undefined {
  if (
    stamp?.kind !== 'instant' ||
    !observedStamp ||
    (observedStamp.kind !== 'local' && observedStamp.kind !== 'yearless')
  )
    return undefined
  const year = new Date(Number(stamp.ns / 1_000_000n)).getUTCFullYear()
  // At the turn of the year it can be another one in the other zone.
  for (const candidate of observedStamp.kind === 'yearless' ? [year, year + 1, year - 1] : [undefined]) {
    const outer = resolveStamp(observedStamp, { zone: 0n, latest: stamp.ns, year: candidate, date: undefined })
    if (outer === undefined) continue
    const difference = outer - stamp.ns
    const half = difference >= 0n ? quarterHour / 2n : -quarterHour / 2n
    const offset = ((difference + half) / quarterHour) * quarterHour
    if (offset <= 14n * nanoseconds.hour && offset >= -12n * nanoseconds.hour) return offset
  }
  return undefined
}

/**
 * The date of lines that state only the time of day: from a complete time, or from the file name, its own or one it
 * mentions.
 */
function dateOf(records: readonly LogRecord[], name: string): bigint | undefined {
  const complete = records
    .map(({ stamp }) => stamp)
    .filter((stamp): stamp is Stamp => stamp?.kind === 'instant' || stamp?.kind === 'local')
    .find(({ ns }) => plausible(ns) !== undefined)
  if (complete) return midnight(complete.ns)
  const mentioned = records
    .map(({ body }) => /openclaw-[\w-]*?\d{4}-\d\d-\d\d\.log/.exec(body)?.[0])
    .find((found) => found !== undefined)
  return dateInName(name) ?? dateInName(mentioned ?? '')
}

function dateInName(name: string): bigint | undefined {
  const match = datedName.exec(name.split('/').at(-1) ?? '')
  if (!match) return undefined
  const ms = Date.UTC(+match[1]!, +match[2]! - 1, +match[3]!)
  return Number.isNaN(ms) ? undefined : plausible(BigInt(ms) * 1_000_000n)
}

function commonestForm(records: readonly LogRecord[]): string {
  const counts = new Map<string, number>()
  for (const { layers } of records) {
    const form = layers.join(' › ')
    counts.set(form, (counts.get(form) ?? 0) + 1)
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return (ranked.find(([form]) => form !== 'plain') ?? ranked[0])?.[0] ?? 'empty'
}
