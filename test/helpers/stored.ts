import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { eventually } from './during.ts'
import { patience } from './patience.ts'

/**
 * How many lines a follower has stored: of all files, of the journal, of each container by its name. None before there
 * is a database.
 */
export function storedLines(path: string): Readonly<Record<string, number>> {
  if (!existsSync(path)) return {}
  try {
    using db = opened(path)
    const rows = db.prepare('SELECT kind, name, lines FROM source').all() as { kind: string; name: string; lines: number }[] // prettier-ignore
    const found: Record<string, number> = {}
    for (const { kind, name, lines } of rows) {
      const log = kind === 'docker' ? name : kind
      found[log] = (found[log] ?? 0) + lines
    }
    return found
  } catch (error) {
    // It is just being made.
    if (/^SQLITE_(?:CANTOPEN|ERROR)/.test((error as { code?: string }).code ?? '')) return {}
    throw error
  }
}

/** Until a follower has stored so many lines of files. 0: until it has a database and knows of a log. */
export async function stored(path: string, lines: number): Promise<void> {
  await eventually(() => (storedLines(path)['file'] ?? -1) >= lines)
}

function opened(path: string): Database.Database & Disposable {
  const db = new Database(path, { readonly: true, timeout: patience })
  return Object.assign(db, { [Symbol.dispose]: () => void db.close() })
}
