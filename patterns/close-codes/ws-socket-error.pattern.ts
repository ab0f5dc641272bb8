import { definePattern } from '../../src/model/pattern.ts'

export const wsSocketError = definePattern({
  id: 'ws.socket-error',
  class: 'close-code',
  role: 'cause',
  title: 'Socket error: {error}',
  description: 'The ws library gave up on a connection. A close with 1006 or 1009 follows.',
  keywords: ['Max payload size exceeded', 'Invalid WebSocket frame', 'read ECONNRESET'],
  subsystems: ['ws'],
  tagged: true,
  match: /^error conn=(?<conn>\S+) remote=(?<remote>\S+): (?<error>.*)$/,
  examples: {
    hits: [
      {
        line: '[ws] error conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1: Max payload size exceeded',
        fields: { error: 'Max payload size exceeded' },
      },
    ],
    misses: ['[telegram] error: read ECONNRESET'],
  },
})
