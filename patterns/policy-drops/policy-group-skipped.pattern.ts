import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { channelOf } from './channel-of.ts'
import { sequence } from '../../src/base/expressions.ts'

export const policyGroupSkipped = definePattern({
  id: 'policy.group-skipped',
  class: 'policy-drop',
  role: 'cause',
  title: 'Group message skipped: {reason}',
  description:
    'One of the few drops that are logged at the default level. `no-mention` is how groups are meant to work; ' +
    '`not-allowed` comes from a policy.',
  keywords: ['skipping group message', 'skipping guild message', 'skipping group media before download'],
  subsystems: channelSubsystems,
  match: sequence(
    /^(?:(?<channel>\w+): )?skipping (?<what>group message|guild message|group media before download)/,
    /(?:.*?reason[=:] ?"?(?<reason>[\w-]+))?/,
  ),
  fields: ({ channel, what, reason }, { attributes }) => {
    const why = reason ?? (typeof attributes['reason'] === 'string' ? attributes['reason'] : undefined)
    return {
      channel: channel ?? channelOf(undefined, attributes['subsystem'] ?? attributes['module']),
      what,
      reason: why,
    }
  },
  roleOf: ({ reason }) => (reason === 'no-mention' ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: 'discord: skipping guild message reason=no-mention',
        fields: { channel: 'discord', reason: 'no-mention' },
      },
      {
        line: '{"0":"{\\"subsystem\\":\\"gateway/channels/telegram\\"}","1":{"chatId":-100,"reason":"not-allowed"},"2":"skipping group message","_meta":{"logLevelName":"INFO","date":"2026-11-22T10:00:00.000Z"},"time":"2026-11-22T10:00:00.000Z"}',
        fields: { channel: 'telegram', reason: 'not-allowed' },
      },
    ],
    misses: ['[memory] skipping group'],
  },
})
