import type Database from 'better-sqlite3'
import { formatInstant } from '../base/time.ts'
import { incidentDocuments, storedAnalysis, type IncidentFilter, type StoredLog } from '../store/queries.ts'
import type { AnalysisDocument, InputDocument, StoredIncident } from '../model/document.ts'
import { eventDocument } from '../timeline/json.ts'

/** The incidents that fit, the latest first; those without a complete time at the end. */
export function storedIncidents(db: Database.Database, filter?: IncidentFilter): StoredIncident[] {
  return incidentDocuments(db, filter).map((document) => JSON.parse(document) as StoredIncident)
}

/** Incidents with their events, and the logs that these stand in, as `analyze` would give them. */
export function storedDocument(
  db: Database.Database,
  ids: readonly string[],
): Pick<AnalysisDocument, 'inputs' | 'incidents'> {
  const { logs, incidents } = storedAnalysis(db, ids)
  return {
    inputs: logs.map(inputOf),
    incidents: incidents.map(({ document, events }) => ({
      ...(JSON.parse(document) as StoredIncident),
      events: events.map(({ event, context }) => eventDocument(event, context)),
    })),
  }
}

function inputOf({ name, format, lines, bytes, firstAt, lastAt }: StoredLog): InputDocument {
  const instant = (at: bigint | undefined): string | null => (at === undefined ? null : formatInstant(at))
  return { path: name, format, lines, bytes, firstTimestamp: instant(firstAt), lastTimestamp: instant(lastAt) }
}
