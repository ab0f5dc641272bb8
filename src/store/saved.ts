import type Database from 'better-sqlite3'
import { hasContext, type LinesAround } from '../model/context.ts'
import type { Event } from '../model/event.ts'
import type { KeepContext } from './context.ts'
import { boundsOf, type EventTable, type TimeRange } from './events.ts'
import type { IncidentTable } from './incidents.ts'
import { StormLimiter } from './storm.ts'

/** What is stored of a log besides its events. */
export interface LogSummary {
  readonly name: string
  readonly format: string
  readonly bytes: number
  readonly lines: number
  readonly firstTimestamp: bigint | undefined
  readonly lastTimestamp: bigint | undefined
}

export interface SavedLogWriter {
  /** Takes the events in the order of the log. */
  add(events: readonly Event[], linesAround?: LinesAround): void
  end(summary: LogSummary): void
}

const inRange = 'source_id = ? AND (dated = 0 OR (at >= ? AND at <= ?))'

/** The part of the store that saved logs are kept in. Everything here happens within the caller's transaction. */
export class SavedLogs {
  private readonly db: Database.Database
  private readonly events: EventTable
  private readonly incidents: IncidentTable
  private readonly keepContext: KeepContext
  private readonly insertSource: Database.Statement

  constructor(db: Database.Database, events: EventTable, incidents: IncidentTable, keepContext: KeepContext) {
    this.db = db
    this.events = events
    this.incidents = incidents
    this.keepContext = keepContext
    this.insertSource = db.prepare(
      `INSERT INTO source (id, name, format, bytes, lines, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, format = excluded.format,
       bytes = max(bytes, excluded.bytes), lines = max(lines, excluded.lines),
       first_at = excluded.first_at, last_at = excluded.last_at`,
    )
  }

  /**
   * Stores the events of one log. Those stored in the same range of time are replaced, so that nothing counts twice;
   * `again` adds to them (a run is given the same log under two names, one of which may have grown).
   */
  writer(id: string, name: string, range: TimeRange, { again }: { again: boolean }): SavedLogWriter {
    this.insertSource.run(id, name, '', 0, 0, null, null)
    if (!again) this.forget(id, range)
    const limiter = new StormLimiter()
    let lastKept = 0
    const keepAround = (event: Event, linesAround: LinesAround): void => {
      for (const { number, text } of linesAround(event)) {
        if (number <= lastKept) continue
        this.keepContext(id, { number, text: text() })
        lastKept = number
      }
    }
    return {
      add: (events, linesAround) => {
        for (const event of events) {
          const sampled = limiter.sample(event)
          if (sampled) this.events.put(sampled)
          if (sampled && linesAround && hasContext(event) && limiter.isEarly(event)) keepAround(event, linesAround)
          // Event by event: where a batch ends must not decide what is counted together.
          if (event.hasDate) for (const rest of limiter.flush(event.at)) this.events.put(rest)
        }
      },
      end: (summary) => {
        for (const rest of limiter.flush()) this.events.put(rest)
        this.insertSource.run(
          id, summary.name, summary.format, summary.bytes, summary.lines,
          summary.firstTimestamp ?? null, summary.lastTimestamp ?? null,
        ) // prettier-ignore
      },
    }
  }

  /** Removes the events of a log in a range of time, and the incidents that have no event left then. */
  private forget(id: string, range: TimeRange): void {
    const values = [id, ...boundsOf(range)]
    const touched = this.db
      .prepare(
        `SELECT DISTINCT incident_id FROM incident_event WHERE event_id IN (SELECT id FROM event WHERE ${inRange})`,
      )
      .pluck()
      .all(...values) as string[]
    this.db.prepare(`DELETE FROM event WHERE ${inRange}`).run(...values)
    const left = this.db.prepare('SELECT 1 FROM incident_event WHERE incident_id = ?').pluck()
    this.incidents.remove(touched.filter((incident) => left.get(incident) === undefined))
  }
}
