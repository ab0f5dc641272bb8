import type Database from 'better-sqlite3'
import { contextReach, hasContext, type ContextLine } from '../model/context.ts'
import type { Context, Event } from '../model/event.ts'

/** Longer lines are cut here, in characters. */
const longest = 2000

export type KeepContext = (logId: string, line: ContextLine) => void

/** Keeps a line of a log. A line that is kept already stays as it is. */
export function contextWriter(db: Database.Database): KeepContext {
  const insert = db.prepare(
    'INSERT INTO context (source_id, line, body) VALUES (?, ?, ?) ON CONFLICT (source_id, line) DO NOTHING',
  )
  return (logId, { number, text }) => {
    insert.run(logId, number, text.length > longest ? `${text.slice(0, longest)}…` : text)
  }
}

/** Finds the lines that are kept around an event; `undefined` where there are none. */
export function contextReader(db: Database.Database): (event: Event) => Context | undefined {
  const lines = db.prepare('SELECT line, body FROM context WHERE source_id = ? AND line BETWEEN ? AND ?')
  return (event) => {
    if (!hasContext(event)) return undefined
    const rows = lines.all(event.logId, event.line - contextReach, event.line + contextReach) as {
      line: number
      body: string
    }[]
    const bodies = new Map(rows.map(({ line, body }) => [line, body]))
    const from = (step: 1 | -1): string[] => {
      const found: string[] = []
      for (let line = event.line + step; bodies.has(line); line += step) found.push(bodies.get(line)!)
      return found
    }
    const before = from(-1).reverse()
    const after = from(1)
    return before.length + after.length === 0 ? undefined : { before, after }
  }
}

/** Removes the lines that no event is near to any more. */
export function forgetContext(db: Database.Database): void {
  db.prepare(
    `DELETE FROM context WHERE (source_id, line) NOT IN
     (SELECT source_id, line + value FROM event, json_each(?) WHERE role IN ('cause', 'symptom'))`,
  ).run(JSON.stringify(Array.from({ length: 2 * contextReach + 1 }, (_, index) => index - contextReach)))
}
