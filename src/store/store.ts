import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Span } from '../correlate/duplicates.ts'
import type { Findings } from '../correlate/correlate.ts'
import { Gateways } from '../correlate/gateways.ts'
import { mostEvents, quiet } from '../correlate/numbers.ts'
import { signatureOf } from '../correlate/tracker.ts'
import { remembered, Window } from '../correlate/window.ts'
import { UserError } from '../base/errors.ts'
import type { Context, Event } from '../model/event.ts'
import type { Incident } from '../model/incident.ts'
import type { Attributes } from '../model/record.ts'
import type { InputSummary } from '../read/saved.ts'
import { contextBinding, contextOf, insertContext } from './context.ts'
import { hasContext, type Around } from '../read/context.ts'
import { LiveStreams } from './live.ts'
import { bindingsOf, fromRow, insertEvent, type EventRow } from './rows.ts'
import { applicationId, migrations } from './schema.ts'
import { StormLimiter } from './storm.ts'

interface OriginRow {
  source_id: string
  resource: string
  events: number
}

const earliest = -(2n ** 63n)
const latest = 2n ** 63n - 1n
const inStretch = 'source_id = ? AND (dated = 0 OR (at >= ? AND at <= ?))'

/** The SQLite database that events and incidents live in. A run's rows are written in one transaction: all or none. */
export class Store implements Disposable {
  /** What live streams are kept in. */
  readonly live: LiveStreams
  private readonly db: Database.Database
  private readonly insertEvent: Database.Statement
  private readonly insertSource: Database.Statement
  private readonly insertContext: Database.Statement
  private contexts: ((event: Event) => Context | undefined) | undefined

