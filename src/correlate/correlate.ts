import { createHash } from 'node:crypto'
import type { Benign, Incident, Undecidable } from '../model/incident.ts'
import type { Cause } from '../model/cause.ts'
import type { Derivation, NeededEvents } from '../model/derivation.ts'
import type { Event } from '../model/event.ts'
import type { EventSet } from '../model/event-set.ts'
import type { Family, UndecidableRule } from '../model/family.ts'
import type { Precedence } from '../model/precedence.ts'
import type { Signal } from '../model/signal.ts'
import { Duplicates } from './duplicates.ts'
import { Gateways } from './gateways.ts'
import { duration, Episode, inOrder } from './hypotheses.ts'
import { byImportance, explain, joined } from './incidents.ts'
import { PrecedenceOrder } from './precedence.ts'
import { selects } from './select.ts'

export interface Knowledge {
  readonly derivations: readonly Derivation[]
  readonly causes: readonly Cause[]
  readonly undecidables: readonly UndecidableRule[]
  /** What is shown as a change before an incident. */
  readonly changes: readonly Signal[]
  readonly precedence: readonly Precedence[]
}

/** What the families know, for the engine. */
export function knowledgeOf(families: readonly Family[], precedence: readonly Precedence[]): Knowledge {
  return {
    derivations: families.flatMap(({ derivations }) => derivations ?? []),
    causes: families.flatMap(({ causes }) => causes ?? []),
    undecidables: families.flatMap(({ undecidables }) => undecidables ?? []),
    changes: families.flatMap(({ patterns }) => (patterns ?? []).filter(({ change }) => change)),
    precedence,
  }
}

export interface Diagnosis {
  readonly incidents: readonly Incident[]
  readonly benign: readonly Benign[]
  readonly undecidable: readonly Undecidable[]
}

/** Of each story what may explain what happens hours later: the last events of each pattern that is no symptom. */
export type Memory = ReadonlyMap<string, readonly Event[]>

/** A reload or an upgrade explains what happens hours later. */
export function lastOfEach(events: readonly Event[]): Event[] {
  const telling = events.filter(({ role }) => role === 'context' || role === 'cause')
  return [...Map.groupBy(telling, ({ pattern }) => pattern).values()]
    .flatMap((list) => list.slice(-rememberedPerPattern))
    .sort(inOrder)
}

/** Restart series come half an hour apart and more; what is further apart than this is another story. */
export const quiet = duration('3h')
// Memory is bounded by this, whatever the size of the log; an incident that goes on is joined again.
export const mostEvents = 20_000
export const rememberedPerPattern = 5
const benignShown = 1000

/**
 * Events in order of time become incidents. A pure function of the events: nothing here knows of clocks, files or
 * chunks.
 */
export function correlate(set: EventSet, knowledge: Knowledge, memory: Memory = new Map()): Diagnosis {
  const gateways = new Gateways(set.origins())
  const order = new PrecedenceOrder(knowledge.precedence)
  const stories = new Map<string, Story>()
  const duplicates = new Duplicates(set.spans())
  const undecidable = new Undecided(knowledge.undecidables)
  for (const event of set.events()) {
    undecidable.look(event)
    if (duplicates.isDuplicate(event)) continue
    const gateway = gateways.of(event)
    const key = storyOf(event, gateway)
    let story = stories.get(key)
    if (!story) stories.set(key, (story = new Story(gateway, knowledge, order, memory.get(key))))
    story.add(event)
  }
  const incidents: Incident[] = []
  const benign: Benign[] = []
  // Stories with complete times first: what states none (a pasted status, a start without stamps) joins the incident it
  // is about.
  for (const [key, story] of [...stories].sort(
    ([a], [b]) => Number(a.includes('\0')) - Number(b.includes('\0')) || (a < b ? -1 : 1),
  )) {
    story.end()
    for (const incident of story.incidents) {
      const same = key.includes('\0')
        ? incidents.findIndex(
            ({ gateway, finding }) => gateway === incident.gateway && finding.cause.id === incident.finding.cause.id,
          )
        : -1
      if (same < 0) incidents.push(incident)
      else incidents[same] = joined(incidents[same]!, incident)
    }
    benign.push(...story.benign)
  }
  return {
    incidents: incidents.sort(byImportance),
    benign: benign.sort((a, b) => inOrder(a.event, b.event)).slice(0, benignShown),
    undecidable: undecidable.found(incidents),
  }
}

