import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { codeOf, messageOf, UserError } from '../base/errors.ts'
import { makePrivate } from '../base/private-file.ts'
import { asUserError, isTransient } from './errors.ts'
import { applicationId, migrations } from './schema.ts'

/**
 * Opens the database for writing, and makes it where there is none. `timeout`: milliseconds to wait for another process
 * that writes.
 */
export function openDatabase(path: string, timeout: number): Database.Database {
  if (path !== ':memory:') {
    try {
      makeFolder(dirname(path))
    } catch (error) {
      throw new UserError(
        `cannot make the folder of the database ${path} (${messageOf(error)}); name another with --db`,
      )
    }
    refuseForeign(path)
    makePrivate(path)
  }
  try {
    const db = new Database(path, { timeout })
    useWriteAheadLog(db, timeout)
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    // In KiB. A run writes pages of the id index at random, and they should stay in memory; SQLite's default is 2 MiB.
    db.pragma('cache_size = -16384')
    migrate(db)
    return db
  } catch (error) {
    throw asUserError(error, path)
  }
}

/** Opens the database that an earlier run has made; throws a UserError where there is none. */
export function openStored(path: string, options: { readonly?: boolean } = { readonly: true }): Database.Database {
  if (!existsSync(path)) {
    throw new UserError(`nothing is stored yet: ${path} does not exist; oclog analyze or oclog follow makes it`)
  }
  // Checks that the file is ours, and brings one of an earlier version up to date.
  openDatabase(path, 5000).close()
  try {
    const db = new Database(path, { ...options, timeout: 5000 })
    db.pragma('foreign_keys = ON')
    return db
  } catch (error) {
    throw asUserError(error, path)
  }
}

/** Replaces mkdir's `recursive`, which never returns below /proc (Node 24). */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}

/**
 * Looks before it touches: a file that is no database, another program's, a broken or a newer one is left exactly as it
 * is.
 */
function refuseForeign(path: string): void {
  const header = headerOf(path)
  if (header.length === 0) return
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
        `${path} was written by a newer oclog (schema ${version}, this one knows ${migrations.length}) ` +
          'and was left as it is; update oclog, or name another with --db',
      )
    }
  } catch (error) {
    throw asUserError(error, path)
  } finally {
    db?.close()
  }
}

/** The first 16 bytes of a file; none where it is empty or missing. */
function headerOf(path: string): Buffer {
  const header = Buffer.alloc(16)
  try {
    const file = openSync(path, 'r')
    const length = readSync(file, header, 0, 16, 0)
    closeSync(file)
    return length === 0 ? header.subarray(0, 0) : header
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return header.subarray(0, 0)
    throw new UserError(`cannot read the database ${path}: ${messageOf(error)}; name another with --db`)
  }
}

/** SQLite does not wait for its turn here, as it may be a deadlock: it fails at once while another does the same. */
function useWriteAheadLog(db: Database.Database, timeout: number): void {
  const end = performance.now() + timeout
  for (;;) {
    try {
      db.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (!isTransient(error) || performance.now() > end) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

function migrate(db: Database.Database): void {
  const versionOf = (): number => db.pragma('user_version', { simple: true }) as number
  if (versionOf() === migrations.length) return
  db.transaction(() => {
    // Another process may have taken the steps while this one waited for its turn.
    const version = versionOf()
    if (version >= migrations.length) return
    for (const step of migrations.slice(version)) db.exec(step)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}
