import type Database from 'better-sqlite3'
import { nanoseconds } from '../base/time.ts'
import { hasContext, type ContextLine } from '../model/context.ts'
import type { Span } from '../model/event-set.ts'
import type { Event } from '../model/event.ts'
import type { KeepContext } from './context.ts'
import type { EventTable } from './events.ts'
import { StormLimiter } from './storm.ts'

export interface LiveLog {
  readonly id: string
  readonly name: string
  readonly kind: string
}

/** Where reading a live log goes on: as its last transaction left it. */
export interface StoredPosition {
  readonly logId: string
  /** As the log's source gave it: plain JSON. */
  readonly position: unknown
  /** As the log's reader gave it: plain JSON but for bigints. */
  readonly state: unknown
  readonly span: Span | undefined
  /** Number of the last line, and where it begins. */
  readonly lines: number
  readonly bytes: number
}

export interface LiveLogWriter {
  /** Keeps a sample of equal events, and counts the others. */
  sample(events: readonly Event[]): Sampled
  /** Stores sampled events, and how far reading has come. The same may be written again. */
  write(events: Iterable<Event>, progress: Progress): void
  /** Gives a time to the stored events that have none. Returns whether there were any. */
  date(at: bigint): boolean
}

export interface Sampled {
  /** Events that are new or stand for more records than before. */
  readonly changed: readonly Event[]
  /** New events whose surrounding lines are to be kept. */
  readonly withContext: readonly Event[]
}

export interface Progress {
  readonly lines: number
  /** Offset of the last line in the log's own count. */
  readonly bytes: number
  readonly span: Omit<Span, 'logId'> | undefined
  readonly context: Iterable<ContextLine>
  /** Where reading goes on; `undefined` when nothing more will come. */
  readonly cursor: Pick<StoredPosition, 'position' | 'state'> | undefined
}

interface PositionRow {
  id: string
  position: string
  reader: string
  first_at: bigint | null
  last_at: bigint | null
  lines: bigint
  bytes: bigint
}

/** How far back a new limiter must know what was counted: a tally lives for its hour and the next one. */
const tallied = 2n * nanoseconds.hour

/** The part of the store that live logs are kept in. Everything here happens within the caller's transaction. */
export class LiveLogs {
  private readonly db: Database.Database
  private readonly events: EventTable
  private readonly keepContext: KeepContext
  private readonly keepSource: Database.Statement
  private readonly keepCursor: Database.Statement
  private readonly forgetCursor: Database.Statement
  private readonly dateEvents: Database.Statement

  constructor(db: Database.Database, events: EventTable, keepContext: KeepContext) {
    this.db = db
    this.events = events
    this.keepContext = keepContext
    this.keepSource = db.prepare(
      `INSERT INTO source (id, name, kind, format, bytes, lines, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, bytes = excluded.bytes, lines = excluded.lines,
       first_at = excluded.first_at, last_at = excluded.last_at`,
    )
    this.keepCursor = db.prepare(
      `INSERT INTO cursor (source_id, position, reader) VALUES (?, ?, ?)
       ON CONFLICT (source_id) DO UPDATE SET position = excluded.position, reader = excluded.reader`,
    )
    this.dateEvents = db.prepare(
      'UPDATE event SET at = ?, last_at = ?, dated = 1 WHERE source_id = ? AND dated = 0 AND derived = 0',
    )
    this.forgetCursor = db.prepare('DELETE FROM cursor WHERE source_id = ?')
  }

  /** All live logs, also those that nothing more will come from. */
  ids(): string[] {
    return this.db.prepare("SELECT id FROM source WHERE kind <> 'saved'").pluck().all() as string[]
  }

  /** Of all logs that reading may go on in. */
  positions(): StoredPosition[] {
    const rows = this.db
      .prepare(
        `SELECT id, position, reader, first_at, last_at, lines, bytes FROM cursor JOIN source ON source.id = source_id`,
      )
      .safeIntegers()
      .all() as PositionRow[]
    return rows.map((row) => ({
      logId: row.id,
      position: JSON.parse(row.position) as unknown,
      state: JSON.parse(row.reader, reviveBigint) as unknown,
      span:
        row.first_at === null || row.last_at === null
          ? undefined
          : { logId: row.id, first: row.first_at, last: row.last_at },
      lines: Number(row.lines),
      bytes: Number(row.bytes),
    }))
  }

  writer(log: LiveLog): LiveLogWriter {
    const limiter = this.limiterOf(log.id)
    return {
      sample: (events) => {
        const sampled = events.flatMap((event) => limiter.sample(event) ?? [])
        const withContext = sampled.filter((event) => hasContext(event) && limiter.isEarly(event))
        const changed = [...sampled, ...limiter.grown()]
        const last = events.at(-1)
        if (last?.hasDate) limiter.flush(last.at)
        return { changed, withContext }
      },
      write: (events, { lines, bytes, span, context, cursor }) => {
        this.keepSource.run(
          log.id, log.name, log.kind, log.kind, bytes, lines, span?.first ?? null, span?.last ?? null,
        ) // prettier-ignore
        for (const event of events) this.events.put(event)
        for (const line of context) this.keepContext(log.id, line)
        if (cursor) {
          this.keepCursor.run(
            log.id,
            JSON.stringify(cursor.position ?? null),
            JSON.stringify(cursor.state, replaceBigint),
          )
        } else this.forgetCursor.run(log.id)
      },
      date: (at) => this.dateEvents.run(at, at, log.id).changes > 0,
    }
  }

  /** A limiter that has counted what is stored. */
  private limiterOf(logId: string): StormLimiter {
    const limiter = new StormLimiter()
    for (const stored of this.events.tail(logId, tallied)) {
      const sampled = limiter.sample(stored)
      if (sampled && hasContext(sampled)) limiter.isEarly(sampled)
    }
    limiter.grown()
    return limiter
  }
}

// JSON has no bigints; no string of a position or a state begins like this.
const bigintMark = '\u0000n'

function replaceBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${bigintMark}${value}` : value
}

function reviveBigint(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(bigintMark) ? BigInt(value.slice(bigintMark.length)) : value
}
