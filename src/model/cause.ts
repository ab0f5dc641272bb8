import type { Ruling, Step } from './decision.ts'
import type { Event } from './event.ts'
import type { Platform } from './platform.ts'
import type { Selector } from './selector.ts'
import type { EventClass, Signal } from './signal.ts'
import type { Tracks } from './track.ts'

export type Severity = 'critical' | 'high' | 'medium' | 'low'

/**
 * Something that speaks for or against a cause. Times are in the notation `5m`, measured from the first and last
 * trigger.
 */
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
  /** What to do, from the facts. The engine takes back what the facts do not bear out (src/correlate/decide.ts). */
  readonly decide: (facts: Facts) => Ruling
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
  /** Says that it is over; with `sharing`, only for an actor that was hit: the same client, channel or account. */
  readonly recovery?: readonly Selector[]
  readonly recoverySharing?: readonly string[]
  /** It stands until something is changed, however long nobody runs into it: a quiet period does not end it. */
  readonly stands?: boolean
  /** What happened, sentence by sentence. A sentence stands on events; what none shows is not said. */
  readonly explain: (facts: Facts) => readonly (Clause | undefined)[]
  /** How such a thing works in general, true of every case; shown apart from what the log shows. */
  readonly background?: string
  /** Read-only steps that tell more. */
  readonly checks: (facts: Facts) => readonly Step[]
  /** What mends it, in order; alternatives say `instead`. */
  readonly fix: (facts: Facts) => readonly Step[]
  /** Only for triggers that no other cause claims; it never draws others together. */
  readonly fallback?: boolean
  /** Looks alarming and is not: its events are listed as benign and make no incident. */
  readonly benign?: boolean
  readonly references?: readonly string[]
}

/** A sentence of an explanation, and the events that show it: at least one. */
export interface Clause {
  readonly text: string
  readonly on: readonly Event[]
}

/** What explanations, decisions and steps may use: what the log shows about one incident. */
export interface Facts {
  /** The triggers, in order of time. */
  readonly events: readonly Event[]
  /** How often it happened: the lines about one connection, call or turn are one occasion. */
  readonly count: number
  /** Nanoseconds from the first trigger to the last. */
  readonly span: bigint
  /** Where the gateway runs. */
  readonly platform: Platform
  readonly tracks: Tracks
  /** Whether it is over. */
  readonly over: boolean
  /** All values of an attribute among the triggers, in order of first appearance. */
  values(name: string): string[]
  /** All values of an attribute among the events of a signal in the incident's window. */
  valuesOf(signal: Signal, name: string): string[]
  /** Whether the window holds an event of this signal. */
  has(signal: Signal): boolean
  /**
   * Events that the selectors mean, from `before` (default 10m) the first trigger to `after` (default 10m) the last.
   */
  select(
    selectors: readonly Selector[],
    reach?: { readonly before?: string; readonly after?: string },
  ): readonly Event[]
  /**
   * Changes of the configuration before the first trigger, within a day: writes, reloads, restores, updates that wrote.
   */
  readonly configChanges: readonly Event[]
  /** A sentence that stands on these events; `undefined` when there are none. */
  clause(on: readonly Event[], text: string | ((on: readonly Event[]) => string)): Clause | undefined
  /** Reasons of the clues that were found, those for it. */
  readonly reasons: readonly string[]
  /** Marks of the different secrets that the lines show: two of them are two tokens, even if neither is known. */
  readonly fingerprints: readonly string[]
}

export function defineCause(cause: Cause): Cause {
  return cause
}
