import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const clientUnreachable = definePattern({
  id: 'client.unreachable',
  class: 'other',
  role: 'cause',
  title: 'Nothing answers at {address}',
  description:
    'Connection refused: no gateway listens there, or the address is wrong (a container dials its own loopback).',
  keywords: [
    'connect ECONNREFUSED',
    'Gateway not reachable at',
    'ECONNREFUSED 127',
    'Could not reach OpenClaw gateway',
  ],
  match: anyOf(
    /connect ECONNREFUSED (?<address>[\d.:[\]a-f]+)/,
    /ECONNREFUSED (?<address>127\.[\d.:]+)/,
    /Gateway not reachable at (?<address>\S+) \((?<code>\w+)\)/,
  ),
  fields: ({ address = '', code }) =>
    // Model servers, databases and channels refuse connections too.
    /:187\d\d|18789|18790|2345|wss?:/.test(address) ? { address, code } : undefined,
  examples: {
    hits: [
      {
        line: '│ Gateway │ unreachable (connect failed: ECONNREFUSED 127.0.0.1:18789) │',
        fields: { address: '127.0.0.1:18789' },
      },
      { line: 'connect ECONNREFUSED 127.0.0.1:18789', fields: { address: '127.0.0.1:18789' } },
      { line: 'Gateway not reachable at ws://127.0.0.1:18789 (ECONNREFUSED).', fields: { code: 'ECONNREFUSED' } },
    ],
    misses: ['connect ECONNREFUSED 127.0.0.1:11434'],
  },
})
