import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const versionProtocol = definePattern({
  id: 'version.protocol',
  class: 'version-skew',
  role: 'cause',
  title: 'A client and the gateway speak different protocols',
  description:
    'The gateway closes with 1002. The protocol is 3 up to 2026.5.7 and 4 since 2026.5.18. Has min=, max= and ' +
    'expected= since 2026.5.28.',
  keywords: ['protocol mismatch', 'PROTOCOL_MISMATCH'],
  exclusive: true,
  match: anyOf(
    sequence(
      /(?:^|[\s:"'])protocol mismatch conn=(?<conn>\S+)/,
      /(?:.*? client=(?<client>.*?) (?<mode>\S+) v(?<version>\S+))?/,
      /(?:.*? min=(?<min>\d+) max=(?<max>\d+) expected=(?<expected>\d+))?/,
    ),
    /(?:^|[\s:"'])protocol mismatch\b/,
    /PROTOCOL_MISMATCH/,
  ),
  fields: (groups, { body, attributes }) => {
    // Closes have patterns of their own, which read the reason.
    if (/closed before connect|webchat disconnected|close code=|isconnected |closed \(/.test(body)) return undefined
    return {
      ...groups,
      min: groups['min'] ?? attributes['minProtocol'],
      expected: groups['expected'] ?? attributes['expectedProtocol'],
    }
  },
  examples: {
    hits: [
      {
        line: '[ws] protocol mismatch conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:54581->127.0.0.1:18789 remote=127.0.0.1 remotePort=54581 client=Some App ui v2.4.9 min=3 max=3 expected=4 probeMin=4 instance=1',
        fields: { client: 'Some App', mode: 'ui', version: '2.4.9', max: '3', expected: '4' },
      },
      { line: 'gateway connect failed: GatewayClientRequestError: protocol mismatch', fields: {} },
    ],
    misses: ['[tls] no protocol mismatches found'],
  },
})
