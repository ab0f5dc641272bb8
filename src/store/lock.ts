import { realpathSync } from 'node:fs'
import Database from 'better-sqlite3'
import { codeOf, UserError } from '../base/errors.ts'

/**
 * Keeps a second follower away from a database: both would go on from the same positions and overwrite each other's.
 * The lock is the kernel's, on a file beside the database, so that it is released however the process ends.
 */
export function followLock(path: string): Disposable {
  if (path === ':memory:') return { [Symbol.dispose]: () => undefined }
  // The file itself: a link to it is another name for the same database.
  const lock = new Database(`${realpathSync(path)}.follow`, { timeout: 1000 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!codeOf(error)?.startsWith('SQLITE_BUSY')) throw error
    throw new UserError(
      `another oclog follow writes to ${path}; stop it (one can follow several sources at once), ` +
        'or name another database with --db',
    )
  }
  return { [Symbol.dispose]: () => void lock.close() }
}
