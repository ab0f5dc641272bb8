import type { Severity } from '../model/cause.ts'
import type { Step } from '../model/decision.ts'
import type { Impact, RuledOut, Undecidable } from '../model/incident.ts'
import type { AnalysisDocument, IncidentDocument, InputDocument } from '../model/document.ts'
import { answersOf, type AnswerText } from './decision.ts'
import { doubtsOf, openQuestions } from './doubts.ts'
import { eventMaker, recordsOf, type Descriptions, type TimelineEvent } from './event.ts'
import { courseOf, extentOf, factsOf, otherClasses, type Course, type Fact } from './facts.ts'
import { rowsOf, type Row } from './folds.ts'
import { pictureOf, type Picture } from './picture.ts'
import { confirmation, runbookOf, type Phase } from './runbook.ts'
import { shortId, verdictText } from './words.ts'

/** Everything that views show, made of the document alone, so that they agree. Texts are redacted, not yet escaped. */
export interface Timeline {
  readonly oclog: string
  readonly schema: string
  readonly incidents: readonly IncidentTimeline[]
  readonly sources: readonly Source[]
  /** Logs as they were read: a log that was read twice stands here twice. */
  readonly inputs: readonly InputDocument[]
  readonly totals: Totals
  readonly unreadable: NonNullable<AnalysisDocument['unreadable']>
  /** Events that look alarming and are harmless. */
  readonly harmless: readonly { readonly why: string; readonly records: number }[]
  readonly undecidable: readonly Undecidable[]
  /** Sentences about what the logs as a whole leave open; those about `undecidable` are among them. */
  readonly doubts: readonly string[]
}

/** Sums over all inputs. */
export interface Totals {
  readonly lines: number
  readonly bytes: number
  /** Lines of interest that are in no known format. */
  readonly unparsed: number
}

export interface Source {
  /** The shortest end of the path that no other source has. */
  readonly name: string
  readonly input: InputDocument
}

export interface IncidentTimeline {
  readonly id: string
  readonly shortId: string
  readonly gateway: string
  readonly severity: Severity
  readonly state: IncidentDocument['state']
  readonly verdict: string
  readonly verdictWords: string
  readonly title: string
  readonly class: string
  /** Classes of its consequences that are not its own. */
  readonly otherClasses: readonly string[]
  /** Per cent. */
  readonly confidence: number
  readonly explanation: string
  readonly facts: readonly Fact[]
  readonly course: Course
  readonly impact: Impact
  /** The same in words, without the clients. */
  readonly extent: readonly string[]
  readonly supports: readonly string[]
  readonly against: readonly string[]
  readonly consequences: readonly Consequence[]
  readonly ruledOut: readonly RuledOut[]
  readonly references: readonly string[]
  /** First the changes from before it began, then its own events, both in order of time. */
  readonly events: readonly TimelineEvent[]
  /** How many records the events stand for. */
  readonly records: number
  /** The events that changed something shortly before it began. */
  readonly changes: readonly TimelineEvent[]
  readonly rows: readonly Row[]
  readonly picture: Picture | undefined
  readonly runbook: readonly Phase[]
  /** Whether a restart or a rollback helps, and why. */
  readonly answers: readonly AnswerText[]
  /** The one recommended action, and the read-only step that confirms the diagnosis. */
  readonly action: Step | undefined
  readonly confirm: Step | undefined
  /** How such a thing works in general: not what this log shows. */
  readonly background: string | undefined
  readonly doubts: readonly string[]
}

/** Another cause that was found with the first one. */
export interface Consequence {
  readonly title: string
  readonly class: string
  /** Per cent. */
  readonly confidence: number
  readonly explanation: string
}

