import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from '../last-segment.ts'

export const channelStarting = definePattern({
  id: 'channel.starting',
  class: 'channel-restart',
  role: 'recovery',
  sets: [{ track: 'channel', state: 'starting', key: ['channel', 'account'] }],
  title: 'Channel {channel} starts account {account}',
  description: 'One line per account.',
  keywords: ['starting provider'],
  subsystems: channelSubsystems,
  match: /^\[(?<account>[^\]]+)\] starting provider/,
  fields: ({ account }, { attributes }) => ({ account, channel: lastSegment(attributes['subsystem']) }),
  examples: {
    hits: [
      {
        line: '[telegram] [default] starting provider (@some_bot)',
        fields: { account: 'default', channel: 'telegram' },
      },
    ],
    misses: ['starting provider'],
  },
})
