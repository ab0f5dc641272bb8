import type { Event } from '../incident.ts'
import { nanoseconds } from '../time.ts'

// One line reaches several logs: the gateway's file and the console, the console and journald. They stamp it themselves.
const apart = 2n * nanoseconds.second

/** Drops an event that another source has given already: the same pattern with the same facts at the same time. Keeps the first. */
export class Duplicates {
  private readonly open = new Map<string, { at: bigint; sourceId: string }[]>()

  isDuplicate(event: Event): boolean {
    if (!event.dated) return false
    const key = `${event.pattern}\0${String(event.attributes['conn'] ?? JSON.stringify(event.attributes))}`
    const waiting = (this.open.get(key) ?? []).filter(({ at }) => event.at - at <= apart)
    const twin = waiting.findIndex(({ sourceId }) => sourceId !== event.sourceId)
    if (twin >= 0) waiting.splice(twin, 1)
    else waiting.push({ at: event.at, sourceId: event.sourceId })
    if (waiting.length > 0) this.open.set(key, waiting)
    else this.open.delete(key)
    if (this.open.size > 10_000) this.forget(event.at)
    return twin >= 0
  }

  private forget(now: bigint): void {
    for (const [key, waiting] of this.open) if (waiting.every(({ at }) => now - at > apart)) this.open.delete(key)
  }
}
