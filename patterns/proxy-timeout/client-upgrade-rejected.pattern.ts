import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const clientUpgradeRejected = definePattern({
  id: 'client.upgrade-rejected',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'The WebSocket upgrade got HTTP {status}',
  description:
    'Something in front answered instead of the gateway: an identity proxy (301, 302, 401, 403) or a dead ' +
    'tunnel (502, 503, 530).',
  keywords: ['rejected websocket upgrade', 'Unexpected server response:', 'unexpected server response'],
  match: anyOf(
    /rejected websocket upgrade \(HTTP (?<status>\d{3})\)/,
    /[Uu]nexpected server response: (?<status>\d{3})/,
  ),
  fields: ({ status }) => ({ status: Number(status) }),
  examples: {
    hits: [
      { line: 'gateway rejected websocket upgrade (HTTP 502): Bad Gateway', fields: { status: 502 } },
      { line: 'gateway connect failed: Error: Unexpected server response: 403', fields: { status: 403 } },
    ],
    misses: ['unexpected response'],
  },
})
