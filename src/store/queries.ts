import type Database from 'better-sqlite3'
import { UserError } from '../base/errors.ts'
import type { Context, Event } from '../model/event.ts'
import { contextReader } from './context.ts'
import { eventOf, type EventRow } from './rows.ts'

export interface IncidentFilter {
  readonly state?: string | undefined
  readonly class?: string | undefined
  /** Nanoseconds since the epoch: incidents that had begun before `until` and were not over at `since`. */
  readonly since?: bigint | undefined
  readonly until?: bigint | undefined
}

/** A log as it is stored, with the first and last complete time that it states. */
export interface StoredLog {
  readonly name: string
  readonly format: string
  readonly lines: number
  readonly bytes: number
  readonly firstAt: bigint | undefined
  readonly lastAt: bigint | undefined
}

export interface StoredAnalysis {
  /** The logs that the events stand in, by name. */
  readonly logs: readonly StoredLog[]
  readonly incidents: readonly {
    /** The JSON that was given when the incident was saved. */
    readonly document: string
    /** In order of time; those without a complete time last, log by log. */
    readonly events: readonly { readonly event: Event; readonly context: Context | undefined }[]
  }[]
}

interface SourceRow {
  name: string
  format: string
  lines: bigint
  bytes: bigint
  first_at: bigint | null
  last_at: bigint | null
}

/** The JSON of the incidents that fit, the latest first; those without a complete time at the end. */
export function incidentDocuments(db: Database.Database, filter: IncidentFilter = {}): string[] {
  return db
    .prepare(
      `SELECT document FROM incident WHERE (@state IS NULL OR state = @state)
       AND (@class IS NULL OR class = @class
            OR EXISTS (SELECT 1 FROM json_each(document, '$.classes') WHERE value = @class))
       AND (@since IS NULL OR coalesce(last_event_at, opened_at) >= @since) AND (@until IS NULL OR opened_at <= @until)
       ORDER BY opened_at IS NULL, opened_at DESC, id`,
    )
    .pluck()
    .all({
      state: filter.state ?? null,
      class: filter.class ?? null,
      since: filter.since ?? null,
      until: filter.until ?? null,
    }) as string[]
}

/** The only id that begins with `prefix`; throws a UserError when there is none or several. */
export function incidentId(db: Database.Database, prefix: string): string {
  const ids = db.prepare('SELECT id FROM incident WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 6').pluck()
  const found = ids.all(prefix.length, prefix.toLowerCase()) as string[]
  if (found.length === 1) return found[0]!
  if (found.length === 0) throw new UserError(`no incident has the id ${prefix}; oclog incidents list shows them`)
  throw new UserError(`${prefix} is not one id but several: ${found.join(', ')}${found.length > 5 ? ', …' : ''}`)
}

/** Incidents with their events, and the logs that these stand in: the same store gives the same. */
export function storedAnalysis(db: Database.Database, ids: readonly string[]): StoredAnalysis {
  const list = JSON.stringify(ids)
  const documents = db
    .prepare(
      `SELECT id, document FROM incident WHERE id IN (SELECT value FROM json_each(?))
       ORDER BY opened_at IS NULL, opened_at, id`,
    )
    .all(list) as { id: string; document: string }[]
  const events = db
    .prepare(
      `SELECT event.*, source.name AS source FROM incident_event
       JOIN event ON event.id = event_id JOIN source ON source.id = source_id WHERE incident_id = ?
       ORDER BY dated DESC, CASE dated WHEN 0 THEN source_id ELSE '' END, at, source_id, offset, pattern, body`,
    )
    .safeIntegers()
  const logs = db
    .prepare(
      `SELECT name, format, lines, bytes, first_at, last_at FROM source WHERE id IN
       (SELECT source_id FROM event JOIN incident_event ON event_id = id
        WHERE incident_id IN (SELECT value FROM json_each(?))) ORDER BY name, id`,
    )
    .safeIntegers()
    .all(list) as SourceRow[]
  const contextOf = contextReader(db)
  return {
    logs: logs.map(logOf),
    incidents: documents.map(({ id, document }) => ({
      document,
      events: (events.all(id) as EventRow[]).map((row) => {
        const event = eventOf(row)
        return { event, context: contextOf(event) }
      }),
    })),
  }
}

function logOf(row: SourceRow): StoredLog {
  return {
    name: row.name,
    format: row.format,
    lines: Number(row.lines),
    bytes: Number(row.bytes),
    firstAt: row.first_at ?? undefined,
    lastAt: row.last_at ?? undefined,
  }
}
