import type { EventClass, Role } from '../model/signal.ts'
import type { Attributes } from '../model/record.ts'
import { clipCharacters } from '../base/text.ts'
import type { AnalysisDocument, CauseDocument, EventDocument, IncidentDocument, InputDocument } from './document.ts'
import { doubtsOf, openQuestions } from './doubts.ts'
import { factsOf, type Fact } from './facts.ts'
import { foldedRows, type Row } from './folds.ts'
import { pictureOf, roles, type Picture } from './picture.ts'
import { runbookOf, type Phase } from './runbook.ts'
import { msOf } from './times.ts'
import { titleOf, verdictText } from './words.ts'

/** What all views of a timeline show: made of the document alone, so that they agree. Texts are redacted, not yet escaped. */
export interface Timeline {
  readonly oclog: string
  readonly schema: string
  readonly incidents: readonly IncidentTimeline[]
  readonly sources: readonly Source[]
  /** What looked alarming and is not. */
  readonly harmless: readonly { readonly why: string; readonly records: number }[]
  readonly doubts: readonly string[]
}

export interface Source {
  /** As short as it can be without being another one's. */
  readonly name: string
  readonly input: InputDocument
}

export interface IncidentTimeline {
  readonly id: string
  readonly shortId: string
  readonly gateway: string
  readonly severity: string
  readonly state: string
  readonly verdict: string
  readonly verdictWords: string
  readonly title: string
  readonly class: string
  /** Per cent. */
  readonly confidence: number
  readonly explanation: string
  readonly facts: readonly Fact[]
  readonly supports: readonly string[]
  readonly against: readonly string[]
  readonly consequences: readonly CauseDocument[]
  readonly ruledOut: IncidentDocument['ruledOut']
  readonly references: readonly string[]
  readonly events: readonly TimelineEvent[]
  readonly rows: readonly Row[]
  readonly picture: Picture | undefined
  readonly runbook: readonly Phase[]
  readonly doubts: readonly string[]
}

export interface TimelineEvent {
  readonly id: string
  /** Names it within the page, and is the same in each page that it is in. */
  readonly anchor: string
  /** Milliseconds since the epoch; `undefined` where the line states no complete time. */
  readonly ms: number | undefined
  readonly timestamp: string
  readonly class: EventClass
  readonly role: Role
  readonly severity: string
  readonly pattern: string
  readonly title: string
  /** Index into the timeline's sources. */
  readonly source: number
  readonly line: number
  readonly body: string
  readonly count: number
  readonly lastMs: number | undefined
  readonly attributes: Attributes
  readonly context: EventDocument['context']
  /** Not part of the incident: what changed shortly before. */
  readonly before: boolean
}

/** The longest text of one event that views show; the document holds all of it. */
const longest = 2000

/** `titles`: of patterns and derivations by id, with {placeholders}. */
export function timelineOf(document: AnalysisDocument, titles: ReadonlyMap<string, string>): Timeline {
  const paths = [...new Set([...document.inputs.map(({ path }) => path), ...document.incidents.flatMap(({ events, changedBefore }) => [...changedBefore, ...events].map(({ source }) => source))])] // prettier-ignore
  const names = shortNames(paths)
  const sourceOf = new Map(paths.map((path, index) => [path, index]))
  const anchors = new Set<string>()
  const incidents = document.incidents.map((incident) => {
    const known = new Set(incident.events.map(({ id }) => id))
    const before = incident.changedBefore.filter(({ id }) => !known.has(id))
    const events = [
      ...before.map((event) => eventOf(event, true)),
      ...incident.events.map((event) => eventOf(event, false)),
    ]
    return incidentTimeline(incident, events, names)
  })
  function eventOf(event: EventDocument, before: boolean): TimelineEvent {
    return {
      id: event.id,
      anchor: anchorOf(event.id, anchors),
      ms: msOf(event.timestamp),
      timestamp: event.timestamp ?? '',
      class: event.class,
      role: roles.includes(event.role) ? event.role : 'context',
      severity: event.severity ?? '',
      pattern: event.pattern,
      title: clipCharacters(titleOf(event, titles), 200),
      source: sourceOf.get(event.source)!,
      line: event.line,
      body: clipCharacters(event.body, longest),
      count: event.count ?? 1,
      lastMs: msOf(event.lastTimestamp),
      attributes: event.attributes,
      context: event.context,
      before,
    }
  }
  return {
    oclog: document.oclog,
    schema: document.schema,
    incidents,
    sources: paths.map((path, index) => ({
      name: names[index]!,
      input: document.inputs.find((input) => input.path === path) ?? {
        path,
        format: '',
        lines: 0,
        bytes: 0,
        firstTimestamp: null,
        lastTimestamp: null,
      },
    })),
    harmless: [...Map.groupBy(document.benign ?? [], ({ why }) => why)].map(([why, list]) => ({
      why,
      records: list.reduce((sum, event) => sum + (event.count ?? 1), 0),
    })),
    doubts: openQuestions(document),
  }
}

function incidentTimeline(
  incident: IncidentDocument,
  events: readonly TimelineEvent[],
  sources: readonly string[],
): IncidentTimeline {
  // prettier-ignore
  const { cause } = incident
  const moments = [msOf(incident.openedAt), msOf(incident.resolvedAt)].filter((ms) => ms !== undefined)
  const picture = pictureOf(events, moments)
  return {
    id: incident.id,
    shortId: incident.id.slice(0, 8),
    gateway: incident.gateway,
    severity: incident.severity,
    state: incident.state,
    verdict: cause.verdict,
    verdictWords: verdictText(cause.verdict),
    title: cause.title,
    class: cause.class,
    confidence: Math.round(cause.confidence * 100),
    explanation: cause.explanation,
    facts: factsOf(incident),
    supports: cause.supports,
    against: cause.against,
    consequences: incident.consequences,
    ruledOut: incident.ruledOut,
    references: cause.references ?? [],
    events,
    rows: foldedRows(events),
    picture,
    runbook: runbookOf(cause),
    doubts: doubtsOf(events, picture?.silences ?? [], sources),
  }
}

/** Ids are hashes; whatever else comes is made harmless here, for it stands in addresses. */
function anchorOf(id: string, taken: Set<string>): string {
  const base = `e${id.replace(/[^\w-]/g, '').slice(0, 8)}`
  let anchor = base
  for (let number = 2; taken.has(anchor); number++) anchor = `${base}-${number}`
  taken.add(anchor)
  return anchor
}

/** The last parts of each path, as many as it takes to tell it from the others. */
function shortNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split('/').filter((part) => part !== ''))
  return parts.map((own, index) => {
    for (let length = 1; length < own.length; length++) {
      const name = own.slice(-length).join('/')
      if (!parts.some((other, at) => at !== index && other.slice(-length).join('/') === name)) return name
    }
    return own.length === 0 ? paths[index]! : own.join('/')
  })
}
