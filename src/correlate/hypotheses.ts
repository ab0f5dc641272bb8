import { isUnconditional, type Selector } from '../model/selector.ts'
import type { Cause, Clue, Facts } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import type { Signal } from '../model/signal.ts'
import { parseDuration } from '../base/time.ts'
import { namedSignals, selects } from './select.ts'

/** A cause tried on the events, with all that speaks for and against it. */
export interface Hypothesis {
  readonly cause: Cause
  readonly triggers: readonly Event[]
  /** Triggers and what the cause brought about. */
  readonly claimed: readonly Event[]
  /** Events that the clues for it stand on. */
  readonly evidence: readonly Event[]
  readonly from: bigint
  readonly to: bigint
  readonly records: number
  /** 0 to 100. */
  readonly strength: number
  readonly supports: readonly string[]
  readonly against: readonly string[]
  readonly recovery: Event | undefined
}

/** Below this a cause is not worth naming; what spoke against it is still told. */
export const plausible = 25

/** The events of one gateway's episode, by pattern. `earlier` are context from before it. */
export class Episode {
  readonly events: readonly Event[]
  readonly earlier: ReadonlySet<Event>
  private readonly byPattern: ReadonlyMap<string, readonly Event[]>
  private readonly selected = new Map<readonly Selector[], readonly Event[]>()

  constructor(events: readonly Event[], earlier: readonly Event[]) {
    this.events = events
    this.earlier = new Set(earlier)
    this.byPattern = Map.groupBy([...earlier, ...events].sort(inOrder), ({ pattern }) => pattern)
  }

  /** Events that the selectors mean, in order of time. Causes ask the same for each stretch of time, so that it is looked up once. */
  select(selectors: readonly Selector[]): readonly Event[] {
    let found = this.selected.get(selectors)
    if (!found) {
      const patterns = [...new Set(namedSignals(selectors))]
      const meant = patterns.flatMap((pattern) => {
        const about = selectors.filter((selector) => namedSignals([selector]).includes(pattern))
        const events = this.ofPattern(pattern)
        return about.some(isUnconditional) ? events : events.filter((event) => selects(about, event))
      })
      found = patterns.length > 1 ? meant.sort(inOrder) : meant
      this.selected.set(selectors, found)
    }
    return found
  }

  ofPattern(pattern: string): readonly Event[] {
    return this.byPattern.get(pattern) ?? []
  }

  has(pattern: string): boolean {
    return this.byPattern.has(pattern)
  }
}

/** Of events in order of time those in a stretch of it, both ends included. */
export function between(events: readonly Event[], from: bigint, to: bigint): readonly Event[] {
  return events.slice(
    firstWhere(events, ({ at }) => at >= from),
    firstWhere(events, ({ at }) => at > to),
  )
}

/** Index of the first event for which it is true, when it stays true for all after that. */
function firstWhere(events: readonly Event[], isPast: (event: Event) => boolean): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPast(events[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

/** By time, then by place; of one line by pattern. Not by id, which is a hash: a line feed more would turn the order round. */
export function inOrder(a: Event, b: Event): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.sourceId !== b.sourceId) return a.sourceId < b.sourceId ? -1 : 1
  return a.offset - b.offset || compare(a.pattern, b.pattern) || compare(a.body, b.body)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Every stretch of the episode that the cause could explain, plausible or not. */
export function hypotheses(cause: Cause, episode: Episode, taken: ReadonlySet<Event> = new Set()): Hypothesis[] {
  const triggers = episode.select(cause.trigger).filter((event) => !episode.earlier.has(event) && !taken.has(event))
  if (triggers.length === 0) return []
  return clusters(cause, triggers).flatMap((cluster) => {
    const hypothesis = weigh(cause, cluster, episode)
    return hypothesis ? [hypothesis] : []
  })
}

function clusters(cause: Cause, triggers: readonly Event[]): Event[][] {
  const gap = duration(cause.gap ?? '30m')
  const groups = new Map<string, Event[]>()
  for (const event of triggers) {
    const key = cause.by === undefined ? '' : String(event.attributes[cause.by] ?? event.resource[cause.by] ?? '')
    const group = groups.get(key)
    if (group) group.push(event)
    else groups.set(key, [event])
  }
  const result: Event[][] = []
  for (const group of groups.values()) {
    let cluster: Event[] = []
    let until = 0n
    for (const event of group) {
      if (cluster.length > 0 && event.at - until > gap) {
        result.push(cluster)
        cluster = []
      }
      until = cluster.length === 0 || event.lastAt > until ? event.lastAt : until
      cluster.push(event)
    }
    result.push(cluster)
  }
  const within = cause.within === undefined ? undefined : duration(cause.within)
  return result.filter((cluster) => busiest(cluster, within) >= (cause.atLeast ?? 1))
}

/** The most records that lie within a span of each other. */
function busiest(events: readonly Event[], within: bigint | undefined): number {
  let most = 0
  let sum = 0
  let first = 0
  for (const event of events) {
    sum += event.count
    if (within !== undefined) for (; event.at - events[first]!.at > within; first++) sum -= events[first]!.count
    most = Math.max(most, sum)
  }
  return most
}

function weigh(cause: Cause, triggers: readonly Event[], episode: Episode): Hypothesis | undefined {
  const from = triggers[0]!.at
  const to = triggers.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), from)
  const search = (clue: Omit<Clue, 'weight'>): Event[] => findClue(clue, triggers, from, to, episode)

  const evidence: Event[] = []
  for (const clue of cause.requires ?? []) {
    const found = search(clue)
    if (found.length === 0) return undefined
    evidence.push(...found)
  }
  let strength = cause.strength
  const supports = (cause.requires ?? []).map((clue) => fill(clue.why, search(clue)))
  const against: string[] = []
  for (const clue of cause.supports ?? []) {
    const found = search(clue)
    if (found.length === 0) continue
    strength += clue.weight
    supports.push(fill(clue.why, found))
    evidence.push(...found)
  }
  for (const clue of cause.against ?? []) {
    const found = search(clue)
    if (found.length === 0) continue
    strength -= clue.weight
    against.push(fill(clue.why, found))
  }
  const margin = duration('2m')
  const claims = cause.claims ? between(episode.select(cause.claims), from - margin, to + margin) : []
  const recovery =
    cause.recovery &&
    episode.select(cause.recovery).find(({ at, offset, sourceId }) => {
      const last = triggers.at(-1)!
      return at > to || (at === to && sourceId === last.sourceId && offset > last.offset)
    })
  return {
    cause,
    triggers,
    claimed: [...new Set([...triggers, ...claims])].sort(inOrder),
    evidence,
    from,
    to,
    records: occasions(triggers),
    strength: Math.max(0, Math.min(99, strength)),
    supports: [...new Set(supports)],
    against: [...new Set(against)],
    recovery,
  }
}

