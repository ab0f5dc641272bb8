import type Database from 'better-sqlite3'
import type { Span } from '../correlate/duplicates.ts'
import type { Event } from '../model/event.ts'
import type { LiveReaderState } from '../read/live.ts'
import type { Stream } from '../sources/live.ts'
import { nanoseconds } from '../base/time.ts'
import { contextBinding, insertContext } from './context.ts'
import { hasContext, type ContextLine } from '../read/context.ts'
import { bindingsOf, fromRow, type EventRow } from './rows.ts'
import { StormLimiter } from './storm.ts'

/** What is kept of a live stream between its batches, so that reading goes on where the last transaction ended. */
export interface KeptStream extends Stream {
  /** As its source gave it. */
  readonly position: unknown
  readonly reader: LiveReaderState
  readonly context: LiveContextState
  readonly span: Span | undefined
  /** Number of the last line, and where it begins. */
  readonly lines: number
  readonly bytes: number
}

/** Where keeping the lines around events goes on. */
export interface LiveContextState {
  /** The last lines, redacted: an event may come right after them. */
  readonly recent: readonly ContextLine[]
  /** Lines are kept up to this number. */
  readonly until: number
}

interface StreamRow {
  id: string
  name: string
  kind: string
  position: string
  reader: string
  first_at: bigint | null
  last_at: bigint | null
  lines: bigint
  bytes: bigint
}

/** How far back a restarted limiter must know what was counted: a tally lives for its hour and the next. */
const tallied = 2n * nanoseconds.hour

/** The part of the store that live streams are kept in. Everything here happens within the caller's transaction. */
export class LiveStreams {
  private readonly db: Database.Database
  private readonly insertEvent: Database.Statement
  private readonly insertContext: Database.Statement
  private readonly keepSource: Database.Statement
  private readonly keepCursor: Database.Statement
  private readonly forgetCursor: Database.Statement
  private readonly dateEvents: Database.Statement

  constructor(db: Database.Database, insertEvent: Database.Statement) {
    this.db = db
    this.insertEvent = insertEvent
    this.insertContext = db.prepare(insertContext)
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

  /** All streams that reading may go on in. */
  kept(): KeptStream[] {
    const rows = this.db
      .prepare(
        'SELECT id, name, kind, position, reader, first_at, last_at, lines, bytes FROM cursor JOIN source ON source.id = source_id',
      )
      .safeIntegers()
      .all() as StreamRow[]
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind as Stream['kind'],
      position: JSON.parse(row.position) as unknown,
      ...(JSON.parse(row.reader, reviveBigint) as Pick<KeptStream, 'reader' | 'context'>),
      span:
        row.first_at === null || row.last_at === null
          ? undefined
          : { sourceId: row.id, first: row.first_at, last: row.last_at },
      lines: Number(row.lines),
      bytes: Number(row.bytes),
    }))
  }

  writer(stream: Stream): LiveWriter {
    const limiter = new StormLimiter()
    const rows = this.db
      .prepare(
        `SELECT event.*, source.name AS source FROM event JOIN source ON source.id = source_id WHERE source_id = ? AND derived = 0
         AND (dated = 0 OR at >= (SELECT max(at) FROM event WHERE source_id = ? AND dated = 1) - ?)
         ORDER BY offset, pattern, body`,
      )
      .safeIntegers()
      .iterate(stream.id, stream.id, tallied) as Iterable<EventRow>
    for (const row of rows) {
      const event = limiter.admit(fromRow(row))
      if (event && hasContext(event)) limiter.isEarly(event)
    }
    for (const _ of limiter.grown());
    return {
      admit: (events) => {
        const admitted = events.flatMap((event) => limiter.admit(event) ?? [])
        const telling = admitted.filter((event) => hasContext(event) && limiter.isEarly(event))
        const changed = [...admitted, ...limiter.grown()]
        const last = events.at(-1)
        if (last?.dated) for (const _ of limiter.flush(last.at));
        return { changed, telling }
      },
      write: (events, { lines, bytes, span, context, cursor }) => {
        this.keepSource.run(
          stream.id, stream.name, stream.kind, stream.kind, bytes, lines, span?.first ?? null, span?.last ?? null,
        ) // prettier-ignore
        for (const event of events) this.insertEvent.run(...bindingsOf(event))
        for (const line of context) this.insertContext.run(stream.id, ...contextBinding(line))
        if (cursor) {
          this.keepCursor.run(
            stream.id,
            JSON.stringify(cursor.position ?? null),
            JSON.stringify({ reader: cursor.reader, context: cursor.context }, replaceBigint),
          )
        } else this.forgetCursor.run(stream.id)
      },
      date: (at) => this.dateEvents.run(at, at, stream.id).changes > 0,
    }
  }
}

export interface LiveWriter {
  /** Keeps of equal events a sample, and counts the others. */
  admit(events: readonly Event[]): Admitted
  /** Stores what was admitted and how far reading has come. The same may be written again. */
  write(events: Iterable<Event>, progress: Progress): void
  /** Gives the time to the events that have none. Whether there were any. */
  date(at: bigint): boolean
}

export interface Admitted {
  /** What is new or stands for more than before. */
  readonly changed: readonly Event[]
  /** New ones of which the lines around them are kept. */
  readonly telling: readonly Event[]
}

export interface Progress {
  readonly lines: number
  /** Where the next line begins in the stream's own count. */
  readonly bytes: number
  readonly span: Omit<Span, 'sourceId'> | undefined
  readonly context: Iterable<ContextLine>
  /** Where reading goes on; `undefined`: nothing more will come. */
  readonly cursor: Pick<KeptStream, 'position' | 'reader' | 'context'> | undefined
}

// JSON has no bigints; no string of a position or a state begins like this.
const bigintMark = '\u0000n'

function replaceBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${bigintMark}${value}` : value
}

function reviveBigint(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(bigintMark) ? BigInt(value.slice(bigintMark.length)) : value
}
