import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { UserError } from '../errors.ts'
import type { Event, Incident } from '../incident.ts'
import type { EventClass, Role } from '../pattern.ts'
import type { Attributes } from '../record.ts'
import type { InputSummary } from '../read.ts'
import { applicationId, migrations } from './schema.ts'
import { StormLimiter } from './storm.ts'

interface EventRow {
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
}

const earliest = -(2n ** 63n)
const latest = 2n ** 63n - 1n
const inStretch = 'source_id = ? AND (dated = 0 OR (at >= ? AND at <= ?))'

/** The SQLite database that events and incidents live in. A run's rows are written in one transaction: all or none. */
export class Store implements Disposable {
  private readonly db: Database.Database
  private readonly insertEvent: Database.Statement
  private readonly insertSource: Database.Statement

  constructor(path: string) {
    this.db = openDatabase(path)
    this.insertEvent = this.db.prepare(
      `INSERT INTO event (id, source_id, pattern, class, role, timestamp, at, dated, timed, line, offset, severity_number,
       attributes, resource, body, count, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET count = max(count, excluded.count), last_at = max(last_at, excluded.last_at)`,
    )
    this.insertSource = this.db.prepare(
      `INSERT INTO source (id, name, format, bytes, lines, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, format = excluded.format, bytes = max(bytes, excluded.bytes),
       lines = max(lines, excluded.lines), first_at = excluded.first_at, last_at = excluded.last_at`,
    )
  }

  begin(): void {
    this.db.exec('BEGIN IMMEDIATE')
  }

  commit(): void {
    this.db.exec('COMMIT')
  }

  rollback(): void {
    if (this.db.inTransaction) this.db.exec('ROLLBACK')
  }

  /**
   * A place for the events of one source. What was known of it in the same stretch of time is replaced, so that nothing counts
   * twice; `again` adds to what this run has found in it (the same log under two names, one of which may have grown).
   */
  source(
    id: string,
    name: string,
    window: { since?: bigint | undefined; until?: bigint | undefined },
    { again }: { again: boolean },
  ): SourceWriter {
    this.insertSource.run(id, name, '', 0, 0, null, null)
    if (!again) this.forget(id, window)
    const limiter = new StormLimiter()
    const insert = (event: Event): void => {
      this.insertEvent.run(
        event.id, event.sourceId, event.pattern, event.class, event.role, event.timestamp ?? null, event.at, event.dated ? 1 : 0, event.timed ? 1 : 0, event.line,
        event.offset, event.severityNumber, JSON.stringify(event.attributes), JSON.stringify(event.resource), event.body, event.count, event.lastAt,
      ) // prettier-ignore
    }
    return {
      add(events) {
        for (const event of events) {
          const admitted = limiter.admit(event)
          if (admitted) insert(admitted)
        }
        const now = events.at(-1)
        if (now?.dated) for (const rest of limiter.flush(now.at)) insert(rest)
      },
      end: (summary) => {
        for (const rest of limiter.flush()) insert(rest)
        this.insertSource.run(
          id, summary.name, summary.format, summary.bytes, summary.lines, summary.firstTimestamp ?? null, summary.lastTimestamp ?? null,
        ) // prettier-ignore
      },
    }
  }

  /** Takes back what a source gave in a stretch of time, and the incidents of which nothing is left then. */
  private forget(id: string, window: { since?: bigint | undefined; until?: bigint | undefined }): void {
    const stretch = [id, window.since ?? earliest, window.until ?? latest]
    const touched = this.db
      .prepare(`SELECT DISTINCT incident_id FROM event WHERE ${inStretch} AND incident_id IS NOT NULL`)
      .pluck()
      .all(...stretch)
    this.db.prepare(`DELETE FROM event WHERE ${inStretch}`).run(...stretch)
    this.db
      .prepare(
        `DELETE FROM incident WHERE id IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM event WHERE incident_id = incident.id)`,
      )
      .run(JSON.stringify(touched))
  }

  /** The events of these sources in order of time; those without a complete time come first, source by source. */
  *events(
    sourceIds: readonly string[],
    window: { since?: bigint | undefined; until?: bigint | undefined },
  ): Generator<Event> {
    const rows = this.db
      .prepare(
        `SELECT event.*, source.name AS source FROM event JOIN source ON source.id = source_id
         WHERE source_id IN (SELECT value FROM json_each(?)) AND (dated = 0 OR (at >= ? AND at <= ?))
         ORDER BY dated, CASE dated WHEN 0 THEN source_id ELSE '' END, at, source_id, offset, event.id`,
      )
      .safeIntegers()
      .iterate(JSON.stringify(sourceIds), window.since ?? earliest, window.until ?? latest) as Iterable<EventRow>
    for (const row of rows) yield fromRow(row)
  }

