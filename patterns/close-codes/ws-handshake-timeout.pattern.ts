import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const wsHandshakeTimeout = definePattern({
  id: 'ws.handshake-timeout',
  class: 'close-code',
  role: 'cause',
  title: 'A handshake timed out',
  description:
    'A close with 1000 and no reason follows, so the client reads "gateway closed (1000 normal closure)". The ' +
    'limit is 10 s, 3 s in 2026.3.13, and 15 s since 2026.4.29.',
  keywords: ['handshake timeout conn='],
  subsystems: ['ws'],
  exclusive: true,
  match: sequence(
    /handshake timeout conn=(?<conn>\S+)(?: peer=(?<peer>\S+))?(?: remote=(?<remote>\S+))?/,
    /(?: phase=(?<phase>\w+))?(?: durationMs=(?<durationMs>\d+))?/,
  ),
  examples: {
    hits: [
      {
        line: '[WARN] gateway/ws: handshake timeout conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 durationMs=40009',
        fields: { durationMs: '40009' },
      },
      {
        line: '[ws] handshake timeout conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1',
        fields: { remote: '127.0.0.1' },
      },
      {
        line: '[WARN] gateway/ws: handshake timeout conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=10.0.0.2:5->10.0.0.1:18789 remote=10.0.0.2 phase=ws_upgrade_started',
        fields: { phase: 'ws_upgrade_started' },
      },
    ],
    misses: ['[telegram] TLS handshake timeout while polling'],
  },
})
