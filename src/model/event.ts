import type { Attributes } from './record.ts'
import type { EventClass, Role } from './signal.ts'

/** A pattern found in a record, or a derivation found in several: what incidents are made of. */
export interface Event<Id extends string = string> {
  /** Hash of the source, the line's position in it and the pattern: the same bytes give the same id. */
  readonly id: string
  /** Id of the pattern or derivation. */
  readonly pattern: Id
  readonly class: EventClass
  readonly role: Role
  /** Nanoseconds since the epoch as written in the log; `undefined` where the line states no complete time. */
  readonly timestamp: bigint | undefined
  /**
   * Where the event stands in order: its timestamp, or that of the record it follows. Comparable among events of one
   * source always, of several only when `hasDate`.
   */
  readonly at: bigint
  readonly hasDate: boolean
  /** The line states a time itself, if only that of day: intervals between such events of one source mean something. */
  readonly hasOwnTime: boolean
  /** Identity and name of the source it was read from. */
  readonly logId: string
  readonly logName: string
  /** Line number from 1 and byte offset in the decoded text of the source. */
  readonly line: number
  readonly offset: number
  readonly severityNumber: number
  readonly attributes: Attributes
  /** What the record says of its origin: `host.name`, `container.name`, `systemd.unit`, `process.pid`. */
  readonly resource: Attributes
  /** Redacted. */
  readonly body: string
  /**
   * How many records this one stands for: 1 + those the gateway says it suppressed + those that the store only counted.
   */
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
