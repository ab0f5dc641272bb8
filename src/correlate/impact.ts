import type { Event } from '../model/event.ts'
import type { Impact } from '../model/incident.ts'

/** Who and how many these events hit. */
export function impactOf(events: readonly Event[]): Impact {
  const clients = new Set<string>()
  const connections = new Set<string>()
  const remotes = new Set<string>()
  // A line in which two patterns were found is one record.
  const records = new Map<string, number>()
  let counted = 0
  for (const { attributes, count, logId, offset } of events) {
    const line = `${logId}:${offset}`
    records.set(line, Math.max(records.get(line) ?? 0, count))
    const { client, mode, conn, remote } = attributes
    if (client !== undefined)
      clients.add(mode === undefined || mode === client ? String(client) : `${String(client)} (${String(mode)})`)
    if (conn !== undefined) {
      connections.add(shortId(String(conn)))
      counted += count - 1
    }
    if (remote !== undefined) remotes.add(String(remote))
  }
  return {
    clients: [...clients],
    connections: connections.size + counted,
    remotes: remotes.size,
    records: [...records.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** How many records each pattern stands for. */
export function countsOf(events: readonly Event[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { pattern, count } of events) counts[pattern] = (counts[pattern] ?? 0) + count
  return counts
}

/** The gateway shortens connection ids in some of its lines to `aa384c1e…6b38`. */
function shortId(conn: string): string {
  return conn.includes('…') || conn.length < 36 ? conn : `${conn.slice(0, 8)}…${conn.slice(-4)}`
}
