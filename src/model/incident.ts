import type { EventClass, Role } from './pattern.ts'
import type { Attributes, AttributeValue } from './record.ts'

/** A pattern found in a record, or a derivation found in several: what incidents are made of. */
export interface Event {
  /** Hash of the source, the line's position in it and the pattern: the same bytes give the same id. */
  readonly id: string
  /** Id of the pattern or derivation. */
  readonly pattern: string
  readonly class: EventClass
  readonly role: Role
  /** Nanoseconds since the epoch as written in the log; `undefined` where the line states no complete time. */
  readonly timestamp: bigint | undefined
  /**
   * Where the event stands in order: its timestamp, or that of the record it follows. Comparable among events of one source
   * always, of several only when `dated`.
   */
  readonly at: bigint
  readonly dated: boolean
  /** The line states a time itself, if only that of day: intervals between such events of one source mean something. */
  readonly timed: boolean
  /** Identity and name of the source it was read from. */
  readonly sourceId: string
  readonly source: string
  /** Line number from 1 and byte offset in the decoded text of the source. */
  readonly line: number
  readonly offset: number
  readonly severityNumber: number
  readonly attributes: Attributes
  /** What the record says of its origin: `host.name`, `container.name`, `systemd.unit`, `process.pid`. */
  readonly resource: Attributes
  /** Redacted. */
  readonly body: string
  /** How many records this one stands for: 1 + those the gateway says it suppressed + those that the store only counted. */
  readonly count: number
  /** Time of the last record it stands for. */
  readonly lastAt: bigint
  /** Made of other events by a derivation. */
  readonly derived?: true
}

