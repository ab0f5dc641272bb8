import type { Cause } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import { firstIndex } from '../model/event-order.ts'
import type { Tracks } from '../model/track.ts'
import type { Episode } from './episode.ts'
import { endsAfterQuiet } from './numbers.ts'

/**
 * How an incident ended: by a sign that it is over, or because the gateway went on serving and it did not come again.
 */
export interface End {
  readonly state: 'resolved' | 'ended'
  readonly by: Event
}

/**
 * The first event after `last` that says it is over. Where a cause asks for the same actor, each one that was hit must
 * have come back: somebody else's success ends nobody's trouble.
 */
export function recoveryAfter(
  cause: Cause,
  triggers: readonly Event[],
  isLater: (event: Event) => boolean,
  episode: Episode,
): Event | undefined {
  if (!cause.recovery) return undefined
  const recoveries = episode.select(cause.recovery)
  const from = firstIndex(recoveries, ({ at }) => at >= triggers.at(-1)!.at)
  const missing = actorsOf(triggers, cause.recoverySharing)
  for (let index = from; index < recoveries.length; index++) {
    const event = recoveries[index]!
    if (!isLater(event)) continue
    if (!missing) return event
    missing.values.delete(valueOf(event, missing.name) ?? '')
    if (missing.values.size === 0) return event
  }
  return undefined
}

/** It did not come again for a while, and an event of the gateway's own shows that it served all the same. */
export function quietEnd(cause: Cause, to: bigint, serving: readonly Event[], tracks: Tracks): Event | undefined {
  if (cause.stands) return undefined
  const index = firstIndex(serving, ({ at }) => at >= to + endsAfterQuiet)
  const sign = serving[index]
  return sign && tracks.at(sign, 'gateway.process')?.state === 'serving' ? sign : undefined
}

// Names of actors are few; more than this many distinct ones are not followed one by one.
const mostActors = 100

/** Those that were hit, by the first of the attributes that says who. */
function actorsOf(
  triggers: readonly Event[],
  sharing: Cause['recoverySharing'],
): { readonly name: string; readonly values: Set<string> } | undefined {
  for (const name of sharing ?? []) {
    const values = new Set(triggers.flatMap((event) => valueOf(event, name) ?? []))
    if (values.size > 0) return { name, values: new Set([...values].slice(0, mostActors)) }
  }
  return undefined
}

function valueOf({ attributes, resource }: Event, name: string): string | undefined {
  const value = attributes[name] ?? resource[name]
  return value === undefined ? undefined : String(value)
}
