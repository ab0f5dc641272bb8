import { createHash } from 'node:crypto'
import type { Benign, Cause, Derivation, Event, Incident, Undecidable, UndecidableRule } from '../incident.ts'
import { Duplicates } from './duplicates.ts'
import { Gateways } from './gateways.ts'
import { duration, Episode, inOrder } from './hypotheses.ts'
import { byImportance, explain, joined } from './incidents.ts'
import { selects } from './select.ts'

export interface Knowledge {
  readonly derivations: readonly Derivation[]
  readonly causes: readonly Cause[]
  readonly undecidables: readonly UndecidableRule[]
}

export interface Diagnosis {
  readonly incidents: readonly Incident[]
  readonly benign: readonly Benign[]
  readonly undecidable: readonly Undecidable[]
}

// Restart series come half an hour apart and more; what is further apart than this is another story.
const quiet = duration('3h')
// Memory is bounded by this, whatever the size of the log; an incident that goes on is joined again.
const mostEvents = 20_000
const rememberedPerPattern = 5
const benignShown = 1000

/** Events in order of time become incidents. A pure function of the events: nothing here knows of clocks, files or chunks. */
export function correlate(events: () => Iterable<Event>, knowledge: Knowledge): Diagnosis {
  const gateways = new Gateways()
  for (const event of events()) gateways.learn(event)

  const stories = new Map<string, Story>()
  const duplicates = new Duplicates()
  const undecidable = new Undecided(knowledge.undecidables)
  for (const event of events()) {
    undecidable.look(event)
    if (duplicates.isDuplicate(event)) continue
    // Events without a complete time can be put in order within their own source only.
    const gateway = gateways.of(event)
    const key = event.dated ? gateway : `${gateway}\0${event.sourceId}`
    let story = stories.get(key)
    if (!story) stories.set(key, (story = new Story(gateway, knowledge)))
    story.add(event)
  }
  const incidents: Incident[] = []
  const benign: Benign[] = []
  // Stories with complete times first: what states none (a pasted status, a start without stamps) joins the incident it is about.
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

/** What happens to one gateway, cut into episodes where nothing notable happens for long. */
class Story {
  readonly incidents: Incident[] = []
  readonly benign: Benign[] = []
  private readonly gateway: string
  private readonly knowledge: Knowledge
  private current: Event[] = []
  private earlier: Event[] = []
  private lastNotable: bigint | undefined

  constructor(gateway: string, knowledge: Knowledge) {
    this.gateway = gateway
    this.knowledge = knowledge
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
    const { incidents, benign } = explain(this.gateway, episode, this.knowledge.causes)
    this.incidents.push(...incidents)
    if (this.benign.length < benignShown) this.benign.push(...benign)
    this.remember()
    this.current = []
    this.lastNotable = undefined
  }

  /** A reload or an upgrade explains what happens hours later. */
  private remember(): void {
    const byPattern = new Map<string, Event[]>()
    for (const event of [...this.earlier, ...this.current]) {
      if (event.role !== 'context' && event.role !== 'cause') continue
      const list = byPattern.get(event.pattern) ?? []
      list.push(event)
      byPattern.set(event.pattern, list.slice(-rememberedPerPattern))
    }
    this.earlier = [...byPattern.values()].flat().sort(inOrder)
  }
}

function withDerived(events: readonly Event[], derivations: readonly Derivation[]): Event[] {
  const derived = derivations.flatMap((derivation) => {
    const seen = events.filter(({ pattern }) => derivation.needs.includes(pattern))
    return seen.length === 0
      ? []
      : [...derivation.derive(seen)].map(({ on, attributes, body }): Event => ({
          ...on,
          id: createHash('sha256').update(`${on.id}\0${derivation.id}`).digest('hex').slice(0, 16),
          pattern: derivation.id,
          class: derivation.class,
          role: derivation.role,
          attributes,
          body,
          count: 1,
        }))
  })
  return derived.length === 0 ? [...events] : [...events, ...derived].sort(inOrder)
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
