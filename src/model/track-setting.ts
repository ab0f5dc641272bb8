import type { Conditions } from './conditions.ts'

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
  /**
   * Attributes (of the event or its resource) that say which of several parts is meant: `channel`, `client`, `port`.
   */
  readonly key?: readonly string[]
  /** Only events whose attributes fit. */
  readonly where?: Conditions
  /** Attributes that belong to the state and are shown with it: `paths`, `pid`. */
  readonly details?: readonly string[]
}
