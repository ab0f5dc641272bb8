import type Database from 'better-sqlite3'
import type { Context, Event } from '../model/event.ts'
import { contextReader, contextWriter } from './context.ts'
import { EventTable } from './events.ts'
import { IncidentTable } from './incidents.ts'
import { LiveLogs } from './live.ts'
import { openDatabase } from './open.ts'
import { SavedLogs } from './saved.ts'

/** The SQLite database that events and incidents live in. A run's rows are written in one transaction: all or none. */
export class Store implements Disposable {
  readonly saved: SavedLogs
  readonly live: LiveLogs
  readonly events: EventTable
  readonly incidents: IncidentTable
  /** The lines that are kept around an event. */
  readonly contextOf: (event: Event) => Context | undefined
  private readonly db: Database.Database
  private version: unknown

  /** `timeout`: milliseconds to wait for another process that writes. */
  constructor(path: string, timeout = 5000) {
    this.db = openDatabase(path, timeout)
    this.version = this.dataVersion()
    const keepContext = contextWriter(this.db)
    this.contextOf = contextReader(this.db)
    this.events = new EventTable(this.db)
    this.incidents = new IncidentTable(this.db, this.events)
    this.saved = new SavedLogs(this.db, this.events, this.incidents, keepContext)
    this.live = new LiveLogs(this.db, this.events, keepContext)
  }

  begin(): void {
    this.db.exec('BEGIN IMMEDIATE')
  }

  commit(): void {
    const version = this.dataVersion()
    this.db.exec('COMMIT')
    this.version = version
  }

  /** Whether another process has written since the last commit. Ask within a transaction. */
  get isChangedElsewhere(): boolean {
    return this.dataVersion() !== this.version
  }

  /** Changes with the commits of others. https://www.sqlite.org/pragma.html#pragma_data_version */
  private dataVersion(): unknown {
    return this.db.pragma('data_version', { simple: true })
  }

  rollback(): void {
    if (this.db.inTransaction) this.db.exec('ROLLBACK')
  }

  [Symbol.dispose](): void {
    this.rollback()
    this.db.close()
  }
}
