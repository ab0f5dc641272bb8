import type { Cause } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import type { Benign, Incident } from '../model/incident.ts'
import { clustersOf } from './cluster.ts'
import { describe } from './describe.ts'
import type { Episode } from './episode.ts'
import type { Hypothesis } from './hypothesis.ts'
import type { Knowledge } from './knowledge.ts'
import { mergeRelated } from './merge.ts'
import { rank } from './rank.ts'
import { Implausible } from './ruled-out.ts'
import { benignOf, harmlessOf, notOverruled } from './settle.ts'
import { situationOf } from './situation.ts'
import { weigh } from './weigh.ts'

export interface Explanation {
  readonly incidents: readonly Incident[]
  readonly benign: readonly Benign[]
}

/** The engine as a row of stages: select → cluster → weigh → settle → merge → rank → describe. */
export function explain(episode: Episode, knowledge: Knowledge): Explanation {
  const { causes, precedence } = knowledge
  const tried = causes.filter(({ fallback }) => !fallback).flatMap((cause) => hypothesesOf(cause, episode))
  const harmless = harmlessOf(tried)
  const found = notOverruled(tried, harmless)

  const explained = new Set(found.flatMap(({ claimed }) => claimed))
  const fallbacks = causes
    .filter(({ fallback }) => fallback)
    .flatMap((cause) => hypothesesOf(cause, episode, explained))
  const remaining = notOverruled(fallbacks, harmless)

  const situation = situationOf(episode, knowledge)
  const implausible = new Implausible([...tried, ...fallbacks])
  const incidents = mergeRelated([...found, ...remaining], precedence)
    .map((related) => rank(related, precedence))
    .map((group) => describe(group, episode, implausible, situation, knowledge))
  return { incidents, benign: benignOf(harmless, incidents) }
}

/**
 * One for each cluster of the cause's triggers, plausible or not; triggers that are `explained` already don't count.
 */
function hypothesesOf(cause: Cause, episode: Episode, explained: ReadonlySet<Event> = new Set()): Hypothesis[] {
  const triggers = episode.select(cause.trigger).filter((event) => !episode.earlier.has(event) && !explained.has(event))
  return clustersOf(cause, triggers).flatMap((cluster) => weigh(cause, cluster, episode) ?? [])
}
