import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { channelOf } from './channel-of.ts'

export const policyUnmentioned = definePattern({
  id: 'policy.unmentioned',
  class: 'policy-drop',
  role: 'context',
  title: 'A group message without a mention was only recorded',
  description:
    'requireMention at work. Groups are meant to behave like this, unless the bot does not know its own name.',
  keywords: ['did not mention bot', 'no mention detected', 'mention required'],
  subsystems: channelSubsystems,
  match: /(?<what>did not mention bot|no mention detected)/,
  fields: ({ what }, { attributes }) => ({ what, channel: channelOf(undefined, attributes['subsystem']) }),
  examples: {
    hits: [
      {
        line: '[feishu] feishu[default]: message in group oc_1 did not mention bot, recording to history',
        fields: { channel: 'feishu' },
      },
    ],
    misses: ['mention the bot'],
  },
})
