import type Database from 'better-sqlite3'
import type { EventSet, Span } from '../model/event-set.ts'
import type { Event } from '../model/event.ts'
import type { Attributes } from '../model/record.ts'
import { bindingsOf, eventOf, insertEvent, selectEvents, type EventRow } from './rows.ts'

/** Nanoseconds since the epoch, both ends included. Events without a complete time are in every range. */
export interface TimeRange {
  readonly since?: bigint | undefined
  readonly until?: bigint | undefined
}

interface OriginRow {
  source_id: string
  resource: string
  events: number
}

// The integers of SQLite.
export const earliest = -(2n ** 63n)
const latest = 2n ** 63n - 1n

export function boundsOf({ since, until }: TimeRange): [since: bigint, until: bigint] {
  const within = (at: bigint): bigint => (at < earliest ? earliest : at > latest ? latest : at)
  return [within(since ?? earliest), within(until ?? latest)]
}

/** The stored events. Unless a name says otherwise, without those that derivations have made of others. */
export class EventTable {
  private readonly db: Database.Database
  private readonly insert: Database.Statement

  constructor(db: Database.Database) {
    this.db = db
    this.insert = db.prepare(insertEvent)
  }

  /** Stores an event. Of one that is stored already, the count and the time of the last record can only grow. */
  put(event: Event): void {
    this.insert.run(...bindingsOf(event))
  }

  /** What is stored of these logs in a range of time. */
  of(logIds: readonly string[], range: TimeRange): EventSet {
    const condition =
      'derived = 0 AND source_id IN (SELECT value FROM json_each(?)) AND (dated = 0 OR (at >= ? AND at <= ?))'
    const values = [JSON.stringify(logIds), ...boundsOf(range)]
    const origins = this.db.prepare(
      `SELECT source_id, resource, count(*) AS events FROM event WHERE ${condition} GROUP BY source_id, resource`,
    )
    const spans = this.db
      .prepare(
        `SELECT id AS logId, first_at AS first, last_at AS last FROM source
         WHERE id IN (SELECT value FROM json_each(?)) AND first_at IS NOT NULL AND last_at IS NOT NULL`,
      )
      .safeIntegers()
    const events = this.db
      .prepare(
        `${selectEvents} WHERE ${condition}
         ORDER BY dated, CASE dated WHEN 0 THEN source_id ELSE '' END, at, source_id, offset, pattern, body`,
      )
      .safeIntegers()
    return {
      *origins() {
        for (const row of origins.iterate(...values) as Iterable<OriginRow>) {
          yield { logId: row.source_id, resource: JSON.parse(row.resource) as Attributes, events: row.events }
        }
      },
      spans: () => spans.all(JSON.stringify(logIds)) as Span[],
      *events() {
        for (const row of events.iterate(...values) as Iterable<EventRow>) yield eventOf(row)
      },
    }
  }

  /** The events of one log from some time before its last one on, in the order of the log. `span`: nanoseconds. */
  *tail(logId: string, span: bigint): Generator<Event> {
    const rows = this.db
      .prepare(
        `${selectEvents} WHERE source_id = ? AND derived = 0
         AND (dated = 0 OR at >= (SELECT max(at) FROM event WHERE source_id = ? AND dated = 1) - ?)
         ORDER BY offset, pattern, body`,
      )
      .safeIntegers()
      .iterate(logId, logId, span) as Iterable<EventRow>
    for (const row of rows) yield eventOf(row)
  }

  /** Times of the causes and symptoms that are not later than `until`, the latest first, at most `most`. */
  notable(
    logIds: readonly string[],
    until: bigint | undefined,
    most: number,
  ): Iterable<{ at: bigint; lastAt: bigint }> {
    return this.db
      .prepare(
        `SELECT at, last_at AS lastAt FROM event WHERE derived = 0 AND dated = 1 AND role IN ('cause', 'symptom')
         AND at <= ? AND source_id IN (SELECT value FROM json_each(?)) ORDER BY at DESC LIMIT ?`,
      )
      .safeIntegers()
      .iterate(until ?? latest, JSON.stringify(logIds), most) as Iterable<{ at: bigint; lastAt: bigint }>
  }

  /**
   * Of each log, origin and pattern the last `most` events not later than `until` that may explain others; in order of
   * time.
   */
  explaining(logIds: readonly string[], until: bigint, most: number): Event[] {
    const rows = this.db
      .prepare(
        `SELECT event.*, source.name AS source FROM
         (SELECT *, row_number() OVER (PARTITION BY source_id, resource, pattern ORDER BY at DESC, offset DESC) AS rank
          FROM event WHERE derived = 0 AND dated = 1 AND at <= ? AND role IN ('cause', 'context')
          AND source_id IN (SELECT value FROM json_each(?))) AS event
         JOIN source ON source.id = source_id WHERE rank <= ? ORDER BY at, source_id, offset, pattern, body`,
      )
      .safeIntegers()
      .all(until, JSON.stringify(logIds), most) as EventRow[]
    return rows.map(eventOf)
  }
}
