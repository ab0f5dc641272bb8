import type { Incident } from '../model/incident.ts'
import {
  confidencePoints,
  doublingPoints,
  mostRecordPoints,
  openPoints,
  severityPoints,
  sharePoints,
} from './numbers.ts'

/**
 * The most important first: what is open before what is over; then how bad, how sure, which share of the gateway's
 * failing connections it is about, and how many records; else the earliest.
 */
export function inOrderOfImportance(incidents: readonly Incident[]): Incident[] {
  const connections = new Map<string, number>()
  for (const { gateway, impact } of incidents)
    connections.set(gateway, (connections.get(gateway) ?? 0) + impact.connections)
  const points = new Map(
    incidents.map((incident) => [incident, importance(incident, connections.get(incident.gateway)!)]),
  )
  return incidents.toSorted((a, b) => {
    const difference = points.get(b)! - points.get(a)!
    // Sums of fractions that differ by rounding are equal.
    if (Math.abs(difference) > 1e-9) return difference
    if (a.openedAt !== b.openedAt) return (a.openedAt ?? 0n) < (b.openedAt ?? 0n) ? -1 : 1
    return a.id < b.id ? -1 : 1
  })
}

function importance({ state, severity, finding, impact }: Incident, connections: number): number {
  const recordPoints = Math.min(mostRecordPoints, Math.log2(impact.records + 1) * doublingPoints)
  // What is about no connection is about the gateway as a whole.
  const share = impact.connections === 0 ? 1 : impact.connections / connections
  return (
    (state === 'open' ? openPoints : 0) +
    severityPoints[severity] +
    finding.confidence * confidencePoints +
    share * sharePoints +
    recordPoints
  )
}
