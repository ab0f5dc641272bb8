import { createHash } from 'node:crypto'
import type { Event } from '../model/event.ts'
import { between, firstIndex, inOrder } from '../model/event-order.ts'
import type { Finding, Incident } from '../model/incident.ts'
import type { EventClass, Signal } from '../model/signal.ts'
import type { Track, Tracks } from '../model/track.ts'
import type { Episode } from './episode.ts'
import { findingOf } from './finding.ts'
import type { Hypothesis } from './hypothesis.ts'
import { countsOf, impactOf } from './impact.ts'
import type { Knowledge } from './knowledge.ts'
import { isNotable } from './notable.ts'
import { changesShown, changesWithin, tracksAfter, tracksBefore, tracksShown } from './numbers.ts'
import type { Group } from './rank.ts'
import { quietEnd, recoveryAfter, type End } from './recovery.ts'
import { ruledOutOf, type Implausible } from './ruled-out.ts'
import type { Situation } from './situation.ts'

interface Course {
  /** All events of the incident. */
  readonly events: readonly Event[]
  readonly trouble: readonly Event[]
  /** Time of the last record of trouble. */
  readonly to: bigint
  readonly end: End | undefined
}

/** The incident that a group of hypotheses is about. */
export function describe(
  group: Group,
  episode: Episode,
  implausible: Implausible,
  situation: Situation,
  { changes, precedence, operations }: Pick<Knowledge, 'changes' | 'precedence' | 'operations'>,
): Incident {
  const { first, consequences } = group
  const { gateway } = episode
  const { events, trouble, to, end } = courseOf(group, episode, situation)
  const finding = (hypothesis: Hypothesis): Finding =>
    findingOf(hypothesis, episode, situation, { over: end !== undefined, operations })
  const began = trouble[0] ?? events[0]
  return {
    id: createHash('sha256')
      .update(`${gateway}\0${anchorOf(first).id}`)
      .digest('hex')
      .slice(0, 12),
    gateway,
    severity: first.cause.severity,
    state: end?.state ?? 'open',
    openedAt: ifDated(began, began?.at),
    lastEventAt: ifDated(trouble.at(-1) ?? events.at(-1), to),
    resolvedAt: ifDated(end?.by, end?.by.at),
    finding: finding(first),
    consequences: consequences.map(finding),
    ruledOut: ruledOutOf(group, implausible, precedence),
    classes: classesOf(group, trouble),
    impact: impactOf(trouble),
    recentChanges: recentChanges(first, episode, changes),
    events,
    counts: countsOf(events),
    tracks: tracksWithin(situation.tracks, first.from, to),
  }
}

function courseOf({ first, repeats, consequences }: Group, episode: Episode, situation: Situation): Course {
  const shown = new Set(
    [first, ...consequences, ...repeats].flatMap(({ claimed, evidence }) => [...claimed, ...evidence]),
  )
  const trouble = [...shown].filter(isNotable).sort(inOrder)
  const to = trouble.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), first.to)
  const end = endOf(first, to, episode, situation)
  if (end) shown.add(end.by)
  return { events: [...shown].sort(inOrder), trouble, to, end }
}

/**
 * Consequences can go on when the first cause has recovered: only what comes after all trouble says that it is over.
 */
function endOf(first: Hypothesis, to: bigint, episode: Episode, situation: Situation): End | undefined {
  const { cause, recovery, triggers } = first
  const isLater = ({ at }: Event): boolean => at > to
  const sign = recovery && recovery.at >= to ? recovery : recoveryAfter(cause, triggers, isLater, episode)
  if (sign) return { state: 'resolved', by: sign }
  const quiet = quietEnd(cause, to, situation.serving, situation.tracks)
  return quiet && { state: 'ended', by: quiet }
}

/**
 * The states of the parts in an incident's time. What there is one of also has the state that it came with; of clients
 * and channels only those that something happened to.
 */
function tracksWithin(tracks: Tracks, from: bigint, to: bigint): Track[] {
  return tracks.all.flatMap((track) => {
    const { states } = track
    const first = firstIndex(states, (state) => state.from.at > from - tracksBefore)
    const end = firstIndex(states, (state) => state.from.at > to + tracksAfter)
    const shown = states.slice(track.key === '' ? Math.max(0, first - 1) : first, end)
    return shown.length === 0 ? [] : [{ ...track, states: shown.slice(-tracksShown) }]
  })
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

/** A time that is comparable with those of other logs. */
function ifDated(event: Event | undefined, at: bigint | undefined): bigint | undefined {
  return event?.hasDate ? at : undefined
}
