import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { channelOf } from './channel-of.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'
import { policyOf } from './policy-of.ts'

export const policyIgnored = definePattern({
  id: 'policy.ignored',
  class: 'policy-drop',
  role: 'cause',
  title: 'Ignored by policy: {why}',
  description:
    'Channels that use neither the wording of policy.blocked nor that of policy.dropped. The sender, group or ' +
    'channel is on no list.',
  keywords: [
    'not in guild allowlist',
    'not in groupAllowFrom',
    'not in allowFrom',
    'not in allowlist',
    'not in group allowlist',
    'is not allowlisted',
    'not allowlisted',
    '(dmPolicy',
    '(groupPolicy',
    'blocked by dmPolicy',
    'blocked by groupPolicy',
    'rejected by policy',
    'is not in the allowlist',
    'not in channel allowlist',
    'sender not allowed',
    'not in dm allowlist',
    'by groupPolicy',
    'by dmPolicy',
  ],
  subsystems: channelSubsystems,
  match: sequence(
    /^(?:\w+(?:\[[^\]]*\])?: )?/,
    /(?<what>(?:[Ii]gnor|[Dd]rop|[Ss]kip|[Rr]eject|[Bb]lock|[Dd]en)\w*|[Mm]essage from|[Ss]ender)[^\n]*?/,
    anyOf(
      /(?<why>not (?:in|allowlisted|authorized|allowed)[\w ]*|is not (?:allowlisted|in the allowlist))/,
      /(?<why>(?:blocked |rejected |dropped )?by (?:dmPolicy|groupPolicy|policy))/,
      /\((?<why>(?:dm|group)Policy[=:] ?\w+)/,
    ),
  ),
  fields: ({ what, why }, { attributes, body }) => {
    // These wordings have patterns of their own.
    if (/^Blocked |^(?:[a-z][\w-]*(?:\[[^\]]*\])?: )?drop /.test(body)) return undefined
    const prefix = /^(\w+)(?:\[([^\]]*)\])?: /.exec(body)
    return {
      channel:
        channelOf(prefix?.[1], undefined) ?? channelOf(undefined, attributes['subsystem'] ?? attributes['module']),
      account: prefix?.[2],
      what,
      why: why?.trim(),
      policy: policyOf(why ?? ''),
    }
  },
  examples: {
    hits: [
      {
        line: '[feishu] feishu[main]: blocked unauthorized sender ou_00 (dmPolicy=open)',
        fields: { channel: 'feishu', account: 'main', policy: 'open' },
      },
      { line: '[matrix] matrix: dropped a room message, blocked by groupPolicy' },

      {
        line: '[discord] Ignored message from channel 1400 (not in guild allowlist). Add to guilds.<guildId>.channels to enable.',
        fields: { channel: 'discord', why: 'not in guild allowlist' },
      },
      {
        line: '[feishu] feishu[default]: sender ou_00 not in groupAllowFrom, ignoring',
        fields: { channel: 'feishu', why: 'not in groupAllowFrom' },
      },
    ],
    misses: [
      '[feishu] feishu[default]: dropped 2 attachments (too large)',
      '[agent] skip: tool not in allowlist of profile',
    ],
  },
})
