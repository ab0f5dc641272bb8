import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const wsHandlerError = definePattern({
  id: 'ws.handler-error',
  class: 'close-code',
  role: 'cause',
  title: 'The gateway failed on a message: {error}',
  description:
    'The handler of a WebSocket message threw an error. If this happens before connect, the client sees a close ' +
    'with 1000 and no reason.',
  keywords: ['parse/handle error:', 'parse-error error='],
  subsystems: ['ws', 'gateway'],
  match: anyOf(/^parse\/handle error: (?<error>.*)/, /^✗ parse-error error=(?<error>.*?)(?: conn=(?<conn>\S+))?$/),
  examples: {
    hits: [
      {
        line: '[ws] ✗ parse-error error=SyntaxError: Unexpected token conn=5f0c3a11…3e4f',
        fields: { error: 'SyntaxError: Unexpected token', conn: '5f0c3a11…3e4f' },
      },
      {
        line: '[gateway] parse/handle error: Error: ENOSPC: no space left on device, write',
        fields: { error: 'Error: ENOSPC: no space left on device, write' },
      },
    ],
    misses: ['[config] parse/handle errors are counted'],
  },
})
