import { definePattern } from '../../src/model/pattern.ts'

export const clientUpgradeRejected = definePattern({
  id: 'client.upgrade-rejected',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'The upgrade to WebSocket was answered with HTTP {status}',
  description:
    'Something in front answers instead of the gateway: an identity proxy (301, 302, 401, 403), a dead tunnel (502, 503, 530).',
  keywords: ['rejected websocket upgrade', 'Unexpected server response:', 'unexpected server response'],
  match: /(?:rejected websocket upgrade \(HTTP (?<status>\d{3})\)|[Uu]nexpected server response: (?<status2>\d{3}))/,
  fields: ({ status, status2 }) => ({ status: Number(status ?? status2) }),
  examples: {
    hits: [
      { line: 'gateway rejected websocket upgrade (HTTP 502): Bad Gateway', fields: { status: 502 } },
      { line: 'gateway connect failed: Error: Unexpected server response: 403', fields: { status: 403 } },
    ],
    misses: ['unexpected response'],
  },
})
