import type { CauseDocument, EventDocument, IncidentDocument } from '../../src/model/document.ts'
import type { TimelineEvent } from '../../src/timeline/event.ts'

/** Milliseconds since the epoch of a time of day: `11:00:05.250`. */
export function at(clock: string): number {
  return Date.parse(`2026-11-22T${clock}Z`)
}

let made = 0

/** An event without anything special, each with another id, on another line. */
export function timelineEvent(given: Partial<TimelineEvent> = {}): TimelineEvent {
  const number = ++made
  const ms = 'ms' in given ? given.ms : at('11:00:00')
  return {
    id: `event-${number}`,
    anchor: `e${number}`,
    ms,
    timestamp: ms === undefined ? '' : new Date(ms).toISOString(),
    class: 'other',
    role: 'symptom',
    severity: '',
    pattern: 'made.up',
    title: 'Something happened',
    routine: false,
    source: 0,
    line: number,
    place: `gateway.log:${number}`,
    body: 'something happened',
    count: 1,
    lastMs: undefined,
    attributes: {},
    context: undefined,
    before: false,
    ...given,
  }
}

export function eventDocument(given: Partial<EventDocument> = {}): EventDocument {
  const number = ++made
  return {
    id: number.toString(16).padStart(12, '0'),
    timestamp: '2026-11-22T11:00:00.000Z',
    class: 'other',
    role: 'symptom',
    pattern: 'made.up',
    source: 'gateway.log',
    line: number,
    attributes: {},
    resource: {},
    body: 'something happened',
    ...given,
  }
}

export function causeDocument(given: Partial<CauseDocument> = {}): CauseDocument {
  return {
    id: 'made-up',
    class: 'token-mismatch',
    title: 'It broke',
    confidence: 0.9,
    verdict: 'restart-and-validate',
    explanation: 'It broke.',
    supports: [],
    against: [],
    checks: [{ what: 'Look', command: 'openclaw status' }],
    fix: [{ what: 'Repair' }],
    ...given,
  }
}

export function incidentDocument(given: Partial<IncidentDocument> = {}): IncidentDocument {
  return {
    id: '7c2f00001111',
    gateway: 'gateway',
    severity: 'high',
    state: 'open',
    openedAt: '2026-11-22T11:00:00.000Z',
    lastEventAt: '2026-11-22T11:01:59.000Z',
    resolvedAt: null,
    impact: { clients: [], connections: 0, remotes: 0, records: 1 },
    cause: causeDocument(),
    consequences: [],
    ruledOut: [],
    classes: [],
    counts: {},
    changedBefore: [],
    events: [],
    ...given,
  }
}
