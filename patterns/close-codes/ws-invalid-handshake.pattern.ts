import { definePattern } from '../../src/model/pattern.ts'

export const wsInvalidHandshake = definePattern({
  id: 'ws.invalid-handshake',
  class: 'close-code',
  role: 'cause',
  title: 'Something other than an OpenClaw client connected',
  description: 'The first frame was not a request: an HTTP probe, another protocol, or a very old client.',
  keywords: ['invalid handshake conn='],
  subsystems: ['ws'],
  exclusive: true,
  match: /^invalid handshake conn=(?<conn>\S+)(?: peer=(?<peer>\S+))?(?: remote=(?<remote>\S+))?/,
  examples: {
    hits: [
      {
        line: '[ws] invalid handshake conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=10.0.0.9:5->10.0.0.1:18789 remote=10.0.0.9',
        fields: { peer: '10.0.0.9:5->10.0.0.1:18789' },
      },
      {
        line: '[ws] invalid handshake conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=10.0.0.9 fwd=n/a origin=n/a host=n/a ua=n/a',
        fields: { remote: '10.0.0.9' },
      },
    ],
    misses: ['[ws] invalid handshake'],
  },
})
