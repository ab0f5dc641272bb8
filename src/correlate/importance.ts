import type { Incident } from '../model/incident.ts'
import { confidencePoints, doublingPoints, mostRecordPoints, severityPoints } from './numbers.ts'

/** The most important first: how bad, how sure, how many; else the earliest. */
export function byImportance(a: Incident, b: Incident): number {
  const difference = importance(b) - importance(a)
  // Sums of fractions that differ by rounding are equal.
  if (Math.abs(difference) > 1e-9) return difference
  if (a.openedAt !== b.openedAt) return (a.openedAt ?? 0n) < (b.openedAt ?? 0n) ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function importance({ severity, finding, impact }: Incident): number {
  const recordPoints = Math.min(mostRecordPoints, Math.log2(impact.records + 1) * doublingPoints)
  return severityPoints[severity] + finding.confidence * confidencePoints + recordPoints
}
