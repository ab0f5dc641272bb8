import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const versionClientOutdated = definePattern({
  id: 'version.client-outdated',
  class: 'version-skew',
  role: 'cause',
  sets: [{ track: 'client.version', state: { attribute: 'client' }, key: ['client'] }],
  title: "A client's version differs from the gateway's",
  description:
    'A node host (closed with 1008 `client version mismatch`), a dashboard page from before the update, an ' +
    'outdated protocol that is still tolerated, or plugins of another version.',
  keywords: [
    'node version mismatch conn=',
    'control ui build rejected',
    'legacy node protocol accepted',
    'Plugin version drift:',
    'Gateway version mismatch:',
    'OpenClaw version mismatch',
    'dependency tree corrupted',
    'entrypoint does not match',
  ],
  match: sequence(
    anyOf(
      /(?<what>node version mismatch|control ui build rejected|legacy node protocol accepted|Plugin version drift)/,
      /(?<what>Gateway version mismatch|OpenClaw version mismatch|dependency tree corrupted)/,
      /(?<what>service entrypoint does not match the current install)/,
    ),
    /(?: conn=(?<conn>\S+))?/,
    /(?:.*? client(?:Version|Build)=(?<client>[^;\s]+) gateway(?:Version|Build)=(?<gateway>[^;\s]+))?/,
    /(?:: expected (?<expected>[^,\s]+), running gateway reported (?<running>\S+?)\.?$)?/,
  ),
  fields: (groups) => {
    if (groups['running'] === 'unavailable') return undefined
    return groups['what'] === 'node version mismatch' && groups['conn'] === undefined ? undefined : groups
  },
  roleOf: ({ what }) => (what === 'legacy node protocol accepted' ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: 'Gateway service entrypoint does not match the current install.',
        fields: { what: 'service entrypoint does not match the current install' },
      },

      {
        line: '[ws] node version mismatch conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f clientVersion=2026.7.1 gatewayVersion=2026.9.6; closing for supervisor restart',
        fields: { client: '2026.7.1', gateway: '2026.9.6' },
      },
      {
        line: 'Gateway version mismatch: expected 2026.9.6, running gateway reported 2026.7.1.',
        fields: { expected: '2026.9.6', running: '2026.7.1' },
      },
    ],
    misses: ['node version mismatch: need 24'],
  },
})