  /** `timeout`: milliseconds to wait for another process that writes. */
  constructor(path: string, timeout = 5000) {
    this.db = openDatabase(path, timeout)
    this.insertEvent = this.db.prepare(insertEvent)
    this.insertContext = this.db.prepare(insertContext)
    this.live = new LiveStreams(this.db, this.insertEvent)
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
      this.insertEvent.run(...bindingsOf(event))
    }
    let kept = 0
    const keepAround = (event: Event, around: Around): void => {
      for (const { number, text } of around(event)) {
        if (number <= kept) continue
        this.insertContext.run(id, ...contextBinding({ number, text: text() }))
        kept = number
      }
    }
    return {
      add(events, around) {
        for (const event of events) {
          const admitted = limiter.admit(event)
          if (admitted) insert(admitted)
          if (admitted && around && hasContext(event) && limiter.isEarly(event)) keepAround(event, around)
          // Event by event: where a batch ends must not decide what is counted together.
          if (event.dated) for (const rest of limiter.flush(event.at)) insert(rest)
        }
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
      .prepare(
        `SELECT DISTINCT incident_id FROM incident_event WHERE event_id IN (SELECT id FROM event WHERE ${inStretch})`,
      )
      .pluck()
      .all(...stretch) as string[]
    this.db.prepare(`DELETE FROM event WHERE ${inStretch}`).run(...stretch)
    const left = this.db.prepare('SELECT 1 FROM incident_event WHERE incident_id = ?').pluck()
    this.removeIncidents(touched.filter((incident) => left.get(incident) === undefined))
  }

  /** The lines that are kept around an event. */
  contextOf(event: Event): Context | undefined {
    return (this.contexts ??= contextOf(this.db))(event)
  }

  /** What these sources gave in a stretch of time. */
  findings(sourceIds: readonly string[], window: { since?: bigint | undefined; until?: bigint | undefined }): Findings {
    const condition =
      'derived = 0 AND source_id IN (SELECT value FROM json_each(?)) AND (dated = 0 OR (at >= ? AND at <= ?))'
    const values = [JSON.stringify(sourceIds), window.since ?? earliest, window.until ?? latest]
    const origins = this.db.prepare(
      `SELECT source_id, resource, count(*) AS events FROM event WHERE ${condition} GROUP BY source_id, resource`,
    )
    const spans = this.db
      .prepare(
        `SELECT id AS sourceId, first_at AS first, last_at AS last FROM source
         WHERE id IN (SELECT value FROM json_each(?)) AND first_at IS NOT NULL AND last_at IS NOT NULL`,
      )
      .safeIntegers()
    const events = this.db
      .prepare(
        `SELECT event.*, source.name AS source FROM event JOIN source ON source.id = source_id WHERE ${condition}
         ORDER BY dated, CASE dated WHEN 0 THEN source_id ELSE '' END, at, source_id, offset, pattern, body`,
      )
      .safeIntegers()
    return {
      *origins() {
        for (const row of origins.iterate(...values) as Iterable<OriginRow>) {
          yield { sourceId: row.source_id, resource: JSON.parse(row.resource) as Attributes, events: row.events }
        }
      },
      spans: () => spans.all(JSON.stringify(sourceIds)) as Span[],
      *events() {
        for (const row of events.iterate(...values) as Iterable<EventRow>) yield fromRow(row)
      },
    }
  }

  /**
   * The events of live streams from the last long stretch on in which nothing notable happened, and what is remembered of those
   * before. `at`: the last such stretch before that time.
   */
  window(at: bigint = latest): Window {
    const live = this.db.prepare("SELECT id FROM source WHERE kind <> 'saved'").pluck().all() as string[]
    const sources = JSON.stringify(live)
    const from = this.quietBefore(sources, at)
    const findings = this.findings(live, { since: from === undefined ? undefined : from + 1n })
    const earlier = this.db
      .prepare(
        `SELECT event.*, source.name AS source FROM
         (SELECT *, row_number() OVER (PARTITION BY source_id, resource, pattern ORDER BY at DESC, offset DESC) AS rank FROM event
          WHERE derived = 0 AND dated = 1 AND at <= ? AND role IN ('cause', 'context') AND source_id IN (SELECT value FROM json_each(?))) AS event
         JOIN source ON source.id = source_id WHERE rank <= 5 ORDER BY at, source_id, offset, pattern, body`,
      )
      .safeIntegers()
      .all(from ?? earliest, sources) as EventRow[]
    const memory = remembered(earlier.map(fromRow), new Map(), new Gateways(findings.origins()))
    const window = new Window(findings.events(), memory, from)
    for (const span of findings.spans()) window.span(span)
    return window
  }

  /** The end of the last long stretch before a time in which nothing notable happened. */
  private quietBefore(sources: string, before: bigint): bigint | undefined {
    const rows = this.db
      .prepare(
        `SELECT at, last_at AS lastAt FROM event WHERE derived = 0 AND dated = 1 AND role IN ('cause', 'symptom')
         AND at <= ? AND source_id IN (SELECT value FROM json_each(?)) ORDER BY at DESC LIMIT ?`,
      )
      .safeIntegers()
      .iterate(before, sources, mostEvents) as Iterable<{ at: bigint; lastAt: bigint }>
    let later = before === latest ? undefined : before
    for (const { at, lastAt } of rows) {
      if (later !== undefined && later - lastAt > quiet) return lastAt + quiet
      later = at
    }
    return undefined
  }

  /** Signatures of the stored incidents of live streams that hold an event later than this, or one without a complete time; by id. */
  incidentsAfter(from: bigint | undefined): Map<string, string> {
    const rows = this.db
      .prepare(
        `SELECT id, document, (SELECT json_group_array(event_id) FROM incident_event WHERE incident_id = incident.id) AS events
         FROM incident WHERE id IN (SELECT incident_id FROM incident_event JOIN event ON event.id = event_id JOIN source ON source.id = source_id
         WHERE kind <> 'saved' AND (dated = 0 OR at > ?))`,
      )
      .all(from ?? earliest) as { id: string; document: string; events: string }[]
    return new Map(
      rows.map(({ id, document, events: ids }) => [id, signatureOf(document, JSON.parse(ids) as string[])]),
    )
  }

  /** Incidents take the place of those they grew out of: earlier ones that hold any of the events that they are about. */
  saveIncidents(incidents: readonly Incident[], document: (incident: Incident) => unknown): void {
    const grownOutOf = this.db
      .prepare('SELECT DISTINCT incident_id FROM incident_event WHERE event_id IN (SELECT value FROM json_each(?))')
      .pluck()
    this.removeIncidents(
      incidents.flatMap(({ id, events }) => {
        const core = events.filter(({ role }) => role === 'cause' || role === 'symptom')
        return [id, ...(grownOutOf.all(JSON.stringify(core.map((event) => event.id))) as string[])]
      }),
    )
    const insert = this.db.prepare(
      `INSERT INTO incident (id, gateway, cause, class, verdict, severity, state, opened_at, last_event_at, resolved_at, document)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const link = this.db.prepare('INSERT INTO incident_event (incident_id, event_id) VALUES (?, ?)')
    for (const incident of incidents) {
      const { cause } = incident.finding
      insert.run(
        incident.id, incident.gateway, cause.id, cause.class, cause.verdict, incident.severity, incident.state, incident.openedAt ?? null,
        incident.lastEventAt ?? null, incident.resolvedAt ?? null, JSON.stringify(document(incident)),
      ) // prettier-ignore
      for (const event of incident.events) {
        if (event.derived) this.insertEvent.run(...bindingsOf(event))
        link.run(incident.id, event.id)
      }
    }
  }

  /** Forgets incidents, and what was made up of other events for them. */
  removeIncidents(ids: readonly string[]): void {
    const list = JSON.stringify([...new Set(ids)])
    this.db
      .prepare(
        `DELETE FROM event WHERE derived = 1 AND id IN
         (SELECT event_id FROM incident_event WHERE incident_id IN (SELECT value FROM json_each(?)))`,
      )
      .run(list)
    this.db.prepare('DELETE FROM incident WHERE id IN (SELECT value FROM json_each(?))').run(list)
  }

  [Symbol.dispose](): void {
    this.rollback()
    this.db.close()
  }
}

export interface SourceWriter {
  add(events: readonly Event[], around?: Around): void
  end(summary: InputSummary): void
}

function openDatabase(path: string, timeout: number): Database.Database {
  const inMemory = path === ':memory:'
  if (!inMemory) {
    try {
      makeFolder(dirname(path))
    } catch (error) {
      throw new UserError(
        `cannot make the folder of the database ${path} (${(error as Error).message}); name another with --db`,
      )
    }
    refuseForeign(path)
  }
  try {
    const db = new Database(path, { timeout })
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    // KiB: the pages that a run writes at random (the index of the ids) stay in memory; SQLite's default are 2 MiB.
    db.pragma('cache_size = -16384')
    migrate(db)
    return db
  } catch (error) {
    throw explained(error, path)
  }
}

/** Not mkdir's `recursive`, which does not end below /proc (Node 24). */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    mkdirSync(path, { mode: 0o700 })
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

/** Whether an error goes by itself: another process writes, or there is no space for now. */
export function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR)/.test(code)
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
