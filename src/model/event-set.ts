import type { Event } from './event.ts'

/** Events of one or more logs, as the engine explains them. */
export interface EventSet {
  /** In order of time; those without a complete time first, log by log. */
  events(): Iterable<Event>
  origins(): Iterable<Origin>
  spans(): Iterable<Span>
}

/** An origin that events of one log state, and how many do. */
export interface Origin extends Pick<Event, 'logId' | 'resource'> {
  readonly events: number
}

/** From the first to the last complete time that a log states. */
export interface Span {
  readonly logId: string
  readonly first: bigint
  readonly last: bigint
}
