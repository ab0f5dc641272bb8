import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import type { Benign, Incident } from '../model/incident.ts'
import { withDerived } from './derive.ts'
import { Episode } from './episode.ts'
import { explain } from './explain.ts'
import type { Knowledge } from './knowledge.ts'
import { isNotable } from './notable.ts'
import { benignShown, mostEvents, quiet, rememberedPerPattern } from './numbers.ts'

/** By the key of a history: events from before that may explain later ones. */
export type Memory = ReadonlyMap<string, readonly Event[]>

/** Events without a complete time have an order within their own source only, and so a history of their own. */
export function historyKey(event: Event, gateway: string): string {
  return event.hasDate ? gateway : `${gateway}\0${event.logId}`
}

/** Events that may explain trouble hours later, such as a reload or an upgrade: the last few of each pattern. */
export function lastOfEach(events: readonly Event[]): Event[] {
  const explanatory = events.filter(({ role }) => role === 'context' || role === 'cause')
  return [...Map.groupBy(explanatory, ({ pattern }) => pattern).values()]
    .flatMap((list) => list.slice(-rememberedPerPattern))
    .sort(inOrder)
}

/** The events of one gateway, given in order of time, cut into episodes where nothing notable happens for long. */
export class GatewayHistory {
  readonly incidents: Incident[] = []
  readonly benign: Benign[] = []
  private readonly gateway: string
  private readonly knowledge: Knowledge
  private current: Event[] = []
  private earlier: readonly Event[]
  private lastNotable: bigint | undefined

  constructor(gateway: string, knowledge: Knowledge, memory: readonly Event[] = []) {
    this.gateway = gateway
    this.knowledge = knowledge
    this.earlier = memory
  }

  add(event: Event): void {
    const isPause = this.lastNotable !== undefined && event.at - this.lastNotable > quiet
    if (isPause || this.current.length >= mostEvents) this.endEpisode()
    this.current.push(event)
    if (isNotable(event)) this.lastNotable = event.lastAt
  }

  /**
   * Explains the events since the last pause. `incidents` and `benign` are complete once the last episode has ended.
   */
  endEpisode(): void {
    if (this.current.length === 0) return
    const events = withDerived([...this.earlier, ...this.current].sort(inOrder), this.knowledge.derivations)
    const { earlier = [], own = [] } = Object.groupBy(events, this.ageOf())
    const { incidents, benign } = explain(new Episode(this.gateway, own, earlier), this.knowledge)
    this.incidents.push(...incidents)
    if (this.benign.length < benignShown) this.benign.push(...benign)
    this.earlier = lastOfEach([...this.earlier, ...this.current])
    this.current = []
    this.lastNotable = undefined
  }

  /**
   * Tells the events of this episode from earlier ones. What is derived from an earlier event is earlier, too: an
   * episode before has had its incident, and a second one would have the same id.
   */
  private ageOf(): (event: Event) => 'earlier' | 'own' {
    const earlier = new Set(this.earlier)
    const places = new Set(this.earlier.map(placeOf))
    return (event) => (earlier.has(event) || (event.derived && places.has(placeOf(event))) ? 'earlier' : 'own')
  }
}

function placeOf({ logId, offset }: Event): string {
  return `${logId}\0${offset}`
}