/** How many times it happened: the lines about one connection are one occasion. */
function occasions(triggers: readonly Event[]): number {
  const counts = new Map<string, number>()
  for (const { attributes, sourceId, offset, count } of triggers) {
    const key = attributes['conn'] === undefined ? `${sourceId}:${offset}` : String(attributes['conn'])
    counts.set(key, Math.max(counts.get(key) ?? 0, count))
  }
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

function findClue(
  clue: Omit<Clue, 'weight'>,
  triggers: readonly Event[],
  from: bigint,
  to: bigint,
  episode: Episode,
): Event[] {
  const earliest = from - duration(clue.before ?? '10m')
  const latest = clue.only === 'before' ? from : to + duration(clue.after ?? '10m')
  const shared =
    clue.sharing === undefined
      ? undefined
      : new Set(triggers.map((event) => event.attributes[clue.sharing!]).filter((value) => value !== undefined))
  const own = clue.only === 'before' ? new Set(triggers) : undefined
  const found = between(episode.select(clue.events), earliest, latest).filter((event) => {
    if (clue.only === 'after' && event.at < to) return false
    if (own?.has(event)) return false
    return shared === undefined || shared.has(event.attributes[clue.sharing!]!)
  })
  return found.reduce((sum, event) => sum + event.count, 0) >= (clue.atLeast ?? 1) ? found : []
}

/** `{name}` stands for the attribute of the first event that has it. */
function fill(text: string, events: readonly Event[]): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = events.map((event) => event.attributes[name]).find((found) => found !== undefined)
    return value === undefined ? '?' : String(value)
  })
}

export function factsOf(hypothesis: Hypothesis, episode: Episode): Facts {
  const margin = duration('10m')
  const inWindow = ({ id }: Signal): readonly Event[] =>
    between(episode.ofPattern(id), hypothesis.from - margin, hypothesis.to + margin)
  const distinct = (events: readonly Event[], name: string): string[] => [
    ...new Set(
      events.flatMap((event) => {
        const value = event.attributes[name] ?? event.resource[name]
        return value === undefined ? [] : [String(value)]
      }),
    ),
  ]
  return {
    events: hypothesis.triggers,
    count: hypothesis.records,
    span: hypothesis.to - hypothesis.from,
    values: (name) => distinct(hypothesis.triggers, name),
    valuesOf: (signal, name) => distinct(inWindow(signal), name),
    has: (signal) => inWindow(signal).length > 0,
    reasons: hypothesis.supports,
    fingerprints: [
      ...new Set(
        [...hypothesis.claimed, ...hypothesis.evidence].flatMap(
          ({ body }) => body.match(/‹(?:token|password|key):[0-9a-f]+›/g) ?? [],
        ),
      ),
    ],
  }
}

const durations = new Map<string, bigint>()
export function duration(text: string): bigint {
  let value = durations.get(text)
  if (value === undefined) {
    value = parseDuration(text)
    if (value === undefined) throw new RangeError(`not a duration: ${text}`)
    durations.set(text, value)
  }
  return value
}
