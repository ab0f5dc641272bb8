import type { Event } from './event.ts'
import type { Attributes } from './record.ts'
import type { TrackName } from './track-setting.ts'

/** One state of a part, from an event until the next state begins. */
export interface TrackState {
  readonly state: string
  /** The event that says so: a sentence about the state stands on it. */
  readonly from: Event
  readonly details: Attributes
}

/** The states of one part over time, in order; neighbors differ in state or details. */
export interface Track {
  readonly name: TrackName
  /** Which one of several: `telegram`, `openclaw-control-ui`; empty where there is only one. */
  readonly key: string
  readonly states: readonly TrackState[]
}

/** The tracks of one gateway. */
export interface Tracks {
  readonly all: readonly Track[]
  /** The state that an event found: set by this event or one before it. `undefined`: nothing says so. */
  at(event: Event, name: TrackName, key?: string): TrackState | undefined
  /** The last state known. */
  last(name: TrackName, key?: string): TrackState | undefined
  /** All states of a part, of all keys unless one is given, in order of time. */
  states(name: TrackName, key?: string): readonly TrackState[]
}
