import type { Facts } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import { between } from '../model/event-order.ts'
import type { Signal } from '../model/signal.ts'
import { duration } from '../base/time.ts'
import type { Episode } from './episode.ts'
import type { Hypothesis } from './hypothesis.ts'
import { configChangesWithin, factsReach } from './numbers.ts'
import type { Situation } from './situation.ts'

/** Marks that the redactor leaves of secrets: equal marks are equal secrets. */
const fingerprint = /‹(?:token|password|key):[0-9a-f]+›/g

/** What explanations, decisions and steps of a hypothesis may use, all of it found in the log. */
export function factsOf(hypothesis: Hypothesis, episode: Episode, situation: Situation, over: boolean): Facts {
  const { triggers, claimed, evidence, from, to } = hypothesis
  const { tracks, platform, configChanges } = situation
  const around = ({ id }: Signal): readonly Event[] =>
    between(episode.ofPattern(id), from - factsReach, to + factsReach)
  return {
    events: triggers,
    count: hypothesis.occasions,
    span: to - from,
    platform,
    tracks,
    over,
    configChanges: between(configChanges, from - configChangesWithin, from),
    select: (selectors, { before, after } = {}) =>
      between(
        episode.select(selectors),
        from - (before === undefined ? factsReach : duration(before)),
        to + (after === undefined ? factsReach : duration(after)),
      ),
    clause: (on, text) => (on.length === 0 ? undefined : { text: typeof text === 'string' ? text : text(on), on }),
    values: (name) => valuesOf(triggers, name),
    valuesOf: (signal, name) => valuesOf(around(signal), name),
    has: (signal) => around(signal).length > 0,
    reasons: hypothesis.supports,
    fingerprints: [...new Set([...claimed, ...evidence].flatMap(({ body }) => body.match(fingerprint) ?? []))],
  }
}

function valuesOf(events: readonly Event[], name: string): string[] {
  return [
    ...new Set(events.flatMap(({ attributes, resource }) => attributes[name] ?? resource[name] ?? []).map(String)),
  ]
}
