import type { Event } from './event.ts'
import type { Attributes } from './record.ts'
import type { Conditions } from './selector.ts'

/** The parts of a system whose state can be told from its events. Of some there are several, told apart by `key`. */
export const trackNames = [
  'gateway.process',
  'gateway.version',
  'package.version',
  'client.version',
  'plugin.version',
  'config.disk',
  'config.used',
  'credential.disk',
  'credential.used',
  'credential.service',
  'port',
  'supervisor',
  'channel',
  'client',
  'probe',
  'storage',
  'event-loop',
  'memory',
] as const
export type TrackName = (typeof trackNames)[number]

/** What an event of a signal says of a part of the system, as data. */
export interface TrackSetting {
  readonly track: TrackName
  /** The state from here on: fixed, or what an attribute says. An event without that attribute sets nothing. */
  readonly state: string | { readonly attribute: string }
  /** Attributes (of the event or its resource) that say which of several parts is meant: `channel`, `client`, `port`. */
  readonly key?: readonly string[]
  /** Only events whose attributes fit. */
  readonly where?: Conditions
  /** Attributes that belong to the state and are shown with it: `paths`, `pid`. */
  readonly details?: readonly string[]
}

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
