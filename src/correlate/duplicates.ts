import type { Span } from '../model/event-set.ts'
import type { Event } from '../model/event.ts'
import { mostTwinKeys, twinsWithin } from './numbers.ts'

/**
 * Recognizes an event that another source has given already: the same pattern with the same facts at the same time. The
 * first one counts.
 */
export class Duplicates {
  private readonly seen = new Map<string, { at: bigint; sources: Set<string> }[]>()
  private readonly spans: ReadonlyMap<string, Span>

  constructor(spans: Iterable<Span>) {
    this.spans = new Map([...spans].map((span) => [span.logId, span]))
  }

  isDuplicate(event: Event): boolean {
    if (!event.hasDate) return false
    const key = keyOf(event)
    const recent = (this.seen.get(key) ?? []).filter(({ at }) => event.at - at <= twinsWithin)
    // An event that one source gives twice happened twice; one that another source gives too is the same.
    const twin = recent.find(
      ({ sources }) => !sources.has(event.logId) && [...sources].every((logId) => this.areParallel(logId, event.logId)),
    )
    if (twin) twin.sources.add(event.logId)
    else recent.push({ at: event.at, sources: new Set([event.logId]) })
    this.seen.set(key, recent)
    if (this.seen.size > mostTwinKeys) this.forget(event.at)
    return twin !== undefined
  }

  /** Whether one line can stand in both logs. A rotated log goes on where the other one ends. */
  private areParallel(one: string, other: string): boolean {
    const a = this.spans.get(one)
    const b = this.spans.get(other)
    if (!a || !b) return true
    return (a.first < b.last && b.first < a.last) || (a.first === b.first && a.last === b.last)
  }

  private forget(now: bigint): void {
    for (const [key, recent] of this.seen) if (recent.every(({ at }) => now - at > twinsWithin)) this.seen.delete(key)
  }
}

/**
 * The console and the file word some lines differently and add other fields, but name the same connection and its act.
 */
function keyOf({ pattern, attributes }: Event): string {
  const { conn, method, code } = attributes
  if (conn === undefined) return `${pattern}\0${JSON.stringify(attributes)}`
  return `${pattern}\0${String(conn)}\0${String(method)}\0${String(code)}`
}
