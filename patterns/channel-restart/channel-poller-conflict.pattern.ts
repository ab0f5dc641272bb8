import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const channelPollerConflict = definePattern({
  id: 'channel.poller-conflict',
  class: 'channel-restart',
  role: 'cause',
  title: 'Another process polls with the same bot token (409)',
  description:
    'Telegram gives updates to one poller only. A second gateway, another host or a channel started twice takes ' +
    'them.',
  keywords: ['getUpdates conflict', 'terminated by other getUpdates', 'session conflict'],
  subsystems: channelSubsystems,
  match: anyOf(
    /getUpdates conflict|terminated by other getUpdates request/,
    /(?<whatsapp>status (?:440|409)[^\n]*session conflict)/,
  ),
  fields: ({ whatsapp }) => ({ channel: whatsapp === undefined ? 'telegram' : 'whatsapp' }),
  examples: {
    hits: [
      {
        line: '[whatsapp] Web connection closed (status 440: session conflict). Resolve conflicting sessions.',
        fields: { channel: 'whatsapp' },
      },
      {
        line: "[telegram] getUpdates conflict: Call to 'getUpdates' failed! (409: Conflict: terminated by other getUpdates request; make sure that only one bot instance is running); retrying in 30s.",
        fields: { channel: 'telegram' },
      },
    ],
    misses: ['merge conflict'],
  },
})
