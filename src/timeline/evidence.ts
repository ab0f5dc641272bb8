import type { Role } from '../model/signal.ts'
import { recordsOf, type TimelineEvent } from './event.ts'

/** The events of an incident that a view with little room shows. */
export interface Evidence {
  /** In order of time, one for each line. */
  readonly events: readonly TimelineEvent[]
  /** Records of the incident that these events do not stand for. */
  readonly more: number
  /** The latest changes before the incident began that are not among `events`. */
  readonly changes: readonly TimelineEvent[]
}

const weights: Readonly<Record<Role, number>> = { cause: 0, symptom: 1, context: 2, recovery: 3 }
/** Which events of a kind say most: the first, the last, then those after the first. */
const picks: readonly number[] = [0, -1, 1, 2, 3, 4, 5]
const mostChanges = 3

/** Chooses at most `most` events: first and last of each kind, causes and symptoms before what explains them. */
export function evidenceOf(
  events: readonly TimelineEvent[],
  changes: readonly TimelineEvent[],
  most: number,
): Evidence {
  const own = events.filter(({ before }) => !before)
  const kinds = [...Map.groupBy(own, ({ pattern }) => pattern).values()].sort(
    ([a], [b]) => weights[a!.role] - weights[b!.role],
  )
  const chosen = new Map<string, TimelineEvent>()
  for (const pick of picks) {
    for (const kind of kinds) {
      const event = kind.at(pick)
      if (!event || chosen.size >= most || (explains(kind[0]!) && (pick !== 0 || kind[0]!.routine))) continue
      const place = `${event.source}:${event.line}`
      if (!chosen.has(place)) chosen.set(place, event)
    }
  }
  const shown = new Set(chosen.values())
  return {
    events: own.filter((event) => shown.has(event)),
    more: recordsOf(own) - recordsOf([...shown]),
    changes: changes.filter((event) => isDeliberate(event) && !shown.has(event)).slice(-mostChanges),
  }
}

/** One event of such a kind is enough. */
function explains({ role }: TimelineEvent): boolean {
  return role === 'context' || role === 'recovery'
}

/** Nobody made a change that the gateway made by itself, such as an automatic approval of a device. */
function isDeliberate({ attributes }: TimelineEvent): boolean {
  return !String(attributes['what'] ?? '').startsWith('auto-')
}
