import { createHash } from 'node:crypto'
import type { Benign, Finding, Impact, Incident, RuledOut } from '../model/incident.ts'
import type { Cause, Severity } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import type { EventClass, Signal } from '../model/signal.ts'
import {
  between,
  duration,
  factsOf,
  hypotheses,
  inOrder,
  plausible,
  type Episode,
  type Hypothesis,
} from './hypotheses.ts'
import type { PrecedenceOrder } from './precedence.ts'

// What changed shortly before an incident is the first thing asked about it.
const changesBefore = duration('15m')
const linked = duration('10m')

export interface Outcome {
  readonly incidents: Incident[]
  readonly benign: Benign[]
}

/** Tries all causes on an episode, puts those that explain the same events together, and ranks what is left. */
export function explain(
  gateway: string,
  episode: Episode,
  { causes, changes }: { readonly causes: readonly Cause[]; readonly changes: readonly Signal[] },
  order: PrecedenceOrder,
): Outcome {
  const tried = causes.filter(({ fallback }) => !fallback).flatMap((cause) => hypotheses(cause, episode))
  const harmless = tried.filter(({ cause, strength }) => strength >= plausible && cause.benign)
  const found = overruled(
    tried.filter(({ cause, strength }) => strength >= plausible && !cause.benign),
    harmless,
  )
  const claimed = new Set(found.flatMap(({ claimed }) => claimed))
  const left = causes.filter(({ fallback }) => fallback).flatMap((cause) => hypotheses(cause, episode, claimed))
  tried.push(...left)
  const remaining = overruled(
    left.filter(({ strength }) => strength >= plausible),
    harmless,
  )
  const groups = together([...found, ...remaining], order)
  const incidents = groups.map((group) => incidentOf(gateway, group, tried, episode, changes, order))
  const taken = new Set(incidents.flatMap(({ events }) => events.map(({ id }) => id)))
  return { incidents, benign: benignOf(harmless, taken) }
}

/** A harmless explanation that covers all triggers of a weaker alarming one settles it. */
function overruled(found: readonly Hypothesis[], harmless: readonly Hypothesis[]): Hypothesis[] {
  const strongest = new Map<Event, number>()
  for (const { claimed, strength } of harmless)
    for (const event of claimed) strongest.set(event, Math.max(strength, strongest.get(event) ?? 0))
  return found.filter(({ triggers, strength }) => !triggers.every((event) => (strongest.get(event) ?? 0) > strength))
}

/** Hypotheses that share an event, or of which one explains the other at about the same time, are about one incident. */
function together(found: readonly Hypothesis[], order: PrecedenceOrder): Hypothesis[][] {
  const parent = found.map((_, index) => index)
  const root = (index: number): number => {
    let at = index
    while (parent[at] !== at) at = parent[at]!
    return at
  }
  const owner = new Map<Event, number>()
  found.forEach((hypothesis, index) => {
    const triggers = new Set(hypothesis.triggers)
    for (const event of hypothesis.claimed) {
      if (event.role === 'context' && !triggers.has(event)) continue
      const other = owner.get(event)
      if (other === undefined) owner.set(event, index)
      else parent[root(index)] = root(other)
    }
  })
  found.forEach((a, i) => {
    found.forEach((b, j) => {
      if (i !== j && order.covers(a.cause, b.cause) && near(a, b)) parent[root(j)] = root(i)
    })
  })
  const groups = new Map<number, Hypothesis[]>()
  found.forEach((hypothesis, index) => {
    const key = root(index)
    const group = groups.get(key)
    if (group) group.push(hypothesis)
    else groups.set(key, [hypothesis])
  })
  return [...groups.values()]
}

function near(a: Hypothesis, b: Hypothesis): boolean {
  return a.from <= b.to + linked && b.from <= a.to + linked
}

