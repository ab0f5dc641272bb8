import type Database from 'better-sqlite3'
import type { Incident } from '../model/incident.ts'
import { earliest, type EventTable } from './events.ts'

/** An incident as it is stored. `document` is JSON that the store does not look into, without the events. */
export interface StoredIncident {
  readonly id: string
  readonly document: string
  readonly eventIds: readonly string[]
}

/** The stored incidents, and the events that derivations have made for them. */
export class IncidentTable {
  private readonly db: Database.Database
  private readonly events: EventTable
  private readonly insert: Database.Statement
  private readonly link: Database.Statement
  private readonly grownOutOf: Database.Statement

  constructor(db: Database.Database, events: EventTable) {
    this.db = db
    this.events = events
    this.insert = db.prepare(
      `INSERT INTO incident
       (id, gateway, cause, class, verdict, severity, state, opened_at, last_event_at, resolved_at, document)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.link = db.prepare('INSERT INTO incident_event (incident_id, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
    this.grownOutOf = db
      .prepare('SELECT DISTINCT incident_id FROM incident_event WHERE event_id IN (SELECT value FROM json_each(?))')
      .pluck()
  }

  /**
   * Incidents take the place of those they grew out of: earlier ones that hold any of the events that they are about.
   */
  save(incidents: readonly Incident[], document: (incident: Incident) => unknown): void {
    this.remove(
      incidents.flatMap(({ id, events }) => {
        const core = events.filter(({ role }) => role === 'cause' || role === 'symptom')
        return [id, ...(this.grownOutOf.all(JSON.stringify(core.map((event) => event.id))) as string[])]
      }),
    )
    for (const incident of incidents) {
      const { cause, decision } = incident.finding
      this.insert.run(
        incident.id, incident.gateway, cause.id, cause.class, decision.verdict, incident.severity, incident.state,
        incident.openedAt ?? null, incident.lastEventAt ?? null, incident.resolvedAt ?? null,
        JSON.stringify(document(incident)),
      ) // prettier-ignore
      for (const event of incident.events) {
        if (event.derived) this.events.put(event)
        this.link.run(incident.id, event.id)
      }
    }
  }

  /** Removes incidents, and the events that derivations have made for them. */
  remove(ids: readonly string[]): void {
    const list = JSON.stringify([...new Set(ids)])
    this.db
      .prepare(
        `DELETE FROM event WHERE derived = 1 AND id IN
         (SELECT event_id FROM incident_event WHERE incident_id IN (SELECT value FROM json_each(?)))`,
      )
      .run(list)
    this.db.prepare('DELETE FROM incident WHERE id IN (SELECT value FROM json_each(?))').run(list)
  }

  /** Those of live logs that hold an event later than `from`, or one without a complete time. */
  liveSince(from: bigint | undefined): StoredIncident[] {
    const rows = this.db
      .prepare(
        `SELECT id, document,
         (SELECT json_group_array(event_id) FROM incident_event WHERE incident_id = incident.id) AS events
         FROM incident WHERE id IN
         (SELECT incident_id FROM incident_event JOIN event ON event.id = event_id JOIN source ON source.id = source_id
          WHERE kind <> 'saved' AND (dated = 0 OR at > ?))`,
      )
      .all(from ?? earliest) as { id: string; document: string; events: string }[]
    return rows.map(({ id, document, events }) => ({ id, document, eventIds: JSON.parse(events) as string[] }))
  }
}
