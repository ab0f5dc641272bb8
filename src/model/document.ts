import type { Impact, RuledOut, Undecidable } from './incident.ts'
import type { Severity } from './cause.ts'
import type { Confirmation, Step, Verdict } from './decision.ts'
import type { TrackName } from './track-setting.ts'
import type { EventClass, Role } from './signal.ts'
import type { Attributes } from './record.ts'

/** The document of `--format json`, from a run of `analyze` or from the store. Fields may be added, never renamed. */
export interface AnalysisDocument {
  readonly schema: string
  readonly oclog: string
  readonly inputs: readonly InputDocument[]
  readonly incidents: readonly IncidentDocument[]
  readonly benign?: readonly (EventDocument & { readonly why: string })[]
  readonly undecidable?: readonly Undecidable[]
  readonly unreadable?: readonly { readonly path: string; readonly problem: string }[]
}

/** Documents from the store have no notes, and no counts of records and of unparsed lines. */
export interface InputDocument {
  readonly path: string
  readonly format: string
  readonly lines: number
  readonly bytes: number
  readonly firstTimestamp: string | null
  readonly lastTimestamp: string | null
  readonly records?: number
  readonly unparsed?: number
  readonly notes?: readonly string[]
}

export interface IncidentDocument {
  readonly id: string
  readonly gateway: string
  readonly severity: Severity
  readonly state: 'open' | 'resolved' | 'ended'
  readonly openedAt: string | null
  readonly lastEventAt: string | null
  readonly resolvedAt: string | null
  readonly impact: Impact
  readonly cause: CauseDocument
  readonly consequences: readonly CauseDocument[]
  readonly ruledOut: readonly RuledOut[]
  readonly classes: readonly EventClass[]
  readonly counts: Readonly<Record<string, number>>
  readonly changedBefore: readonly EventDocument[]
  readonly events: readonly EventDocument[]
  /** Documents of before 0.2 have neither. */
  readonly decision?: DecisionDocument
  readonly tracks?: readonly TrackDocument[]
}

export interface DecisionDocument {
  readonly verdict: Verdict
  /** The one recommended action. */
  readonly do?: Step
  readonly restart: AnswerDocument
  readonly rollback: AnswerDocument
  readonly confirm?: Confirmation
}

export interface AnswerDocument {
  readonly helps: 'yes' | 'no' | 'unknown'
  readonly why: string
  /** Ids of the events that show it. */
  readonly events: readonly string[]
}

/** The states of one part of the system, in order of time. */
export interface TrackDocument {
  readonly track: TrackName
  readonly key?: string
  readonly states: readonly {
    readonly state: string
    readonly from: string | null
    /** Id, log and line of the event that says so. */
    readonly event: string
    readonly source: string
    readonly line: number
    /** What belongs to the state: keys, pid, port. */
    readonly details: Attributes
  }[]
}

/** As the store keeps it. */
export type StoredIncident = Omit<IncidentDocument, 'events'>

export interface CauseDocument {
  readonly id: string
  readonly class: EventClass
  readonly title: string
  /** 0 to 1. */
  readonly confidence: number
  readonly verdict: Verdict
  readonly explanation: string
  /** The same, sentence by sentence, with the ids of the events that show it. */
  readonly sentences?: readonly { readonly text: string; readonly events: readonly string[] }[]
  /** How such a thing works in general. */
  readonly background?: string
  readonly supports: readonly string[]
  readonly against: readonly string[]
  readonly checks: readonly Step[]
  readonly fix: readonly Step[]
  readonly references?: readonly string[]
}

export interface EventDocument {
  readonly id: string
  readonly timestamp: string | null
  readonly class: EventClass
  readonly role: Role
  /** Short name, as `WARN`; left out where the line states none. */
  readonly severity?: string
  readonly pattern: string
  readonly source: string
  readonly line: number
  readonly attributes: Attributes
  readonly resource: Attributes
  readonly body: string
  /** How many records it stands for, when more than one, and the time of the last. */
  readonly count?: number
  readonly lastTimestamp?: string | null
  /** The redacted lines around it, in the order of the log. */
  readonly context?: { readonly before: readonly string[]; readonly after: readonly string[] }
}

/** A line of `follow --format ndjson`: a change of an incident, and all of the incident as `analyze` would give it. */
export interface ChangeDocument extends IncidentDocument {
  readonly schema: string
  readonly change: 'opened' | 'updated' | 'resolved' | 'reopened' | 'withdrawn'
  /** Ids of incidents that turned out to be part of this one. */
  readonly supersedes: readonly string[]
}
