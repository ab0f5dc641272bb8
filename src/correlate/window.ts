import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import type { EventSet, Origin, Span } from '../model/event-set.ts'
import type { Store } from '../store/store.ts'
import { Gateways } from './gateways.ts'
import { historyKey, lastOfEach, type Memory } from './history.ts'
import { isNotable } from './notable.ts'
import { mostEvents, quiet, rememberedPerPattern } from './numbers.ts'

/**
 * The events that later ones may still form an incident with, in the order in which the store gives them. When nothing
 * notable has happened for long, the window drops them, so that memory stays bounded, and remembers only those that may
 * explain later events.
 */
export class Window implements EventSet {
  memory: Memory
  /** Events up to this time were dropped. */
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
    const { hasDate, lastAt } = event
    if (hasDate && isNotable(event) && lastAt > (this.lastNotable ?? 0n)) this.lastNotable = lastAt
    const before = this.ids.get(event.id)
    this.ids.set(event.id, event)
    if (before) {
      this.list[this.list.indexOf(before)] = event
      return
    }
    let at = this.list.length
    // A new event is nearly always the latest.
    while (at > 0 && inStoreOrder(this.list[at - 1]!, event) > 0) at--
    this.list.splice(at, 0, event)
    const key = `${event.logId}\0${JSON.stringify(event.resource)}`
    const origin = this.known.get(key)
    if (origin) origin.events++
    else this.known.set(key, { logId: event.logId, resource: event.resource, events: 1 })
  }

  span(span: Span): void {
    this.stretches.set(span.logId, span)
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

  /** Drops all events, and remembers those that may explain later ones. */
  close(): void {
    this.memory = remembered(this.list, this.memory, new Gateways(this.origins()))
    if (this.lastNotable !== undefined && !this.isFull) this.from = this.lastNotable + quiet
    this.list = []
    this.ids.clear()
    this.known.clear()
    this.lastNotable = undefined
  }
}

/**
 * The window over the stored events of live logs that begins after the last long stretch in which nothing notable
 * happened, or after the last one before `at`.
 */
export function storedWindow(store: Store, at?: bigint): Window {
  const logIds = store.live.ids()
  const from = endOfQuiet(store, logIds, at)
  const set = store.events.of(logIds, { since: from === undefined ? undefined : from + 1n })
  const earlier = from === undefined ? [] : store.events.explaining(logIds, from, rememberedPerPattern)
  const window = new Window(set.events(), remembered(earlier, new Map(), new Gateways(set.origins())), from)
  for (const span of set.spans()) window.span(span)
  return window
}

/** The end of that stretch; `undefined` when there is none, and the window begins with the first event. */
function endOfQuiet(store: Store, logIds: readonly string[], before: bigint | undefined): bigint | undefined {
  let later = before
  for (const { at, lastAt } of store.events.notable(logIds, before, mostEvents)) {
    if (later !== undefined && later - lastAt > quiet) return lastAt + quiet
    later = at
  }
  return undefined
}

/** What is remembered of events that are dropped, by story. */
function remembered(events: readonly Event[], memory: Memory, gateways: Gateways): Memory {
  const stories = Map.groupBy(events, (event) => historyKey(event, gateways.of(event)))
  const keys = new Set([...memory.keys(), ...stories.keys()])
  return new Map([...keys].map((key) => [key, lastOfEach([...(memory.get(key) ?? []), ...(stories.get(key) ?? [])])]))
}

/** As the store orders them: those without a complete time first, source by source. */
function inStoreOrder(a: Event, b: Event): number {
  if (a.hasDate !== b.hasDate) return a.hasDate ? 1 : -1
  if (!a.hasDate && a.logId !== b.logId) return a.logId < b.logId ? -1 : 1
  return inOrder(a, b)
}
