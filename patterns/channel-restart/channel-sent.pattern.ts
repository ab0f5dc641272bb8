import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from '../last-segment.ts'

export const channelSent = definePattern({
  id: 'channel.sent',
  class: 'other',
  role: 'context',
  sets: [{ track: 'channel', state: 'connected', key: ['channel', 'account'] }],
  title: 'Channel {channel} sent a message',
  description: 'Outgoing messages work.',
  keywords: ['sendMessage ok chat='],
  subsystems: channelSubsystems,
  match: /^sendMessage ok chat=/,
  fields: (_, { attributes }) => ({ channel: lastSegment(attributes['subsystem']) }),
  examples: {
    hits: [{ line: '[telegram] sendMessage ok chat=-100 message=206', fields: { channel: 'telegram' } }],
    misses: ['sendMessage failed'],
  },
})
