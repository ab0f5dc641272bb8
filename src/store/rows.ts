import type { Event } from '../model/event.ts'
import type { EventClass, Role } from '../model/signal.ts'
import type { Attributes } from '../model/record.ts'

/** A row of the table `event`, with the name of its log. */
export interface EventRow {
  id: string
  source_id: string
  source: string
  pattern: string
  class: string
  role: string
  timestamp: bigint | null
  at: bigint
  dated: bigint
  timed: bigint
  line: bigint
  offset: bigint
  severity_number: bigint
  attributes: string
  resource: string
  body: string
  count: bigint
  last_at: bigint
  derived: bigint
}

export const insertEvent = `INSERT INTO event
  (id, source_id, pattern, class, role, timestamp, at, dated, timed, line, offset, severity_number, attributes,
   resource, body, count, last_at, derived)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET count = max(count, excluded.count), last_at = max(last_at, excluded.last_at)`

/** Gives rows as `EventRow` describes them; takes conditions and an order after it. */
export const selectEvents = 'SELECT event.*, source.name AS source FROM event JOIN source ON source.id = source_id'

/** The values of `insertEvent`, in its order. */
export function bindingsOf(event: Event): (string | number | bigint | null)[] {
  return [
    event.id, event.logId, event.pattern, event.class, event.role,
    event.timestamp ?? null, event.at, event.hasDate ? 1 : 0, event.hasOwnTime ? 1 : 0,
    event.line, event.offset, event.severityNumber, JSON.stringify(event.attributes), JSON.stringify(event.resource),
    event.body, Math.min(event.count, Number.MAX_SAFE_INTEGER), event.lastAt, event.derived ? 1 : 0,
  ] // prettier-ignore
}

export function eventOf(row: EventRow): Event {
  return {
    id: row.id,
    pattern: row.pattern,
    class: row.class as EventClass,
    role: row.role as Role,
    timestamp: row.timestamp ?? undefined,
    at: row.at,
    hasDate: row.dated === 1n,
    hasOwnTime: row.timed === 1n,
    logId: row.source_id,
    logName: row.source,
    line: Number(row.line),
    offset: Number(row.offset),
    severityNumber: Number(row.severity_number),
    attributes: JSON.parse(row.attributes) as Attributes,
    resource: JSON.parse(row.resource) as Attributes,
    body: row.body,
    count: Number(row.count),
    lastAt: row.last_at,
    ...(row.derived === 1n ? { derived: true } : {}),
  }
}