/** The redacted lines around an event, in the order of the log. */
export interface Context {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export const verdicts = [
  'restart-and-validate',
  'config-rollback',
  'align-credentials',
  'approve-access',
  'stop-duplicate',
  'fix-environment',
  'wait',
  'undecidable',
] as const
export type Verdict = (typeof verdicts)[number]

export type Severity = 'critical' | 'high' | 'medium' | 'low'

/** Which events are meant: of a pattern, and of these only those whose attributes fit. */
export interface Selector {
  readonly pattern: string | readonly string[]
  readonly where?: Readonly<Record<string, AttributeValue | readonly AttributeValue[] | RegExp>>
  /** None of these may fit. */
  readonly not?: Readonly<Record<string, AttributeValue | readonly AttributeValue[] | RegExp>>
}

/** Something that speaks for or against a cause. Times are in the notation `5m`, measured from the first and last trigger. */
export interface Clue {
  readonly events: readonly Selector[]
  /** How long before the first trigger it still counts. Default 10m. */
  readonly before?: string
  /** How long after the last trigger. Default 10m. */
  readonly after?: string
  /** Only events earlier than the first trigger. */
  readonly only?: 'before' | 'after'
  readonly atLeast?: number
  /** Attribute that must be equal in the clue and in a trigger: `conn`, `unit`, `channel`. */
  readonly sharing?: string
  /** Points on the scale of `strength`. */
  readonly weight: number
  /** A clause that ends "it is this because …"; may hold {placeholders} of the clue's attributes. */
  readonly why: string
}

/** An explanation for a set of events, as data; the engine in correlate/ does the rest. */
export interface Cause {
  readonly id: string
  readonly class: EventClass
  readonly title: string
  readonly severity: Severity
  readonly verdict: Verdict
  /** One of these events, `atLeast` times, makes the hypothesis. */
  readonly trigger: readonly Selector[]
  /** Default 1. Suppressed and counted records count. */
  readonly atLeast?: number
  /** The triggers must lie within this of one another. Default: no limit but `gap`. */
  readonly within?: string
  /** Triggers further apart than this belong to different incidents. Default 30m. */
  readonly gap?: string
  /** Triggers with different values of this attribute are different incidents: `channel`, `port`. */
  readonly by?: string
  /** All must be found. */
  readonly requires?: readonly Omit<Clue, 'weight'>[]
  readonly supports?: readonly Clue[]
  readonly against?: readonly Clue[]
  /** How likely the triggers alone make it, 0 to 100: above 80 the line says it in so many words. */
  readonly strength: number
  /** What it brings about: taken into the incident from two minutes before the first trigger to two after the last. */
  readonly claims?: readonly Selector[]
  /** Ids of causes that are only its consequences when both are found. */
  readonly explains?: readonly string[]
  /** Ids of causes that say nothing more when this one is found: they are told as ruled out, and add no class. */
  readonly absorbs?: readonly string[]
  /** Classes that it shows besides its own and those of its triggers. */
  readonly also?: readonly EventClass[]
  /** Says that it is over. */
  readonly recovery?: readonly Selector[]
  /** What looks alike from outside, and what the log would show if it were that. */
  readonly rivals?: readonly Rival[]
  /** Plain words for what happened, from the facts found. */
  readonly explain: (facts: Facts) => string
  readonly checks: readonly Step[]
  readonly fix: readonly Step[]
  /** Only for triggers that no other cause claims; it never draws others together. */
  readonly fallback?: boolean
  /** Looks alarming and is not: its events are listed as benign and make no incident. */
  readonly benign?: boolean
  readonly references?: readonly string[]
}

export interface Rival {
  readonly id: string
  /** Completes "no … in this log". */
  readonly telltale: string
}

export interface Step {
  readonly what: string
  /** A real command; a placeholder stands as <name>. */
  readonly command?: string
}

/** What a cause's explanation may use. */
export interface Facts {
  readonly events: readonly Event[]
  /** Records that the triggers stand for. */
  readonly count: number
  /** Nanoseconds from the first trigger to the last. */
  readonly span: bigint
  /** All values of an attribute among the triggers, in order of first appearance. */
  values(name: string): string[]
  /** All values of an attribute among the events of a pattern in the incident's window. */
  valuesOf(pattern: string, name: string): string[]
  /** Whether the window holds an event of this pattern. */
  has(pattern: string): boolean
  /** Reasons of the clues that were found, those for it. */
  readonly reasons: readonly string[]
  /** Marks of the different secrets that the lines show: two of them are two tokens, even if neither is known. */
  readonly fingerprints: readonly string[]
}

export function defineCause(cause: Cause): Cause {
  return cause
}

/** Finds what only several records show together: a period, a pair that is missing its half, two things that contradict. Pure. */
export interface Derivation {
  readonly id: string
  readonly class: EventClass
  readonly role: Role
  readonly title: string
  readonly description: string
  /** Ids of the patterns it looks at; it sees those events only, in order of time. */
  readonly needs: readonly string[]
  readonly derive: (events: readonly Event[]) => Iterable<Derived>
}

/** What a derivation found: it stands on the line of `on`, and takes its time from there. */
export interface Derived {
  readonly on: Event
  readonly attributes: Attributes
  readonly body: string
}

export function defineDerivation(derivation: Derivation): Derivation {
  return derivation
}

/** What a log of this kind cannot show: `when` it holds these events, and not these, and no incident of these classes. */
export interface UndecidableRule {
  readonly id: string
  readonly what: string
  readonly enable: string
  readonly when: readonly Selector[]
  readonly unless?: readonly Selector[]
  readonly decidedBy?: readonly EventClass[]
}

/** One failure family: what is looked for, what is made of it, and what it can mean. */
export interface Family {
  readonly patterns?: readonly import('./pattern.ts').Pattern[]
  readonly derivations?: readonly Derivation[]
  readonly causes?: readonly Cause[]
  readonly undecidables?: readonly UndecidableRule[]
}

/** A cause that was found to fit, with what it stands on. */
export interface Finding {
  readonly cause: Cause
  /** 0 to 1. */
  readonly confidence: number
  readonly explanation: string
  readonly supports: readonly string[]
  readonly against: readonly string[]
}

export interface RuledOut {
  readonly id: string
  readonly class: EventClass
  readonly title: string
  readonly why: string
}

/** What happened to one gateway, from first to last event, with its ranked causes. Times in nanoseconds since the epoch. */
export interface Incident {
  readonly id: string
  readonly gateway: string
  readonly severity: Severity
  readonly state: 'open' | 'resolved'
  readonly openedAt: bigint | undefined
  readonly lastEventAt: bigint | undefined
  readonly resolvedAt: bigint | undefined
  readonly finding: Finding
  /** Causes that were found too and are the first one's consequences, or happened beside it. */
  readonly consequences: readonly Finding[]
  readonly ruledOut: readonly RuledOut[]
  readonly classes: readonly EventClass[]
  readonly impact: Impact
  /** What changed shortly before: reloads, upgrades, restarts. */
  readonly before: readonly Event[]
  readonly events: readonly Event[]
  /** How many records each pattern stands for, exact. */
  readonly counts: Readonly<Record<string, number>>
}

export interface Impact {
  /** Names of the clients that were hit: `openclaw-control-ui (webchat)`. */
  readonly clients: readonly string[]
  /** Different connections. */
  readonly connections: number
  /** Different remote addresses. */
  readonly remotes: number
  readonly records: number
}

/** An event that looks alarming and is not, and why. */
export interface Benign {
  readonly event: Event
  readonly why: string
}

/** What this log cannot decide, and what to switch on to decide it. */
export interface Undecidable {
  readonly id: string
  readonly what: string
  readonly enable: string
}
