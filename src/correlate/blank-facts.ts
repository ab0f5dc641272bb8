import type { Facts } from '../model/cause.ts'

/**
 * Facts of a log that shows nothing, on the platform that OpenClaw is at home on: what a cause says without any of
 * them.
 */
export const blankFacts: Facts = {
  events: [],
  count: 0,
  span: 0n,
  platform: { os: 'linux', supervisor: 'systemd-user' },
  tracks: { all: [], at: () => undefined, last: () => undefined, states: () => [] },
  over: false,
  configChanges: [],
  select: () => [],
  clause: () => undefined,
  values: () => [],
  valuesOf: () => [],
  has: () => false,
  reasons: [],
  fingerprints: [],
}
