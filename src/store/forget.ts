import type Database from 'better-sqlite3'
import { forgetContext } from './context.ts'
import { isTransient } from './errors.ts'

/** How much was removed. */
export interface Forgotten {
  readonly incidents: number
  readonly events: number
}

/** Removes incidents with the events that belong to no other one. The file holds no copy of them afterwards. */
export function forgetIncidents(db: Database.Database, ids: readonly string[]): Forgotten {
  return removing(db, () => removeIncidents(db, ids))
}

/**
 * Removes the incidents that ended before a time (nanoseconds since the epoch), and the earlier events that belong to
 * none.
 */
export function forgetBefore(db: Database.Database, at: bigint): Forgotten {
  return removing(db, () => {
    const ids = db.prepare('SELECT id FROM incident WHERE coalesce(resolved_at, last_event_at, opened_at) < ?').pluck()
    const { incidents, events } = removeIncidents(db, ids.all(at) as string[])
    const alone = db.prepare(
      'DELETE FROM event WHERE dated = 1 AND last_at < ? AND id NOT IN (SELECT event_id FROM incident_event)',
    )
    return { incidents, events: events + alone.run(at).changes }
  })
}

function removeIncidents(db: Database.Database, ids: readonly string[]): Forgotten {
  const list = JSON.stringify(ids)
  const own = db
    .prepare(
      `SELECT event_id FROM incident_event GROUP BY event_id
       HAVING sum(incident_id NOT IN (SELECT value FROM json_each(?))) = 0`,
    )
    .pluck()
    .all(list) as string[]
  const incidents = db.prepare('DELETE FROM incident WHERE id IN (SELECT value FROM json_each(?))').run(list).changes
  const events = db.prepare('DELETE FROM event WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(own))
  return { incidents, events: events.changes }
}

function removing(db: Database.Database, remove: () => Forgotten): Forgotten {
  db.pragma('secure_delete = ON')
  const forgotten = db.transaction(() => {
    const result = remove()
    forgetContext(db)
    // The name of a log is private, too. A log that is still followed stays.
    db.exec(
      'DELETE FROM source WHERE id NOT IN (SELECT source_id FROM event) AND id NOT IN (SELECT source_id FROM cursor)',
    )
    return result
  })
  const result = forgotten.immediate()
  if (result.incidents + result.events > 0) rewrite(db)
  return result
}

/**
 * Pages that were split while they filled up hold stale copies of rows, which no delete reaches; only a new file is
 * without them.
 */
function rewrite(db: Database.Database): void {
  try {
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    // Another process is following into this database; the next removal tries again.
    if (!isTransient(error)) throw error
  }
}
