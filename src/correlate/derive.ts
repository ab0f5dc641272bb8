import { createHash } from 'node:crypto'
import type { Derivation, NeededEvents } from '../model/derivation.ts'
import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import type { Signal } from '../model/signal.ts'

/** Events together with those that derivations make of them, in order of time. */
export function withDerived(events: readonly Event[], derivations: readonly Derivation[]): Event[] {
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