/** Events without a complete time can be put in order within their own source only. */
export function storyOf(event: Event, gateway: string): string {
  return event.dated ? gateway : `${gateway}\0${event.sourceId}`
}

/** What happens to one gateway, cut into episodes where nothing notable happens for long. */
class Story {
  readonly incidents: Incident[] = []
  readonly benign: Benign[] = []
  private readonly gateway: string
  private readonly knowledge: Knowledge
  private readonly order: PrecedenceOrder
  private current: Event[] = []
  private earlier: readonly Event[]
  private lastNotable: bigint | undefined

  constructor(gateway: string, knowledge: Knowledge, order: PrecedenceOrder, memory: readonly Event[] = []) {
    this.gateway = gateway
    this.knowledge = knowledge
    this.order = order
    this.earlier = memory
  }

  add(event: Event): void {
    const pause = this.lastNotable !== undefined && event.at - this.lastNotable > quiet
    if (pause || this.current.length >= mostEvents) this.close()
    this.current.push(event)
    if (event.role === 'cause' || event.role === 'symptom') this.lastNotable = event.lastAt
  }

  end(): void {
    this.close()
  }

  private close(): void {
    if (this.current.length === 0) return
    const events = withDerived([...this.earlier, ...this.current].sort(inOrder), this.knowledge.derivations)
    const known = new Set(this.earlier)
    const episode = new Episode(
      events.filter((event) => !known.has(event)),
      this.earlier,
    )
    const { incidents, benign } = explain(this.gateway, episode, this.knowledge, this.order)
    this.incidents.push(...incidents)
    if (this.benign.length < benignShown) this.benign.push(...benign)
    this.earlier = lastOfEach([...this.earlier, ...this.current])
    this.current = []
    this.lastNotable = undefined
  }
}

function withDerived(events: readonly Event[], derivations: readonly Derivation[]): Event[] {
  const derived = derivations.flatMap((derivation) => {
    const needed = neededEvents(derivation, events)
    return needed.all.length === 0
      ? []
      : [...derivation.derive(needed)].map(({ on, attributes, body }): Event => ({
          ...on,
          id: createHash('sha256').update(`${on.id}\0${derivation.id}`).digest('hex').slice(0, 16),
          pattern: derivation.id,
          class: derivation.class,
          role: derivation.role,
          attributes,
          body,
          count: 1,
          derived: true,
        }))
  })
  return derived.length === 0 ? [...events] : [...events, ...derived].sort(inOrder)
}

/** The events that a derivation may look at. */
export function neededEvents<Needed extends string>(
  { id, needs }: Derivation<string, Needed>,
  events: readonly Event[],
): NeededEvents<Needed> {
  const declared = new Set<string>(needs.map((signal) => signal.id))
  const all = events.filter((event): event is Event<Needed> => declared.has(event.pattern))
  return {
    all,
    of<Id extends Needed>(...signals: readonly Signal<Id>[]) {
      const asked = new Set<string>(signals.map((signal) => signal.id))
      for (const each of asked)
        if (!declared.has(each)) throw new Error(`${id} asks for ${each}, which it does not list in needs`)
      return all.filter((event): event is Event<Needed & Id> => asked.has(event.pattern))
    },
  }
}

class Undecided {
  private readonly rules: readonly UndecidableRule[]
  private readonly met = new Set<UndecidableRule>()
  private readonly settled = new Set<UndecidableRule>()

  constructor(rules: readonly UndecidableRule[]) {
    this.rules = rules
  }

  look(event: Event): void {
    for (const rule of this.rules) {
      if (!this.met.has(rule) && selects(rule.when, event)) this.met.add(rule)
      if (rule.unless && !this.settled.has(rule) && selects(rule.unless, event)) this.settled.add(rule)
    }
  }

  found(incidents: readonly Incident[]): Undecidable[] {
    return this.rules
      .filter((rule) => this.met.has(rule) && !this.settled.has(rule))
      .filter((rule) => !incidents.some(({ classes }) => rule.decidedBy?.some((each) => classes.includes(each))))
      .map(({ id, what, enable }) => ({ id, what, enable }))
  }
}
