import { offsetOfZone } from './zone.ts'

/**
 * A time as far as it was written down. `instant`: nanoseconds since the epoch. `local`: the same, but of a clock whose
 * zone is not written. `yearless`: `local` with the year missing (1972 stands in, a leap year). `clock`: nanoseconds
 * since midnight, neither date nor zone.
 */
export interface Stamp {
  readonly kind: 'instant' | 'local' | 'yearless' | 'clock'
  readonly ns: bigint
}

const second = 1_000_000_000n
const day = 86_400n * second

/** Finds a time at the beginning of a text, and says how long it is. Every shape that the known log formats use. */
export function stampAt(text: string): { stamp: Stamp; length: number } | undefined {
  const first = text.charCodeAt(0)
  if (first >= 48 && first <= 57) return isoAt(text) ?? clockAt(text) ?? unixAt(text)
  return syslogAt(text)
}

const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?(?!\d|:\d)/
// The look-ahead above is safe here (this expression never sees a user's pattern) but V8's linear engine refuses it;
// keep it out of patterns.

/** RFC 3339 and its relatives: `2026-11-22T10:00:00.123+01:00`, `2026-11-22 10:00:00,123`, `+0100`. */
export function isoAt(text: string): { stamp: Stamp; length: number } | undefined {
  if (text.charCodeAt(4) !== 45) return undefined
  const match = iso.exec(text)
  if (!match) return undefined
  const [whole, year, month, dayOfMonth, hour, minute, sec, fraction, zone] = match
  const ns = civil(+year!, +month!, +dayOfMonth!, +hour!, +minute!, +sec!, fraction)
  if (ns === undefined) return undefined
  if (zone === undefined) return { stamp: { kind: 'local', ns }, length: whole.length }
  return { stamp: { kind: 'instant', ns: ns - zoneOffset(zone) }, length: whole.length }
}

const clock = /^(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:\d\d)?/

/** `10:41:52` of the pretty console style; `10:41:52+00:00` of `openclaw logs`. */
export function clockAt(text: string): { stamp: Stamp; length: number } | undefined {
  if (text.charCodeAt(2) !== 58) return undefined
  const match = clock.exec(text)
  if (!match) return undefined
  const [whole, hour, minute, sec, fraction] = match
  if (+hour! > 23 || +minute! > 59 || +sec! > 60) return undefined
  return { stamp: { kind: 'clock', ns: timeOfDay(+hour!, +minute!, +sec!, fraction) }, length: whole.length }
}

const unix = /^(\d{10})\.(\d{3,9})(?= )/

/** journalctl's short-unix: `1795352936.924593`. */
function unixAt(text: string): { stamp: Stamp; length: number } | undefined {
  const match = unix.exec(text)
  if (!match) return undefined
  const ns = BigInt(match[1]!) * second + BigInt(match[2]!.padEnd(9, '0'))
  return { stamp: { kind: 'instant', ns }, length: match[0].length }
}

const months: Readonly<Record<string, number>> = {
  Jan: 1,
  Feb: 2,
  Mar: 3,
  Apr: 4,
  May: 5,
  Jun: 6,
  Jul: 7,
  Aug: 8,
  Sep: 9,
  Oct: 10,
  Nov: 11,
  Dec: 12,
}
const syslog = /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/
const weekday = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? /
// Zones without a name of their own show as `+03`.
const fullZone = /^ (?:([+-]\d\d(?::?\d\d)?)|([A-Z]{2,5}))(?= |$)/

/** `Nov 22 10:00:00`, `Nov 22 10:00:00.123456`, and journalctl's short-full `Sun 2026-11-22 14:08:56 CET`. */
function syslogAt(text: string): { stamp: Stamp; length: number } | undefined {
  const named = weekday.exec(text)
  if (named) {
    const rest = text.slice(named[0].length)
    const dated = isoAt(rest)
    if (!dated) return undefined
    const zone = fullZone.exec(rest.slice(dated.length))
    const length = named[0].length + dated.length + (zone?.[0].length ?? 0)
    if (dated.stamp.kind === 'instant' || !zone) return { stamp: dated.stamp, length }
    const offset = zone[1] === undefined ? abbreviations[zone[2]!] : zoneOffset(zone[1])
    if (offset === undefined) return { stamp: dated.stamp, length }
    return { stamp: { kind: 'instant', ns: dated.stamp.ns - offset }, length }
  }
  const match = syslog.exec(text)
  if (!match) return undefined
  const [whole, name, dayOfMonth, hour, minute, sec, fraction] = match
  const month = months[name!]
  if (month === undefined) return undefined
  const ns = civil(1972, month, +dayOfMonth!, +hour!, +minute!, +sec!, fraction)
  return ns === undefined ? undefined : { stamp: { kind: 'yearless', ns }, length: whole.length }
}