/** The cause comes first that no other one explains; of those the likeliest, then the earliest. */
function ranked(group: readonly Hypothesis[], order: PrecedenceOrder): Hypothesis[] {
  // A cause takes another one's place only when it is about as likely itself.
  const explained = (hypothesis: Hypothesis): boolean =>
    group.some(
      (other) =>
        other !== hypothesis &&
        other.strength + 15 >= hypothesis.strength &&
        order.covers(other.cause, hypothesis.cause),
    )
  return [...group].sort((a, b) => {
    return (
      Number(explained(a)) - Number(explained(b)) ||
      b.strength - a.strength ||
      (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
      (a.cause.id < b.cause.id ? -1 : a.cause.id > b.cause.id ? 1 : 0)
    )
  })
}

function incidentOf(
  gateway: string,
  group: readonly Hypothesis[],
  tried: readonly Hypothesis[],
  episode: Episode,
  changes: readonly Signal[],
  order: PrecedenceOrder,
): Incident {
  const [first, ...others] = ranked(group, order) as [Hypothesis, ...Hypothesis[]]
  const mine = new Set(first.claimed)
  const consequences: Hypothesis[] = []
  const losers: Hypothesis[] = []
  for (const other of others) {
    const sameCause = other.cause.id === first.cause.id || consequences.some(({ cause }) => cause.id === other.cause.id)
    const explained = order.explains(first.cause, other.cause)
    if (sameCause) continue
    if (order.absorbs(first.cause, other.cause)) losers.push(other)
    else if (!explained && other.triggers.every((event) => mine.has(event))) losers.push(other)
    else consequences.push(other)
  }

  const shown = new Set<Event>()
  for (const hypothesis of [first, ...consequences, ...others.filter(({ cause }) => cause.id === first.cause.id)]) {
    for (const event of [...hypothesis.claimed, ...hypothesis.evidence]) shown.add(event)
  }
  const from = [...shown].reduce((earliest, { at }) => (at < earliest ? at : earliest), first.from)
  const core = [...shown].filter(({ role }) => role === 'cause' || role === 'symptom').sort(inOrder)
  const to = core.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), first.to)
  const recovery = first.recovery && first.recovery.at >= to ? first.recovery : recoveryAfter(first, to, episode)
  const before = between(episode.select(changes), first.from - changesBefore, first.from).filter(
    (event) => !mine.has(event),
  )
  if (recovery) shown.add(recovery)
  const events = [...shown].sort(inOrder)
  // An event that no other incident can have: what only explains may explain several.
  const anchor = [...mine].filter(({ role }) => role !== 'context').sort(inOrder)[0] ?? first.triggers.toSorted(inOrder)[0]! // prettier-ignore

  const classes = new Set<EventClass>([first.cause.class])
  for (const { cause } of [first, ...consequences]) {
    classes.add(cause.class)
    for (const also of cause.also ?? []) classes.add(also)
  }
  for (const event of core) classes.add(event.class)

  return {
    id: createHash('sha256').update(`${gateway}\0${anchor.id}`).digest('hex').slice(0, 12),
    gateway,
    severity: first.cause.severity,
    state: recovery ? 'resolved' : 'open',
    openedAt: dated(core[0] ?? events[0], core[0]?.at ?? from),
    lastEventAt: dated(core.at(-1) ?? events.at(-1), to),
    resolvedAt: dated(recovery, recovery?.at ?? to),
    finding: findingOf(first, episode),
    consequences: consequences.map((hypothesis) => findingOf(hypothesis, episode)),
    ruledOut: ruledOut(first, losers, tried, group, order),
    classes: [...classes],
    impact: impactOf(core),
    before: before.slice(-5),
    events,
    counts: countsOf(events),
  }
}

function recoveryAfter({ cause }: Hypothesis, to: bigint, episode: Episode): Event | undefined {
  return cause.recovery && episode.select(cause.recovery).find(({ at }) => at > to)
}

function dated(event: Event | undefined, at: bigint): bigint | undefined {
  return event?.dated ? at : undefined
}

function findingOf(hypothesis: Hypothesis, episode: Episode): Finding {
  return {
    cause: hypothesis.cause,
    confidence: hypothesis.strength / 100,
    explanation: hypothesis.cause.explain(factsOf(hypothesis, episode)),
    supports: hypothesis.supports,
    against: hypothesis.against,
  }
}

