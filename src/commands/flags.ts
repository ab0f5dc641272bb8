import { homedir } from 'node:os'
import { join } from 'node:path'
import { families } from '../../patterns/index.ts'
import { UserError } from '../base/errors.ts'
import { parseDuration, parseStamp, resolveStamp } from '../base/time.ts'
import type { Descriptions } from '../timeline/event.ts'

/** The descriptions of all patterns and derivations. */
export const descriptions: Descriptions = new Map(
  Object.values(families).flatMap(({ patterns = [], derivations = [] }) =>
    [...patterns, ...derivations].map((each) => [each.id, each] as const),
  ),
)

/** `$XDG_STATE_HOME/oclog/oclog.db`. https://specifications.freedesktop.org/basedir-spec/latest/ */
export function defaultDatabase(): string {
  const state = process.env['XDG_STATE_HOME']
  return join(
    state !== undefined && state.startsWith('/') ? state : join(homedir(), '.local', 'state'),
    'oclog',
    'oclog.db',
  )
}

/** A duration before now, or an instant; nanoseconds since the epoch. */
export function instantOf(option: string, text: string, now: bigint): bigint {
  const duration = parseDuration(text)
  if (duration !== undefined) return now > duration ? now - duration : 0n
  const stamp = parseStamp(text.length === 10 ? `${text}T00:00:00` : text.length === 16 ? `${text}:00` : text)
  const at =
    stamp &&
    resolveStamp(stamp, {
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      latest: now,
      year: undefined,
      date: undefined,
    })
  if (at === undefined)
    throw new UserError(
      `${option} ${text} is neither a duration nor a time; write 30m, 2h, 1d12h, or 2026-11-22T10:00:00Z`,
    )
  return at
}

export function checkedZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw new UserError(`--tz ${zone} is no time zone; write an IANA name such as Europe/Paris or UTC`)
  }
}

export function checkedYear(text: string): number {
  const year = Number(text)
  if (!Number.isInteger(year) || year < 1970 || year > 2262)
    throw new UserError(`--year ${text} is no year between 1970 and 2262`)
  return year
}

/** NO_COLOR and FORCE_COLOR decide before the kind of the stream does. https://no-color.org */
export function colorsOn(stream: NodeJS.WriteStream): boolean {
  if (process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '') return false
  const force = process.env['FORCE_COLOR']
  if (force !== undefined) return force !== '0' && force !== 'false'
  return stream.isTTY && process.env['TERM'] !== 'dumb'
}

export function columnsOf(stream: NodeJS.WriteStream): number {
  return Math.max(40, Math.min(stream.columns ?? 80, 100))
}
