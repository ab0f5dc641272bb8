import type Database from 'better-sqlite3'
import type { Context, Event } from '../model/event.ts'
import { contextReach, hasContext, type ContextLine } from '../read/context.ts'

/** More of a line than this is not kept, in characters. */
const longest = 2000

export const insertContext =
  'INSERT INTO context (source_id, line, body) VALUES (?, ?, ?) ON CONFLICT (source_id, line) DO NOTHING'

export function contextBinding({ number, text }: ContextLine): [line: number, body: string] {
  return [number, text.length > longest ? `${text.slice(0, longest)}…` : text]
}

/** What is kept of the lines around events. */
export function contextOf(db: Database.Database): (event: Event) => Context | undefined {
  const lines = db.prepare('SELECT line, body FROM context WHERE source_id = ? AND line BETWEEN ? AND ?')
  return (event) => {
    if (!hasContext(event)) return undefined
    const rows = lines.all(event.sourceId, event.line - contextReach, event.line + contextReach) as {
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

/** Forgets the lines around which there is no event any more. */
export function forgetContext(db: Database.Database): void {
  db.prepare(
    `DELETE FROM context WHERE (source_id, line) NOT IN
     (SELECT source_id, line + value FROM event, json_each(?) WHERE role IN ('cause', 'symptom'))`,
  ).run(JSON.stringify(Array.from({ length: 2 * contextReach + 1 }, (_, index) => index - contextReach)))
}
