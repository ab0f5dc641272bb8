import { definePattern } from '../../src/model/pattern.ts'
import { closeRole } from './close-role.ts'
import { connectionFields } from './connection-fields.ts'
import { anyOf } from '../../src/base/expressions.ts'

// Closes with a pattern of their own, and codes of something else.
const otherLine = anyOf(
  /closed before connect|(?:webchat|user) disconnected|→ close|[Gg]ateway WebSocket closed/,
  /fallback decision|exit/,
)

export const wsCloseFragment = definePattern({
  id: 'ws.close-fragment',
  class: 'close-code',
  role: 'symptom',
  title: 'A close with {code}',
  description:
    'The code and reason of a close without the rest of its line: a ticket quotes it, a pager wrapped it, or a ' +
    'bridge words it in its own way.',
  keywords: [
    ...Array.from({ length: 16 }, (_, index) => `code=${1000 + index}`),
    ...['4000', '4001', '4008', '4013'].map((code) => `code=${code}`),
  ],
  subsystems: ['ws', 'gateway', 'gateway-bridge', 'bridge'],
  match: /(?:^|[ ([])(?<rest>code=(?:10\d\d|4\d\d\d)\b.*)$/,
  fields: ({ rest }, { body, attributes }) => {
    if (otherLine.test(body)) return undefined
    // Any program prints code=NUMBER; a close has a reason or calls itself one.
    if (!/clos|disconnect|reason=|cause=|handshake=/i.test(body)) return undefined
    return connectionFields(rest!.replace(/\)$/, ''), attributes)
  },
  roleOf: closeRole,
  examples: {
    hits: [
      { line: '[gateway] ws close code=1008 reason=origin not allowed', fields: { code: 1008, refusal: 'origin' } },
      { line: 'code=1008 reason=pairing required', fields: { code: 1008, refusal: 'pairing' } },
      { line: '[02:46:42] [gateway-bridge] WS closed (code=1006)', fields: { code: 1006 } },
    ],
    misses: [
      'error code=1008 from the printer',
      '[discord] WebSocket closed code=4014 reason=x',
      'process exited code=1000',
    ],
  },
})
