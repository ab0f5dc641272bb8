import type { Event } from '../model/event.ts'
import type { Incident } from '../model/incident.ts'
import type { Span } from '../model/event-set.ts'
import type { StoredIncident } from '../store/incidents.ts'
import { correlate, type Diagnosis } from './correlate.ts'
import type { Knowledge } from './knowledge.ts'
import { isNotable } from './notable.ts'
import type { Window } from './window.ts'

/** A change of an incident, to be announced. */
export interface Change {
  /** `withdrawn`: later events made it harmless. */
  readonly kind: 'opened' | 'updated' | 'resolved' | 'reopened' | 'withdrawn'
  readonly incident: Incident
  /** As it was last announced. */
  readonly before: Incident | undefined
  /** Ids of incidents that turned out to be part of this one. */
  readonly supersedes: readonly string[]
}

/** Everything that has changed since the last transaction. */
export interface Outcome {
  readonly incidents: Map<string, Incident>
  readonly removed: Set<string>
  readonly changes: Change[]
}

interface Known {
  /** `undefined` for an incident that an earlier run has stored. */
  readonly incident: Incident | undefined
  readonly signature: string
}

/** Equal for two states of an incident that are stored alike. */
function signatureOf(document: string, eventIds: readonly string[]): string {
  return `${document}\n${eventIds.toSorted().join()}`
}

/** Explains the events of a window again and again as more come, and says what has changed. */
export class Tracker {
  diagnosis: Diagnosis = { incidents: [], benign: [], undecidable: [] }
  /** Whether events have come since the diagnosis was made. */
  stale = true
  /**
   * Time of the earliest event that came too late for the window: a window that begins before it must take its place.
   */
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
    stored: readonly StoredIncident[],
  ) {
    this.knowledge = knowledge
    this.document = document
    this.window = window
    this.known = knownOf(stored)
  }

  put(event: Event): void {
    this.stale = true
    if (event.hasDate && this.window.from !== undefined && event.at <= this.window.from) {
      if (this.late === undefined || event.at < this.late) this.late = event.at
      return
    }
    if (this.window.isFull || (event.hasDate && this.window.isPast(event.at))) {
      this.diagnose()
      this.window.close()
      this.known = new Map()
    }
    this.window.put(event)
  }

  span(span: Span): void {
    this.window.span(span)
  }

  /** Goes on with another window, whose events are explained again. */
  replace(window: Window, stored: readonly StoredIncident[]): void {
    const announced = new Map([...this.known].map(([id, { incident }]) => [id, incident]))
    this.window = window
    this.known = knownOf(stored)
    for (const [id, known] of this.known) this.known.set(id, { ...known, incident: announced.get(id) })
    this.late = undefined
    this.stale = true
  }

  /** As `replace`, when stored rows may have gone: what was not stored yet is found again from what is left. */
  restart(window: Window, stored: readonly StoredIncident[]): void {
    this.outcome = { incidents: new Map(), removed: new Set(), changes: [] }
    this.replace(window, stored)
    this.diagnose()
  }

  diagnose(): void {
    this.diagnosis = correlate(this.window, this.knowledge, this.window.memory)
    this.stale = false
    const next = new Map<string, Known>()
    const owners = new Map<string, string>()
    for (const incident of this.diagnosis.incidents) {
      const signature = signatureOf(
        JSON.stringify(this.document(incident)),
        incident.events.map(({ id }) => id),
      )
      next.set(incident.id, { incident, signature })
      for (const event of incident.events) if (isNotable(event)) owners.set(event.id, incident.id)
    }
    const superseded = new Map<string, Known[]>()
    for (const [id, known] of this.known) {
      if (next.has(id)) continue
      this.outcome.removed.add(id)
      this.outcome.incidents.delete(id)
      const owner = known.incident?.events.map((event) => owners.get(event.id)).find((each) => each !== undefined)
      if (owner === undefined) {
        if (known.incident) this.announce('withdrawn', known.incident, known.incident)
      } else superseded.set(owner, [...(superseded.get(owner) ?? []), known])
    }
    for (const [id, { incident, signature }] of next) {
      const before = this.known.get(id)
      if (before?.signature === signature) continue
      this.outcome.incidents.set(id, incident!)
      this.outcome.removed.delete(id)
      const parts = (superseded.get(id) ?? []).flatMap((known) => known.incident ?? [])
      const announced = before?.incident ?? parts[0]
      const isNew = before === undefined && announced === undefined
      this.announce(
        isNew ? 'opened' : changeOf(announced, incident!),
        incident!,
        announced,
        parts.map((part) => part.id),
      )
    }
    this.known = next
  }

  /** Call after the transaction that stored the outcome has committed. Returns the changes to announce. */
  committed(): readonly Change[] {
    const { changes } = this.outcome
    this.outcome = { incidents: new Map(), removed: new Set(), changes: [] }
    return changes
  }

  private announce(
    kind: Change['kind'],
    incident: Incident,
    before: Incident | undefined,
    supersedes: readonly string[] = [],
  ): void {
    this.outcome.changes.push({ kind, incident, before, supersedes })
  }
}

function changeOf(before: Incident | undefined, { state }: Incident): Change['kind'] {
  if (!before || before.state === state) return 'updated'
  return state === 'resolved' ? 'resolved' : 'reopened'
}

function knownOf(stored: readonly StoredIncident[]): Map<string, Known> {
  return new Map(
    stored.map(({ id, document, eventIds }) => [
      id,
      { incident: undefined, signature: signatureOf(document, eventIds) },
    ]),
  )
}