/** Turns a document into what its views show. `descriptions`: those of all patterns and derivations. */
export function timelineOf(document: AnalysisDocument, descriptions: Descriptions): Timeline {
  const { inputs } = document
  const sources = sourcesOf(document)
  const names = sources.map(({ name }) => name)
  const make = eventMaker(
    sources.map(({ input }) => input.path),
    names,
    descriptions,
  )
  return {
    oclog: document.oclog,
    schema: document.schema,
    incidents: document.incidents.map((incident) => incidentTimeline(incident, make, names)),
    sources,
    inputs,
    totals: {
      lines: inputs.reduce((sum, { lines }) => sum + lines, 0),
      bytes: inputs.reduce((sum, { bytes }) => sum + bytes, 0),
      unparsed: inputs.reduce((sum, { unparsed = 0 }) => sum + unparsed, 0),
    },
    unreadable: document.unreadable ?? [],
    harmless: [...Map.groupBy(document.benign ?? [], ({ why }) => why)].map(([why, list]) => ({
      why,
      records: list.reduce((sum, event) => sum + (event.count ?? 1), 0),
    })),
    undecidable: document.undecidable ?? [],
    doubts: openQuestions(document),
  }
}

function incidentTimeline(
  incident: IncidentDocument,
  make: ReturnType<typeof eventMaker>,
  sources: readonly string[],
): IncidentTimeline {
  const { cause, impact } = incident
  const { events, changes } = eventsOf(incident, make)
  const course = courseOf(incident)
  const picture = pictureOf(
    events,
    [course.began, course.recovered].filter((ms) => ms !== undefined),
  )
  const silences = picture?.silences ?? []
  return {
    id: incident.id,
    shortId: shortId(incident.id),
    gateway: incident.gateway,
    severity: incident.severity,
    state: incident.state,
    verdict: cause.verdict,
    verdictWords: verdictText(cause.verdict),
    title: cause.title,
    class: cause.class,
    otherClasses: otherClasses(incident),
    confidence: perCent(cause.confidence),
    explanation: cause.explanation,
    facts: factsOf(incident),
    course,
    impact,
    extent: extentOf(impact),
    supports: cause.supports,
    against: cause.against,
    consequences: incident.consequences.map(({ title, class: eventClass, confidence, explanation }) => ({
      title,
      class: eventClass,
      confidence: perCent(confidence),
      explanation,
    })),
    ruledOut: incident.ruledOut,
    references: cause.references ?? [],
    events,
    records: recordsOf(events),
    changes,
    rows: rowsOf(events, silences),
    picture,
    runbook: runbookOf(cause, incident.decision),
    answers: answersOf(incident.decision),
    action: incident.decision?.do,
    confirm: incident.decision?.confirm && confirmation(incident.decision.confirm),
    background: cause.background,
    doubts: doubtsOf(events, silences, sources),
  }
}

/** An event that changed something shortly before may also be part of the incident; it is made once. */
function eventsOf(
  incident: IncidentDocument,
  make: ReturnType<typeof eventMaker>,
): Pick<IncidentTimeline, 'events' | 'changes'> {
  const own = new Set(incident.events.map(({ id }) => id))
  const events = [
    ...incident.changedBefore.filter(({ id }) => !own.has(id)).map((event) => make(event, true)),
    ...incident.events.map((event) => make(event, false)),
  ]
  const made = new Map(events.map((event) => [event.id, event]))
  return { events, changes: incident.changedBefore.map(({ id }) => made.get(id)!) }
}

function perCent(confidence: number): number {
  return Math.round(confidence * 100)
}

/** Every input once, then the sources that only events name. */
function sourcesOf({ inputs, incidents }: AnalysisDocument): Source[] {
  const events = incidents.flatMap((incident) => [...incident.changedBefore, ...incident.events])
  const paths = [...new Set([...inputs.map(({ path }) => path), ...events.map(({ source }) => source)])]
  const names = shortNames(paths)
  return paths.map((path, index) => ({
    name: names[index]!,
    input: inputs.find((input) => input.path === path) ?? unknownInput(path),
  }))
}

function unknownInput(path: string): InputDocument {
  return { path, format: '', lines: 0, bytes: 0, firstTimestamp: null, lastTimestamp: null }
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
