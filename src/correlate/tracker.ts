import type { Event } from '../model/event.ts'
import type { Incident } from '../model/incident.ts'
import { correlate, type Diagnosis } from './correlate.ts'
import type { Span } from './duplicates.ts'
import type { Knowledge } from './knowledge.ts'
import { isNotable } from './notable.ts'
import type { Window } from './window.ts'

/** News of an incident. */
export interface Change {
  /** `withdrawn`: later events made it harmless. */
  readonly kind: 'opened' | 'updated' | 'resolved' | 'reopened' | 'withdrawn'
  readonly incident: Incident
  /** As it was announced last. */
  readonly before: Incident | undefined
  /** Ids of incidents that turned out to be part of this one. */
  readonly supersedes: readonly string[]
}

/** All that the store does not hold yet. */
export interface Outcome {
  readonly incidents: Map<string, Incident>
  readonly removed: Set<string>
  readonly changes: Change[]
}

interface Known {
  /** `undefined` when an earlier run stored it. */
  readonly incident: Incident | undefined
  readonly signature: string
}

/** Tells two states of an incident apart, by what the store holds of it. */
export function signatureOf(document: string, eventIds: readonly string[]): string {
  return `${document}\n${eventIds.toSorted().join()}`
}

/** Explains the events again as more come, and says what that changes. */
export class Tracker {
  diagnosis: Diagnosis = { incidents: [], benign: [], undecidable: [] }
  /** Whether events have come since the diagnosis. */
  stale = true
  /** Time of the earliest event that belongs before the window, which must be taken from the store again. */
  late: bigint | undefined
  outcome: Outcome = { incidents: new Map(), removed: new Set(), changes: [] }
  private readonly knowledge: Knowledge
  private readonly document: (incident: Incident) => unknown
  private window: Window
  private known: Map<string, Known>

  constructor(
    knowledge: Knowledge,
    document: (incident: Incident) => unknown,
    window: Window,
    stored: ReadonlyMap<string, string>,
  ) {
    this.knowledge = knowledge
    this.document = document
    this.window = window
    this.known = knownOf(stored)
  }

  put(event: Event): void {
    this.stale = true
    if (event.dated && this.window.from !== undefined && event.at <= this.window.from) {
      if (this.late === undefined || event.at < this.late) this.late = event.at
      return
    }
    if (this.window.isFull || (event.dated && this.window.isPast(event.at))) {
      this.diagnose()
      this.window.close()
      this.known = new Map()
    }
    this.window.put(event)
  }

  span(span: Span): void {
    this.window.span(span)
  }

  /** Continues with another window, all of which is explained again. */
  replace(window: Window, stored: ReadonlyMap<string, string>): void {
    const announced = this.known
    this.window = window
    this.known = knownOf(stored)
    for (const [id, known] of this.known) this.known.set(id, { ...known, incident: announced.get(id)?.incident })
    this.late = undefined
    this.stale = true
  }

  diagnose(): void {
    this.diagnosis = correlate(this.window, this.knowledge, this.window.memory)
    this.stale = false
    const next = this.knownNow()
    const superseded = this.removeGone(next)
    for (const [id, { incident, signature }] of next) {
      const before = this.known.get(id)
      if (before?.signature === signature) continue
      this.outcome.incidents.set(id, incident)
      this.outcome.removed.delete(id)
      const parts = (superseded.get(id) ?? []).flatMap((known) => known.incident ?? [])
      const announced = before?.incident ?? parts[0]
      const kind = before === undefined && announced === undefined ? 'opened' : kindOf(announced, incident)
      this.emit({ kind, incident, before: announced, supersedes: parts.map((part) => part.id) })
    }
    this.known = next
  }

  private knownNow(): Map<string, Known & { readonly incident: Incident }> {
    return new Map(
      this.diagnosis.incidents.map((incident) => {
        const eventIds = incident.events.map(({ id }) => id)
        const signature = signatureOf(JSON.stringify(this.document(incident)), eventIds)
        return [incident.id, { incident, signature }]
      }),
    )
  }

  /** Takes away the incidents that are no more. Returns those that became part of another one, by its id. */
  private removeGone(next: ReadonlyMap<string, Known>): Map<string, Known[]> {
    const owners = new Map<string, string>()
    for (const { id, events } of this.diagnosis.incidents)
      for (const event of events) if (isNotable(event)) owners.set(event.id, id)
    const superseded = new Map<string, Known[]>()
    for (const [id, known] of this.known) {
      if (next.has(id)) continue
      this.outcome.removed.add(id)
      this.outcome.incidents.delete(id)
      const { incident } = known
      const owner = incident?.events.map((event) => owners.get(event.id)).find((each) => each !== undefined)
      if (owner !== undefined) superseded.set(owner, [...(superseded.get(owner) ?? []), known])
      else if (incident) this.emit({ kind: 'withdrawn', incident, before: incident, supersedes: [] })
    }
    return superseded
  }

  /** Call after the outcome was stored. Returns the changes, which can be announced now. */
  stored(): readonly Change[] {
    const { changes } = this.outcome
    this.outcome = { incidents: new Map(), removed: new Set(), changes: [] }
    return changes
  }

  private emit(change: Change): void {
    this.outcome.changes.push(change)
  }
}

function kindOf(announced: Incident | undefined, { state }: Incident): Change['kind'] {
  if (!announced || announced.state === state) return 'updated'
  return state === 'resolved' ? 'resolved' : 'reopened'
}

function knownOf(stored: ReadonlyMap<string, string>): Map<string, Known> {
  return new Map([...stored].map(([id, signature]) => [id, { incident: undefined, signature }]))
}
