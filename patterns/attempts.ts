import type { Event } from '../src/model/event.ts'

/**
 * How many connections were refused. The gateway names each by conn=; what clients print of the same refusals is a
 * second view of them, and counts only where the gateway says nothing. The CLI repeats its error after "Reason:".
 */
export function attempts(events: readonly Event[]): number {
  const connections = new Map<string, number>()
  let views = 0
  for (const { attributes, body, count } of events) {
    const { conn } = attributes
    if (conn !== undefined) connections.set(String(conn), Math.max(connections.get(String(conn)) ?? 0, count))
    else if (!/\bReason: /.test(body)) views += count
  }
  const counted = [...connections.values()].reduce((sum, each) => sum + each, 0)
  return Math.max(1, counted > 0 ? counted : views)
}