  /** Incidents take the place of those they grew out of: earlier ones that hold any of their events. */
  saveIncidents(incidents: readonly Incident[], document: (incident: Incident) => unknown): void {
    const superseded = this.db.prepare(
      'DELETE FROM incident WHERE id = ? OR id IN (SELECT incident_id FROM event WHERE id IN (SELECT value FROM json_each(?)))',
    )
    const insert = this.db.prepare(
      `INSERT INTO incident (id, gateway, cause, class, verdict, severity, state, opened_at, last_event_at, resolved_at, document)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const link = this.db.prepare('UPDATE event SET incident_id = ? WHERE id IN (SELECT value FROM json_each(?))')
    for (const incident of incidents) {
      const { cause } = incident.finding
      const ids = JSON.stringify(incident.events.map(({ id }) => id))
      superseded.run(incident.id, ids)
      insert.run(
        incident.id, incident.gateway, cause.id, cause.class, cause.verdict, incident.severity, incident.state, incident.openedAt ?? null,
        incident.lastEventAt ?? null, incident.resolvedAt ?? null, JSON.stringify(document(incident)),
      ) // prettier-ignore
      link.run(incident.id, ids)
    }
  }

  [Symbol.dispose](): void {
    this.rollback()
    this.db.close()
  }
}

export interface SourceWriter {
  add(events: readonly Event[]): void
  end(summary: InputSummary): void
}

function fromRow(row: EventRow): Event {
  return {
    id: row.id,
    pattern: row.pattern,
    class: row.class as EventClass,
    role: row.role as Role,
    timestamp: row.timestamp ?? undefined,
    at: row.at,
    dated: row.dated === 1n,
    timed: row.timed === 1n,
    sourceId: row.source_id,
    source: row.source,
    line: Number(row.line),
    offset: Number(row.offset),
    severityNumber: Number(row.severity_number),
    attributes: JSON.parse(row.attributes) as Attributes,
    resource: JSON.parse(row.resource) as Attributes,
    body: row.body,
    count: Number(row.count),
    lastAt: row.last_at,
  }
}

function openDatabase(path: string): Database.Database {
  const inMemory = path === ':memory:'
  if (!inMemory) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    refuseForeign(path)
  }
  try {
    const db = new Database(path, { timeout: 5000 })
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    migrate(db)
    return db
  } catch (error) {
    throw explained(error, path)
  }
}

/** Looks before it touches: a file that is no database, another program's, a broken or a newer one is left exactly as it is. */
function refuseForeign(path: string): void {
  const header = Buffer.alloc(16)
  let length: number
  try {
    const file = openSync(path, 'r')
    length = readSync(file, header, 0, 16, 0)
    closeSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw new UserError(`cannot read the database ${path}: ${(error as Error).message}; name another with --db`)
  }
  if (length === 0) return
  if (header.toString('latin1') !== 'SQLite format 3\0') {
    throw new UserError(`${path} is not an oclog database and was left as it is; name another with --db`)
  }
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly: true, timeout: 5000 })
    const version = db.pragma('user_version', { simple: true }) as number
    const id = db.pragma('application_id', { simple: true }) as number
    const tables = db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get() as number
    if (id !== applicationId && (tables > 0 || version > 0)) {
      throw new UserError(`${path} is the database of another program and was left as it is; name another with --db`)
    }
    if (version > migrations.length) {
      throw new UserError(
        `${path} was written by a newer oclog (schema ${version}, this one knows ${migrations.length}) and was left as it is; update oclog, or name another with --db`,
      )
    }
  } catch (error) {
    throw explained(error, path)
  } finally {
    db?.close()
  }
}

function migrate(db: Database.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version === migrations.length) return
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}

/** SQLite's errors in words, with the remedy. */
export function explained(error: unknown, path: string): unknown {
  const { code, message } = error as { code?: string; message: string }
  if (error instanceof UserError || code === undefined) return error
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') {
    return new UserError(
      `the database ${path} is damaged (${message}) and was left as it is; move it away, or name another with --db`,
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new UserError(`the database ${path} is in use by another process; wait for it, or name another with --db`)
  }
  if (code.startsWith('SQLITE_FULL'))
    return new UserError(`no space left for the database ${path}; free some, or name another with --db`)
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR')) {
    return new UserError(`cannot write the database ${path} (${message}); name another with --db`)
  }
  return error
}
