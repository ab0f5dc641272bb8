import type { Event } from './event.ts'
import type { Attributes } from './record.ts'
import type { Signal } from './signal.ts'

/**
 * Finds what only several records show together: a period, a pair that is missing its half, two things that contradict.
 * Pure.
 */
export interface Derivation<Id extends string = string, Needed extends string = string> extends Signal<Id> {
  /** The signals it looks at; it sees no other events. */
  readonly needs: readonly Signal<Needed>[]
  derive(events: NeededEvents<Needed>): Iterable<Derived>
}

/** The events that a derivation declared that it needs, in order of time. */
export interface NeededEvents<Needed extends string = string> {
  readonly all: readonly Event<Needed>[]
  /**
   * Those of some of the signals. Throws for a signal that is not among `needs`, which the compiler refuses already.
   */
  of<Id extends Needed>(...signals: readonly Signal<Id>[]): readonly Event<Id>[]
}

/** What a derivation found: it stands on the line of `on`, and takes its time from there. */
export interface Derived {
  readonly on: Event
  readonly attributes: Attributes
  readonly body: string
}

export function defineDerivation<const Id extends string, const Needed extends string>(
  derivation: Derivation<Id, Needed>,
): Derivation<Id, Needed> {
  return derivation
}
