import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { UserError } from '../base/errors.ts'
import type { Context, Event } from '../model/event.ts'
import type { AnalysisDocument, EventDocument, IncidentDocument, InputDocument } from '../model/document.ts'
import { formatInstant } from '../base/time.ts'
import { contextOf } from './context.ts'
import { fromRow, type EventRow } from './rows.ts'
import { explained, Store } from './store.ts'

/** An incident without its events. */
export type StoredIncident = Omit<IncidentDocument, 'events'>

export interface IncidentFilter {
  readonly state?: string | undefined
  readonly class?: string | undefined
  /** Nanoseconds since the epoch: incidents that had begun before `until` and were not over at `since`. */
  readonly since?: bigint | undefined
  readonly until?: bigint | undefined
}

interface SourceRow {
  name: string
  format: string
  lines: bigint
  bytes: bigint
  first_at: bigint | null
  last_at: bigint | null
}

/** Opens the database that an earlier run has made; nothing is created. */
export function openStored(path: string, options: { readonly?: boolean } = { readonly: true }): Database.Database {
  if (!existsSync(path)) {
    throw new UserError(`nothing is stored yet: ${path} does not exist; oclog analyze or oclog follow makes it`)
  }
  // It checks that the file is ours, and brings one of an earlier version up to date.
  new Store(path)[Symbol.dispose]()
  try {
    const db = new Database(path, { ...options, timeout: 5000 })
    db.pragma('foreign_keys = ON')
    return db
  } catch (error) {
    throw explained(error, path)
  }
}

/** The incidents that fit, the latest first; those without a complete time at the end. */
export function storedIncidents(db: Database.Database, filter: IncidentFilter = {}): StoredIncident[] {
  const rows = db
    .prepare(
      `SELECT document FROM incident WHERE (@state IS NULL OR state = @state)
       AND (@class IS NULL OR class = @class OR EXISTS (SELECT 1 FROM json_each(document, '$.classes') WHERE value = @class))
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
  return rows.map((document) => JSON.parse(document) as StoredIncident)
}

/** The id that begins so. */
export function incidentId(db: Database.Database, prefix: string): string {
  const ids = db.prepare('SELECT id FROM incident WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 6').pluck()
  const found = ids.all(prefix.length, prefix.toLowerCase()) as string[]
  if (found.length === 1) return found[0]!
  if (found.length === 0) throw new UserError(`no incident has the id ${prefix}; oclog incidents list shows them`)
  throw new UserError(`${prefix} is not one id but several: ${found.join(', ')}${found.length > 5 ? ', …' : ''}`)
}

/** Incidents with their events in order of time, and the logs that they stand in: the same store gives the same. */
export function storedAnalysis(
  db: Database.Database,
  ids: readonly string[],
  eventDocument: (event: Event, context: Context | undefined) => unknown,
): Pick<AnalysisDocument, 'inputs' | 'incidents'> {
  const list = JSON.stringify(ids)
  const documents = db
    .prepare(
      `SELECT document FROM incident WHERE id IN (SELECT value FROM json_each(?)) ORDER BY opened_at IS NULL, opened_at, id`,
    )
    .pluck()
    .all(list) as string[]
  // As they were correlated: those with a complete time in its order, then the others source by source.
  const events = db
    .prepare(
      `SELECT event.*, source.name AS source FROM incident_event JOIN event ON event.id = event_id JOIN source ON source.id = source_id
       WHERE incident_id = ? ORDER BY dated DESC, CASE dated WHEN 0 THEN source_id ELSE '' END, at, source_id, offset, pattern, body`,
    )
    .safeIntegers()
  const around = contextOf(db)
  const incidents = documents.map((text) => {
    const incident = JSON.parse(text) as StoredIncident
    return {
      ...incident,
      events: (events.all(incident.id) as EventRow[]).map((row) => {
        const event = fromRow(row)
        return eventDocument(event, around(event)) as EventDocument
      }),
    }
  })
  const sources = db
    .prepare(
      `SELECT name, format, lines, bytes, first_at, last_at FROM source WHERE id IN (SELECT source_id FROM event JOIN incident_event ON event_id = id
       WHERE incident_id IN (SELECT value FROM json_each(?))) ORDER BY name, id`,
    )
    .safeIntegers()
    .all(list) as SourceRow[]
  return { inputs: sources.map(inputOf), incidents }
}

function inputOf(row: SourceRow): InputDocument {
  return {
    path: row.name,
    format: row.format,
    lines: Number(row.lines),
    bytes: Number(row.bytes),
    firstTimestamp: row.first_at === null ? null : formatInstant(row.first_at),
    lastTimestamp: row.last_at === null ? null : formatInstant(row.last_at),
  }
}
