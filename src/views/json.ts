import type { Context, Event } from '../model/event.ts'
import type { Finding, Incident } from '../model/incident.ts'
import type { Change } from '../correlate/tracker.ts'
import type { Analysis } from '../pipeline.ts'
import { severityText } from '../model/record.ts'
import { formatInstant } from '../base/time.ts'

export const analysisSchema = 'oclog/analysis@1'

/** The document of `--format json`. Fields may be added, never renamed; `schema` says which form it is. */
export function analysisDocument(
  analysis: Analysis,
  version: string,
  contextOf: (event: Event) => Context | undefined = () => undefined,
): Record<string, unknown> {
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

export const changeSchema = 'oclog/change@1'

/** A line of `follow --format ndjson`: what became of an incident, and all of it as `analyze` would give it. */
export function changeDocument({ kind, incident, supersedes }: Change): Record<string, unknown> {
  return {
    schema: changeSchema,
    change: kind,
    supersedes,
    ...incidentDocument(incident),
    events: incident.events.map((event) => eventDocument(event)),
  }
}

/** An incident without its events. */
export function incidentDocument(incident: Incident): Record<string, unknown> {
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
  }
}

function causeDocument({ cause, confidence, explanation, supports, against }: Finding): Record<string, unknown> {
  const { id, title, verdict, checks, fix, references } = cause
  return {
    id,
    class: cause.class,
    title,
    confidence,
    verdict,
    explanation,
    supports,
    against,
    checks,
    fix,
    ...(references ? { references } : {}),
  }
}

export function eventDocument(event: Event, context?: Context): Record<string, unknown> {
  return {
    id: event.id,
    timestamp: instant(event.timestamp),
    class: event.class,
    role: event.role,
    ...(event.severityNumber > 0 ? { severity: severityText(event.severityNumber) } : {}),
    pattern: event.pattern,
    source: event.source,
    line: event.line,
    attributes: event.attributes,
    resource: event.resource,
    body: event.body,
    ...(context ? { context } : {}),
    ...(event.count > 1 ? { count: event.count, lastTimestamp: instant(event.dated ? event.lastAt : undefined) } : {}),
  }
}

function instant(ns: bigint | undefined): string | null {
  return ns === undefined ? null : formatInstant(ns)
}
