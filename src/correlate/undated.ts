import type { Incident } from '../model/incident.ts'
import { countsOf, impactOf } from './impact.ts'
import { isNotable } from './notable.ts'

/**
 * Adds incidents that state no complete times (a pasted status, a start without stamps) to the one they are about: the
 * first of the same gateway with the same cause. Without such a one they stay as they are.
 */
export function withUndated(dated: readonly Incident[], undated: readonly Incident[]): Incident[] {
  const incidents = [...dated]
  const places = new Map<string, number>()
  for (const [place, incident] of incidents.entries()) {
    const key = keyOf(incident)
    if (!places.has(key)) places.set(key, place)
  }
  for (const incident of undated) {
    const key = keyOf(incident)
    const place = places.get(key)
    if (place === undefined) places.set(key, incidents.push(incident) - 1)
    else incidents[place] = joined(incidents[place]!, incident)
  }
  return incidents
}

/** One incident for each id: whatever the events, nothing that stores or announces them meets an id twice. */
export function distinct(incidents: readonly Incident[]): Incident[] {
  const byId = new Map<string, Incident>()
  for (const incident of incidents) {
    const known = byId.get(incident.id)
    byId.set(incident.id, known ? joined(known, incident) : incident)
  }
  return [...byId.values()]
}

function keyOf({ gateway, finding }: Incident): string {
  return `${gateway}\0${finding.cause.id}`
}

function joined(first: Incident, second: Incident): Incident {
  const events = [...new Map([...first.events, ...second.events].map((event) => [event.id, event])).values()]
  const known = new Set([first.finding.cause.id, ...first.consequences.map(({ cause }) => cause.id)])
  return {
    ...first,
    consequences: [...first.consequences, ...second.consequences.filter(({ cause }) => !known.has(cause.id))],
    classes: [...new Set([...first.classes, ...second.classes])],
    impact: impactOf(events.filter(isNotable)),
    events,
    counts: countsOf(events),
  }
}