/** What lost against the cause and why, then what looks like it and left no trace. */
function ruledOut(
  first: Hypothesis,
  losers: readonly Hypothesis[],
  tried: readonly Hypothesis[],
  group: readonly Hypothesis[],
  order: PrecedenceOrder,
): RuledOut[] {
  const result = new Map<string, RuledOut>()
  const add = ({ cause, against, strength }: Hypothesis): void => {
    if (result.has(cause.id) || cause.id === first.cause.id || cause.benign) return
    const why =
      against.length > 0
        ? against.join('; ')
        : `explains the same lines less well (${strength} against ${first.strength} of 100)`
    result.set(cause.id, { id: cause.id, class: cause.class, title: cause.title, why })
  }
  for (const loser of losers) add(loser)
  const mine = new Set(first.claimed)
  const last = first.claimed.at(-1)!.at
  for (const hypothesis of tried) {
    if (hypothesis.strength >= plausible || hypothesis.from > last || hypothesis.to < first.claimed[0]!.at) continue
    if (!group.includes(hypothesis) && hypothesis.triggers.some((event) => mine.has(event))) add(hypothesis)
  }
  for (const { cause, telltale } of order.rivalsOf(first.cause)) {
    const { id, title } = cause
    if (result.has(id) || group.some((other) => other.cause.id === id)) continue
    result.set(id, { id, class: cause.class, title, why: `no ${telltale} in this log` })
  }
  return [...result.values()]
}

function impactOf(events: readonly Event[]): Impact {
  const clients = new Set<string>()
  const connections = new Set<string>()
  const remotes = new Set<string>()
  // A line that two patterns found is one record.
  const records = new Map<string, number>()
  let counted = 0
  for (const { attributes, count, sourceId, offset } of events) {
    const place = `${sourceId}:${offset}`
    records.set(place, Math.max(records.get(place) ?? 0, count))
    const { client, mode, conn, remote } = attributes
    if (client !== undefined)
      clients.add(mode === undefined || mode === client ? String(client) : `${String(client)} (${String(mode)})`)
    if (conn !== undefined) {
      connections.add(shortId(String(conn)))
      counted += count - 1
    }
    if (remote !== undefined) remotes.add(String(remote))
  }
  return {
    clients: [...clients],
    connections: connections.size + counted,
    remotes: remotes.size,
    records: [...records.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** The gateway shortens connection ids in some of its lines to `aa384c1e…6b38`. */
function shortId(conn: string): string {
  return conn.includes('…') || conn.length < 36 ? conn : `${conn.slice(0, 8)}…${conn.slice(-4)}`
}

function countsOf(events: readonly Event[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { pattern, count } of events) counts[pattern] = (counts[pattern] ?? 0) + count
  return counts
}

function benignOf(harmless: readonly Hypothesis[], taken: ReadonlySet<string>): Benign[] {
  const result = new Map<string, Benign>()
  for (const hypothesis of [...harmless].sort((a, b) => b.strength - a.strength)) {
    const triggers = new Set(hypothesis.triggers)
    for (const event of hypothesis.claimed) {
      if (taken.has(event.id) || result.has(event.id) || (event.role === 'context' && !triggers.has(event))) continue
      result.set(event.id, { event, why: hypothesis.cause.title })
    }
  }
  return [...result.values()].sort((a, b) => inOrder(a.event, b.event))
}

/** One incident of two that have the same cause, of which the second states no complete times. */
export function joined(first: Incident, second: Incident): Incident {
  const events = [...first.events, ...second.events]
  const known = new Set([first.finding.cause.id, ...first.consequences.map(({ cause }) => cause.id)])
  return {
    ...first,
    consequences: [...first.consequences, ...second.consequences.filter(({ cause }) => !known.has(cause.id))],
    classes: [...new Set([...first.classes, ...second.classes])],
    impact: impactOf(events.filter(({ role }) => role === 'cause' || role === 'symptom')),
    events,
    counts: countsOf(events),
  }
}

const weights: Readonly<Record<Severity, number>> = { critical: 400, high: 300, medium: 200, low: 100 }

/** The most important first: how bad, how sure, how many, how early. */
export function byImportance(a: Incident, b: Incident): number {
  const importance = ({ severity, finding, impact }: Incident): number =>
    weights[severity] + finding.confidence * 100 + Math.min(50, Math.log2(impact.records + 1) * 5)
  const difference = importance(b) - importance(a)
  if (Math.abs(difference) > 1e-9) return difference
  if (a.openedAt !== b.openedAt) return (a.openedAt ?? 0n) < (b.openedAt ?? 0n) ? -1 : 1
  return a.id < b.id ? -1 : 1
}
