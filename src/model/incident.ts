import type { Cause, Clause, Severity } from './cause.ts'
import type { Decision, Step } from './decision.ts'
import type { Event } from './event.ts'
import type { EventClass } from './signal.ts'
import type { Track } from './track.ts'

/** A cause that was found to fit, with what it stands on. */
export interface Finding {
  readonly cause: Cause
  /** 0 to 1. */
  readonly confidence: number
  /** The sentences, each with the events that show it, and all of them as one text. */
  readonly clauses: readonly Clause[]
  readonly explanation: string
  readonly decision: Decision
  readonly checks: readonly Step[]
  readonly fix: readonly Step[]
  readonly supports: readonly string[]
  readonly against: readonly string[]
}

export interface RuledOut {
  readonly id: string
  readonly class: EventClass
  readonly title: string
  readonly why: string
}

/**
 * What happened to one gateway, from first to last event, with its ranked causes. Times in nanoseconds since the epoch.
 */
export interface Incident {
  readonly id: string
  readonly gateway: string
  readonly severity: Severity
  /** `ended`: it did not come again while the gateway went on serving. */
  readonly state: 'open' | 'resolved' | 'ended'
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
  readonly recentChanges: readonly Event[]
  readonly events: readonly Event[]
  /** How many records each pattern stands for, exact. */
  readonly counts: Readonly<Record<string, number>>
  /** The states of the gateway's parts in the time of the incident. */
  readonly tracks: readonly Track[]
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
