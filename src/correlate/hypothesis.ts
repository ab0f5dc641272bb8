import type { Cause } from '../model/cause.ts'
import type { Event } from '../model/event.ts'

/** A cause tried on one cluster of its triggers, with what speaks for and against it. Events in order of time. */
export interface Hypothesis {
  readonly cause: Cause
  /** At least one. */
  readonly triggers: readonly Event[]
  /** Triggers and what the cause brought about. */
  readonly claimed: readonly Event[]
  /** Events that its clues rest on, clue by clue. */
  readonly evidence: readonly Event[]
  /** Nanoseconds since the epoch: time of the first trigger, and of the last record that a trigger stands for. */
  readonly from: bigint
  readonly to: bigint
  /** How many times it happened. */
  readonly occasions: number
  /** 0 to 100. */
  readonly strength: number
  readonly supports: readonly string[]
  readonly against: readonly string[]
  /** The first event after the triggers that says it is over. */
  readonly recovery: Event | undefined
}
