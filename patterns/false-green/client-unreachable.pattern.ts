import { definePattern } from '../../src/model/pattern.ts'

export const clientUnreachable = definePattern({
  id: 'client.unreachable',
  class: 'other',
  role: 'cause',
  title: 'Nothing answers at {address}',
  description:
    'Connection refused: no gateway listens there, or it is the wrong "there" (a container dials its own loopback).',
  keywords: [
    'connect ECONNREFUSED',
    'Gateway not reachable at',
    'ECONNREFUSED 127',
    'Could not reach OpenClaw gateway',
  ],
  match:
    /(?:connect ECONNREFUSED (?<address>[\d.:[\]a-f]+)|ECONNREFUSED (?<address2>127\.[\d.:]+)|Gateway not reachable at (?<url>\S+) \((?<code>\w+)\))/,
  fields: ({ address, address2, url, code }) => {
    const at = address ?? address2 ?? url
    // Model servers, databases and channels refuse connections too.
    if (at !== undefined && !/18789|18790|2345|ws:|wss:/.test(at) && !/:187\d\d/.test(at)) return undefined
    return { address: at, code }
  },
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
