import type { Event } from './event.ts'
import type { Selector } from './selector.ts'
import type { EventClass, Signal } from './signal.ts'

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
  /** Classes that it shows besides its own and those of its triggers. */
  readonly also?: readonly EventClass[]
  /** Says that it is over. */
  readonly recovery?: readonly Selector[]
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

export interface Step {
  readonly what: string
  /** A real command; a placeholder stands as <name>. */
  readonly command?: string
}

/** What a cause's explanation may use. */
export interface Facts {
  readonly events: readonly Event[]
  /** How many times it happened. The lines about one connection are one time; a line that stands for n records is n times. */
  readonly count: number
  /** Nanoseconds from the first trigger to the last. */
  readonly span: bigint
  /** All values of an attribute among the triggers, in order of first appearance. */
  values(name: string): string[]
  /** All values of an attribute among the events of a signal in the incident's window. */
  valuesOf(signal: Signal, name: string): string[]
  /** Whether the window holds an event of this signal. */
  has(signal: Signal): boolean
  /** Reasons of the clues that were found, those for it. */
  readonly reasons: readonly string[]
  /** Marks of the different secrets that the lines show: two of them are two tokens, even if neither is known. */
  readonly fingerprints: readonly string[]
}

export function defineCause(cause: Cause): Cause {
  return cause
}