// Only abbreviations that mean one thing in systemd's own output; EST, IST, CST and the like stay without a zone.
const abbreviations: Readonly<Record<string, bigint>> = {
  UTC: 0n,
  GMT: 0n,
  WET: 0n,
  WEST: 3600n * second,
  CET: 3600n * second,
  CEST: 7200n * second,
  EET: 7200n * second,
  EEST: 10_800n * second,
  MSK: 10_800n * second,
  JST: 32_400n * second,
  AEST: 36_000n * second,
}

const clf = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})/

/** The Common Log Format of web servers: `22/Nov/2026:10:00:00 +0000`. */
export function clfAt(text: string): Stamp | undefined {
  const match = clf.exec(text)
  const month = months[match?.[2] ?? '']
  if (!match || month === undefined) return undefined
  const ns = civil(+match[3]!, month, +match[1]!, +match[4]!, +match[5]!, +match[6]!, undefined)
  return ns === undefined ? undefined : { kind: 'instant', ns: ns - zoneOffset(match[7]!) }
}

const slashed = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/

/** nginx's error log: `2026/11/22 10:00:00`, in the server's zone; Caddy's console format has a fraction. */
export function slashedAt(text: string): { stamp: Stamp; length: number } | undefined {
  const match = slashed.exec(text)
  if (!match) return undefined
  const ns = civil(+match[1]!, +match[2]!, +match[3]!, +match[4]!, +match[5]!, +match[6]!, match[7])
  return ns === undefined ? undefined : { stamp: { kind: 'local', ns }, length: match[0].length }
}

const ctime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})/

/** `dmesg -T`: `Sun Nov 22 10:00:00 2026`. */
export function ctimeAt(text: string): { stamp: Stamp; length: number } | undefined {
  const match = ctime.exec(text)
  const month = months[match?.[1] ?? '']
  if (!match || month === undefined) return undefined
  const ns = civil(+match[6]!, month, +match[2]!, +match[3]!, +match[4]!, +match[5]!, undefined)
  return ns === undefined ? undefined : { stamp: { kind: 'local', ns }, length: match[0].length }
}

/** An instant from seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by size. */
export function epochStamp(value: number | string): Stamp | undefined {
  const text = String(value)
  const match = /^(\d{10,19})(?:\.(\d{1,9}))?$/.exec(text)
  if (!match) return undefined
  const scale = { 10: 9, 13: 6, 16: 3, 19: 0 }[match[1]!.length]
  if (scale === undefined) return undefined
  const whole = BigInt(match[1]!) * 10n ** BigInt(scale)
  const part = match[2] === undefined ? 0n : BigInt(match[2].padEnd(9, '0').slice(0, scale).padEnd(scale, '0') || '0')
  return { kind: 'instant', ns: whole + part }
}

/** The whole text as an instant or a local time; `undefined` when it is neither. */
export function parseStamp(text: string): Stamp | undefined {
  const found = isoAt(text)
  return found && found.length === text.length ? found.stamp : undefined
}

function timeOfDay(hour: number, minute: number, sec: number, fraction: string | undefined): bigint {
  return BigInt(hour * 3600 + minute * 60 + sec) * second + BigInt((fraction ?? '').padEnd(9, '0'))
}

function civil(
  year: number,
  month: number,
  dayOfMonth: number,
  hour: number,
  minute: number,
  sec: number,
  fraction: string | undefined,
): bigint | undefined {
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return undefined
  if (hour > 23 || minute > 59 || sec > 60) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, dayOfMonth)
  if (date.getUTCMonth() !== month - 1) return undefined
  return BigInt(date.getTime()) * 1_000_000n + timeOfDay(hour, minute, sec, fraction)
}

function zoneOffset(zone: string): bigint {
  if (zone === 'Z') return 0n
  const sign = zone.startsWith('-') ? -1n : 1n
  const minutes = zone.length > 3 ? +zone.slice(-2) : 0
  return sign * BigInt(+zone.slice(1, 3) * 3600 + minutes * 60) * second
}

/**
 * Nanoseconds as RFC 3339 in UTC with milliseconds, or more digits where they say something:
 * `2026-11-22T10:00:00.123Z`.
 */
export function formatInstant(ns: bigint): string {
  const ms = ns / 1_000_000n - (ns % 1_000_000n < 0n ? 1n : 0n)
  const rest = ns - ms * 1_000_000n
  const text = new Date(Number(ms)).toISOString()
  return rest === 0n ? text : `${text.slice(0, -1)}${String(rest).padStart(6, '0').replace(/0+$/, '')}Z`
}

