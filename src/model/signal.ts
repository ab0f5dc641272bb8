import type { TrackSetting } from './track-setting.ts'

export const eventClasses = [
  'close-code',
  'policy-drop',
  'token-mismatch',
  'dual-listener',
  'workspace-mismatch',
  'cli-only-backend',
  'crash-loop',
  'version-skew',
  'proxy-timeout',
  'missing-scope',
  'pairing-required',
  'false-green',
  'config-invalid',
  'channel-restart',
  'model-auth',
  'other',
  'update-failed',
  'setup-failed',
  'gateway-down',
  'run-stalled',
  'provider-unavailable',
  'plugin-failed',
  'storage-failed',
  'channel-deaf',
  'unrecognised',
] as const
export type EventClass = (typeof eventClasses)[number]

/**
 * What an event is to an incident: what brought it about, what came of it, what explains it, or the sign that it is
 * over.
 */
export type Role = 'cause' | 'symptom' | 'context' | 'recovery'

/**
 * What an event can be of: a pattern or a derivation. Whoever refers to one holds the object, so that the compiler
 * checks it.
 */
export interface Signal<Id extends string = string> {
  readonly id: Id
  readonly class: EventClass
  readonly role: Role
  readonly title: string
  readonly description: string
  /** What it says of the state of a part of the system. */
  readonly sets?: readonly TrackSetting[]
  /**
   * Something changed that may bring about an incident; it is shown with those that begin shortly after. `config`: it
   * changed openclaw.json or what the gateway has read of it, so that going back to an earlier one can help.
   */
  readonly change?: 'config' | 'other'
}
