import { formatDuration } from '../base/time.ts'

/** Milliseconds since the epoch of an RFC 3339 text; `undefined` when it is none. */
export function msOf(timestamp: string | null | undefined): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(timestamp ?? '')) return undefined
  const ms = Date.parse(timestamp!)
  return Number.isNaN(ms) ? undefined : ms
}

/** `11:35:53` */
export function clockOf(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19)
}

/** `11:35:53.120` */
export function preciseClockOf(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23)
}

/** `2026-11-22` */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** `2026-11-22 11:35:53` */
export function momentOf(ms: number): string {
  return `${dayOf(ms)} ${clockOf(ms)}`
}

/** The clock alone on the same day as `reference`, else the day as well. */
export function momentNear(ms: number, reference: number): string {
  return dayOf(ms) === dayOf(reference) ? clockOf(ms) : momentOf(ms)
}

/** A number of milliseconds in words: `1 min 59 s`. */
export function durationOf(ms: number): string {
  return formatDuration(BigInt(Math.round(ms * 1e6)))
}
