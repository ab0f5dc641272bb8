import type { Span } from '../model/event-set.ts'
import type { Event } from '../model/event.ts'
import { nanoseconds } from '../base/time.ts'

// One line reaches several logs: the gateway's file and the console, the console and journald. They stamp it themselves.
const apart = 2n * nanoseconds.second
const mostKeys = 10_000

/** Knows an event that another source has given already: the same pattern with the same facts at the same time. The first counts. */
export class Duplicates {
  private readonly seen = new Map<string, { at: bigint; sources: Set<string> }[]>()
  private readonly spans: ReadonlyMap<string, Span>

  constructor(spans: Iterable<Span>) {
    this.spans = new Map([...spans].map((span) => [span.sourceId, span]))
  }

  isDuplicate(event: Event): boolean {
    if (!event.dated) return false
    const key = keyOf(event)
    const recent = (this.seen.get(key) ?? []).filter(({ at }) => event.at - at <= apart)
    // What one source says twice happened twice; what another says as well is the same.
    const twin = recent.find(
      ({ sources }) =>
        !sources.has(event.sourceId) && [...sources].every((sourceId) => this.areParallel(sourceId, event.sourceId)),
    )
    if (twin) twin.sources.add(event.sourceId)
    else recent.push({ at: event.at, sources: new Set([event.sourceId]) })
    this.seen.set(key, recent)
    if (this.seen.size > mostKeys) this.forget(event.at)
    return twin !== undefined
  }

  /** Of logs that were rotated one goes on where the other ends: nothing stands in both. */
  private areParallel(one: string, other: string): boolean {
    const a = this.spans.get(one)
    const b = this.spans.get(other)
    if (!a || !b) return true
    return (a.first < b.last && b.first < a.last) || (a.first === b.first && a.last === b.last)
  }

  private forget(now: bigint): void {
    for (const [key, recent] of this.seen) if (recent.every(({ at }) => now - at > apart)) this.seen.delete(key)
  }
}

/** The console and the file word some lines differently and add other fields, but a connection and what is done on it are the same. */
function keyOf({ pattern, attributes }: Event): string {
  const { conn, method, code } = attributes
  if (conn === undefined) return `${pattern}\0${JSON.stringify(attributes)}`
  return `${pattern}\0${String(conn)}\0${String(method)}\0${String(code)}`
}
