import { formatInstant } from '../base/time.ts'
import type { Context, Event } from '../model/event.ts'
import type { Answer, Decision } from '../model/decision.ts'
import type { Track } from '../model/track.ts'
import type {
  AnalysisDocument,
  AnswerDocument,
  CauseDocument,
  DecisionDocument,
  TrackDocument,
  ChangeDocument,
  EventDocument,
  StoredIncident,
} from '../model/document.ts'
import type { Benign, Finding, Incident, Undecidable } from '../model/incident.ts'
import { severityText } from '../model/record.ts'

export const analysisSchema = 'oclog/analysis@1'

/** The outcome of a run of `analyze`. Times are nanoseconds since the epoch. */
interface Analysis {
  readonly inputs: readonly AnalyzedInput[]
  readonly unreadable: readonly { readonly name: string; readonly problem: string }[]
  readonly incidents: readonly Incident[]
  readonly benign: readonly Benign[]
  readonly undecidable: readonly Undecidable[]
}

interface AnalyzedInput {
  readonly name: string
  readonly format: string
  readonly lines: number
  readonly records: number
  readonly unparsed: number
  readonly bytes: number
  readonly firstTimestamp: bigint | undefined
  readonly lastTimestamp: bigint | undefined
  readonly notes: readonly string[]
}

/** The document of `--format json`. `contextOf` gives the lines around an event. */
export function analysisDocument(
  analysis: Analysis,
  version: string,
  contextOf: (event: Event) => Context | undefined = () => undefined,
): AnalysisDocument {
  return {
    schema: analysisSchema,
    oclog: version,
    inputs: analysis.inputs.map((input) => ({
      path: input.name,
      format: input.format,
      lines: input.lines,
      records: input.records,
      unparsed: input.unparsed,
      bytes: input.bytes,
      firstTimestamp: instant(input.firstTimestamp),
      lastTimestamp: instant(input.lastTimestamp),
      notes: input.notes,
    })),
    unreadable: analysis.unreadable.map(({ name, problem }) => ({ path: name, problem })),
    incidents: analysis.incidents.map((incident) => ({
      ...incidentDocument(incident),
      events: incident.events.map((event) => eventDocument(event, contextOf(event))),
    })),
    benign: analysis.benign.map(({ event, why }) => ({ ...eventDocument(event), why })),
    undecidable: analysis.undecidable,
  }
}

const changeSchema = 'oclog/change@1'

interface Change {
  readonly kind: ChangeDocument['change']
  readonly incident: Incident
  readonly supersedes: readonly string[]
}

export function changeDocument({ kind, incident, supersedes }: Change): ChangeDocument {
  return {
    schema: changeSchema,
    change: kind,
    supersedes,
    ...incidentDocument(incident),
    events: incident.events.map((event) => eventDocument(event)),
  }
}

/** An incident without its events. */
export function incidentDocument(incident: Incident): StoredIncident {
  const { finding } = incident
  return {
    id: incident.id,
    gateway: incident.gateway,
    severity: incident.severity,
    state: incident.state,
    openedAt: instant(incident.openedAt),
    lastEventAt: instant(incident.lastEventAt),
    resolvedAt: instant(incident.resolvedAt),
    impact: incident.impact,
    cause: causeDocument(finding),
    consequences: incident.consequences.map(causeDocument),
    ruledOut: incident.ruledOut,
    classes: incident.classes,
    counts: incident.counts,
    changedBefore: incident.recentChanges.map((event) => eventDocument(event)),
    decision: decisionDocument(finding.decision),
    tracks: incident.tracks.map(trackDocument),
  }
}

function decisionDocument({ verdict, do: step, restart, rollback, confirm }: Decision): DecisionDocument {
  return {
    verdict,
    ...(step ? { do: step } : {}),
    restart: answerDocument(restart),
    rollback: answerDocument(rollback),
    ...(confirm ? { confirm } : {}),
  }
}

function answerDocument({ helps, why, on = [] }: Answer): AnswerDocument {
  return { helps, why, events: witnesses(on) }
}

// A storm shows the same ten thousand times; a few of its events are witnesses enough.
const mostWitnesses = 10

function witnesses(events: readonly Event[]): string[] {
  return events.slice(0, mostWitnesses).map(({ id }) => id)
}

function trackDocument({ name, key, states }: Track): TrackDocument {
  return {
    track: name,
    ...(key === '' ? {} : { key }),
    states: states.map(({ state, from, details }) => ({
      state,
      from: instant(from.hasDate ? from.at : undefined),
      event: from.id,
      source: from.logName,
      line: from.line,
      details,
    })),
  }
}

function causeDocument(finding: Finding): CauseDocument {
  const { cause, confidence, explanation, clauses, supports, against, decision, checks, fix } = finding
  const { id, title, background, references } = cause
  return {
    id,
    class: cause.class,
    title,
    confidence,
    verdict: decision.verdict,
    explanation,
    sentences: clauses.map(({ text, on }) => ({ text, events: witnesses(on) })),
    ...(background === undefined ? {} : { background }),
    supports,
    against,
    checks,
    fix,
    ...(references ? { references } : {}),
  }
}

export function eventDocument(event: Event, context?: Context): EventDocument {
  return {
    id: event.id,
    timestamp: instant(event.timestamp),
    class: event.class,
    role: event.role,
    ...(event.severityNumber > 0 ? { severity: severityText(event.severityNumber) } : {}),
    pattern: event.pattern,
    source: event.logName,
    line: event.line,
    attributes: event.attributes,
    resource: event.resource,
    body: event.body,
    ...(context ? { context } : {}),
    ...(event.count > 1
      ? { count: event.count, lastTimestamp: instant(event.hasDate ? event.lastAt : undefined) }
      : {}),
  }
}

function instant(ns: bigint | undefined): string | null {
  return ns === undefined ? null : formatInstant(ns)
}

/** A document as `--format json` prints it. */
export function documentText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
