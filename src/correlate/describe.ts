import { createHash } from 'node:crypto'
import type { Event } from '../model/event.ts'
import { between, firstIndex, inOrder } from '../model/event-order.ts'
import type { Finding, Incident } from '../model/incident.ts'
import type { EventClass, Signal } from '../model/signal.ts'
import type { Episode } from './episode.ts'
import { factsOf } from './facts.ts'
import type { Hypothesis } from './hypothesis.ts'
import { countsOf, impactOf } from './impact.ts'
import type { Knowledge } from './knowledge.ts'
import { isNotable } from './notable.ts'
import { changesShown, changesWithin } from './numbers.ts'
import type { Group } from './rank.ts'
import { ruledOutOf, type Implausible } from './ruled-out.ts'

interface Course {
  /** All events of the incident. */
  readonly events: readonly Event[]
  readonly trouble: readonly Event[]
  /** Time of the last record of trouble. */
  readonly to: bigint
  readonly recovery: Event | undefined
}

/** The incident that a group of hypotheses is about. */
export function describe(
  group: Group,
  episode: Episode,
  implausible: Implausible,
  { changes, precedence }: Pick<Knowledge, 'changes' | 'precedence'>,
): Incident {
  const { first, consequences } = group
  const { gateway } = episode
  const { events, trouble, to, recovery } = courseOf(group, episode)
  const began = trouble[0] ?? events[0]
  return {
    id: createHash('sha256')
      .update(`${gateway}\0${anchorOf(first).id}`)
      .digest('hex')
      .slice(0, 12),
    gateway,
    severity: first.cause.severity,
    state: recovery ? 'resolved' : 'open',
    openedAt: ifDated(began, began?.at),
    lastEventAt: ifDated(trouble.at(-1) ?? events.at(-1), to),
    resolvedAt: ifDated(recovery, recovery?.at),
    finding: findingOf(first, episode),
    consequences: consequences.map((hypothesis) => findingOf(hypothesis, episode)),
    ruledOut: ruledOutOf(group, implausible, precedence),
    classes: classesOf(group, trouble),
    impact: impactOf(trouble),
    recentChanges: recentChanges(first, episode, changes),
    events,
    counts: countsOf(events),
  }
}

function courseOf({ first, repeats, consequences }: Group, episode: Episode): Course {
  const shown = new Set(
    [first, ...consequences, ...repeats].flatMap(({ claimed, evidence }) => [...claimed, ...evidence]),
  )
  const trouble = [...shown].filter(isNotable).sort(inOrder)
  const to = trouble.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), first.to)
  const recovery = recoveryAfter(first, to, episode)
  if (recovery) shown.add(recovery)
  return { events: [...shown].sort(inOrder), trouble, to, recovery }
}

/**
 * Consequences can go on when the first cause has recovered: only what comes after all trouble says that it is over.
 */
function recoveryAfter({ cause, recovery }: Hypothesis, to: bigint, episode: Episode): Event | undefined {
  if (!cause.recovery || (recovery && recovery.at >= to)) return recovery
  const recoveries = episode.select(cause.recovery)
  return recoveries[firstIndex(recoveries, ({ at }) => at > to)]
}

/** An event that no other incident can have, so that ids differ: context may belong to several. */
function anchorOf({ claimed, triggers }: Hypothesis): Event {
  return claimed.find(({ role }) => role !== 'context') ?? triggers[0]!
}

function classesOf({ first, consequences }: Group, trouble: readonly Event[]): EventClass[] {
  const causes = [first, ...consequences].map(({ cause }) => cause)
  return [
    ...new Set([
      ...causes.flatMap((cause) => [cause.class, ...(cause.also ?? [])]),
      ...trouble.map((event) => event.class),
    ]),
  ]
}

function recentChanges({ claimed, from }: Hypothesis, episode: Episode, changes: readonly Signal[]): Event[] {
  const own = new Set(claimed)
  return between(episode.select(changes), from - changesWithin, from)
    .filter((event) => !own.has(event))
    .slice(-changesShown)
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

/** A time that is comparable with those of other logs. */
function ifDated(event: Event | undefined, at: bigint | undefined): bigint | undefined {
  return event?.dated ? at : undefined
}