/**
 * `-5h`, `90s`, `2d`, `1h30m` in nanoseconds; `undefined` when the text is no duration. Bare numbers have no unit and
 * are refused.
 */
export function parseDuration(text: string): bigint | undefined {
  const match = /^-?((?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+)$/.exec(text.trim())
  if (!match) return undefined
  let total = 0n
  for (const [, amount, unit] of match[1]!.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) {
    const scale = { ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }[unit!]!
    total += BigInt(Math.round(+amount! * scale * 1e9))
  }
  return total
}

const durations = new Map<string, bigint>()

/**
 * As `parseDuration`, for texts that stand in code: throws a RangeError for what is no duration, and parses each text
 * once.
 */
export function duration(text: string): bigint {
  let value = durations.get(text)
  if (value === undefined) {
    value = parseDuration(text)
    if (value === undefined) throw new RangeError(`not a duration: ${text}`)
    durations.set(text, value)
  }
  return value
}

/** A span in the two largest units: `1 h 43 min`, `12 s`, `340 ms`. */
export function formatDuration(ns: bigint): string {
  const ms = Number(ns < 0n ? -ns : ns) / 1e6
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return ms < 10_000 ? `${Math.round(ms / 100) / 10} s` : `${seconds} s`
  const [big, bigUnit, small, smallUnit] =
    seconds < 3600
      ? [Math.floor(seconds / 60), 'min', seconds % 60, 's']
      : seconds < 86_400
        ? [Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min']
        : [Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3600), 'h']
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`
}

/** How a source's incomplete stamps are completed. What was assumed is said in the input's notes, never silently. */
export interface Calendar {
  /** Nanoseconds east of UTC for stamps without a zone, or the zone's name. */
  readonly zone: bigint | string
  /** Stamps without a year get the latest year that is not after this instant by more than a day. */
  readonly latest: bigint
  /** Given by `--year`; wins over `latest`. */
  readonly year: number | undefined
  /** Midnight, as `local` nanoseconds, of the date that stamps without one have; `undefined` when nothing tells it. */
  readonly date: bigint | undefined
}

// SQLite's integers reach from 1677 to 2262. The months at both ends are room for what is added to a time.
const earliest = civil(1678, 1, 1, 0, 0, 0, undefined)!
const latest = civil(2262, 1, 1, 0, 0, 0, undefined)!

/**
 * The instant, unless it lies outside 1678 to 2261. Such times are no times: Go prints 0001-01-01 for "never", others
 * 9999-12-31, and no store and no arithmetic of 64 bits can take them.
 */
export function plausible(ns: bigint): bigint | undefined {
  return ns >= earliest && ns < latest ? ns : undefined
}

/**
 * The instant that a stamp means; unknown for a `clock` stamp without a known date, and for one that is not
 * `plausible`.
 */
export function resolveStamp(stamp: Stamp, calendar: Calendar): bigint | undefined {
  const at = completed(stamp, calendar)
  return at === undefined ? undefined : plausible(at)
}

function completed(stamp: Stamp, calendar: Calendar): bigint | undefined {
  switch (stamp.kind) {
    case 'instant':
      return stamp.ns
    case 'local':
      return stamp.ns - zoneAt(calendar, stamp.ns)
    case 'yearless': {
      const local = withYear(stamp.ns, calendar)
      return local - zoneAt(calendar, local)
    }
    case 'clock': {
      if (calendar.date === undefined) return undefined
      const local = calendar.date + stamp.ns
      return local - zoneAt(calendar, local)
    }
  }
}

function zoneAt(calendar: Calendar, local: bigint): bigint {
  return typeof calendar.zone === 'string' ? offsetOfZone(calendar.zone, local) : calendar.zone
}

function withYear(ns: bigint, calendar: Calendar): bigint {
  const date = new Date(Number(ns / 1_000_000n))
  const inYear = (year: number): bigint => {
    const moved = new Date(date)
    moved.setUTCFullYear(year)
    return BigInt(moved.getTime()) * 1_000_000n + (ns % 1_000_000n)
  }
  if (calendar.year !== undefined) return inYear(calendar.year)
  const year = new Date(Number(calendar.latest / 1_000_000n)).getUTCFullYear()
  for (const candidate of [year + 1, year]) {
    if (inYear(candidate) <= calendar.latest + day) return inYear(candidate)
  }
  return inYear(year - 1)
}

/** Midnight of the day a local time lies in. */
export function midnight(local: bigint): bigint {
  return local - (((local % day) + day) % day)
}

export const nanoseconds = { second, day, minute: 60n * second, hour: 3600n * second } as const
