import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import type { Findings } from './correlate.ts'
import type { Span } from './duplicates.ts'
import { Gateways, type Origin } from './gateways.ts'
import { historyKey, lastOfEach, type Memory } from './history.ts'
import { isNotable } from './notable.ts'
import { mostEvents, quiet } from './numbers.ts'

/**
 * The events of incidents that may still go on, in the order in which the store gives them. When nothing notable has
 * happened for long, they are let go, so that memory stays bounded; only those that may explain later events are
 * remembered.
 */
export class Window implements Findings {
  memory: Memory
  /** What is not later than this was let go. */
  from: bigint | undefined
  private list: Event[] = []
  private readonly ids = new Map<string, Event>()
  private readonly known = new Map<string, Origin & { events: number }>()
  private readonly stretches = new Map<string, Span>()
  private lastNotable: bigint | undefined

  constructor(events: Iterable<Event> = [], memory: Memory = new Map(), from?: bigint) {
    this.memory = memory
    this.from = from
    for (const event of events) this.put(event)
  }

  /** Adds an event, or puts it in the place of the one with its id. */
  put(event: Event): void {
    const { dated, lastAt } = event
    if (dated && isNotable(event) && lastAt > (this.lastNotable ?? 0n)) this.lastNotable = lastAt
    const before = this.ids.get(event.id)
    this.ids.set(event.id, event)
    if (before) {
      this.list[this.list.indexOf(before)] = event
      return
    }
    let at = this.list.length
    // What comes is nearly always the latest.
    while (at > 0 && inStoreOrder(this.list[at - 1]!, event) > 0) at--
    this.list.splice(at, 0, event)
    const key = `${event.sourceId}\0${JSON.stringify(event.resource)}`
    const origin = this.known.get(key)
    if (origin) origin.events++
    else this.known.set(key, { sourceId: event.sourceId, resource: event.resource, events: 1 })
  }

  span(span: Span): void {
    this.stretches.set(span.sourceId, span)
  }

  origins(): Iterable<Origin> {
    return this.known.values()
  }

  spans(): Iterable<Span> {
    return this.stretches.values()
  }

  events(): readonly Event[] {
    return this.list
  }

  /** Whether an event of this time begins something new: nothing notable has happened for long before it. */
  isPast(at: bigint): boolean {
    return this.lastNotable !== undefined && at - this.lastNotable > quiet
  }

  get isFull(): boolean {
    return this.list.length >= mostEvents
  }

  /** Lets all events go, and remembers of them what may explain others. */
  close(): void {
    this.memory = remembered(this.list, this.memory, new Gateways(this.origins()))
    if (this.lastNotable !== undefined && !this.isFull) this.from = this.lastNotable + quiet
    this.list = []
    this.ids.clear()
    this.known.clear()
    this.lastNotable = undefined
  }
}

/** What is remembered of events that are let go, by history. */
export function remembered(events: readonly Event[], memory: Memory, gateways: Gateways): Memory {
  const histories = Map.groupBy(events, (event) => historyKey(event, gateways.of(event)))
  const keys = new Set([...memory.keys(), ...histories.keys()])
  return new Map([...keys].map((key) => [key, lastOfEach([...(memory.get(key) ?? []), ...(histories.get(key) ?? [])])]))
}

/** As `findings` of the store: those without a complete time first, source by source. */
function inStoreOrder(a: Event, b: Event): number {
  if (a.dated !== b.dated) return a.dated ? 1 : -1
  if (!a.dated && a.sourceId !== b.sourceId) return a.sourceId < b.sourceId ? -1 : 1
  return inOrder(a, b)
}
