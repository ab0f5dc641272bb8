import type { Benign, Incident } from '../model/incident.ts'
import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import type { Hypothesis } from './hypothesis.ts'
import { plausible } from './numbers.ts'

export function isPlausible({ strength }: Hypothesis): boolean {
  return strength >= plausible
}

/** The plausible hypotheses that nothing alarming happened. */
export function harmlessOf(tried: readonly Hypothesis[]): Hypothesis[] {
  return tried.filter((hypothesis) => hypothesis.cause.benign && isPlausible(hypothesis))
}

/** The plausible alarming hypotheses, but for those of which a stronger harmless one claims all triggers. */
export function notOverruled(tried: readonly Hypothesis[], harmless: readonly Hypothesis[]): Hypothesis[] {
  const strongest = new Map<Event, number>()
  for (const { claimed, strength } of harmless)
    for (const event of claimed) strongest.set(event, Math.max(strength, strongest.get(event) ?? 0))
  return tried
    .filter((hypothesis) => !hypothesis.cause.benign && isPlausible(hypothesis))
    .filter(({ triggers, strength }) => !triggers.every((event) => (strongest.get(event) ?? 0) > strength))
}

/**
 * Events of harmless hypotheses that no incident holds, each with the likeliest reason; context only if it is a
 * trigger.
 */
export function benignOf(harmless: readonly Hypothesis[], incidents: readonly Incident[]): Benign[] {
  const inIncidents = new Set(incidents.flatMap(({ events }) => events.map(({ id }) => id)))
  const result = new Map<string, Benign>()
  for (const { cause, triggers, claimed } of harmless.toSorted((a, b) => b.strength - a.strength)) {
    const own = new Set(triggers)
    for (const event of claimed) {
      if (inIncidents.has(event.id) || result.has(event.id) || (event.role === 'context' && !own.has(event))) continue
      result.set(event.id, { event, why: cause.title })
    }
  }
  return [...result.values()].sort((a, b) => inOrder(a.event, b.event))
}
