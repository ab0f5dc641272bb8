import { anyOf } from '../../src/base/expressions.ts'
import { definePattern } from '../../src/model/pattern.ts'

export const channelSocketClosed = definePattern({
  id: 'channel.socket-closed',
  class: 'close-code',
  role: 'context',
  title: "A channel's own socket closed with {code}",
  description:
    "Discord and other services have WebSockets and close codes of their own. They say nothing about OpenClaw's " +
    'gateway.',
  keywords: [
    'closed with code ',
    'Fatal gateway close code',
    'Fatal Gateway error: ',
    'reached after code ',
    'close code: 4',
    'websocket closed: ',
  ],
  subsystems: [
    'telegram',
    'discord',
    'slack',
    'whatsapp',
    'signal',
    'feishu',
    'mattermost',
    'msteams',
    'qqbot',
    'channels',
    'health-monitor',
  ],
  match: anyOf(
    /(?:closed with code|Fatal gateway close code:|Fatal Gateway error:) (?<code>\d{4})/,
    /(?:reached after code|close code:|[Ww]ebsocket closed:) (?<code>\d{4})/,
  ),
  fields: (groups, { attributes }) => ({
    code: Number(groups['code']),
    peer: typeof attributes['subsystem'] === 'string' ? attributes['subsystem'].split('/').at(-1) : 'channel',
  }),
  examples: {
    hits: [
      {
        line: '[discord] discord gateway: Gateway websocket closed: 1006',
        fields: { code: 1006, peer: 'discord' },
      },
      {
        line: '[discord] discord gateway: WebSocket connection closed with code 4014',
        fields: { code: 4014, peer: 'discord' },
      },
      {
        line: '[openclaw] Uncaught exception: Error: Max reconnect attempts (0) reached after code 1005',
        fields: { code: 1005 },
      },
    ],
    misses: ['Command exited with code 1', 'process closed with code 1'],
  },
})
