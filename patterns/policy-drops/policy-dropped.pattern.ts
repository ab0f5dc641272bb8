import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { channelNames } from './channel-names.ts'
import { channelOf } from './channel-of.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const policyDropped = definePattern({
  id: 'policy.dropped',
  class: 'policy-drop',
  role: 'cause',
  title: 'Dropped by policy: {what}',
  description: "Like policy.blocked, in the wording of OpenClaw's src/channels/logging.ts: `<channel>: drop <reason>`.",
  keywords: [
    'discord: drop ',
    'slack: drop ',
    'telegram: drop ',
    'whatsapp: drop ',
    'signal: drop ',
    'imessage: drop ',
    'matrix: drop ',
    'mattermost: drop ',
    'msteams: drop ',
    'feishu: drop ',
    'googlechat: drop ',
    'bluebubbles: drop ',
    'irc: drop ',
    'line: drop ',
    'nostr: drop ',
    'qqbot: drop ',
    'twitch: drop ',
    'wecom: drop ',
    'zalo: drop ',
    'zalouser: drop ',
    'drop guild message (',
    '[discord-preflight] drop',
    'Dropping message from unregistered',
    'slack:interaction drop',
  ],
  subsystems: channelSubsystems,
  match: anyOf(
    /^(?<channel>[a-z][\w-]*)(?::interaction)?:? (?<what>drop .*)$/,
    /^\[(?<channel>discord)-preflight\] (?<what>drop.*)$/,
    /^(?<what>drop guild message .*)$/,
    /^(?<what>Dropping message from unregistered (?<channel>WhatsApp) group).*$/,
  ),
  fields: ({ channel, what }, { attributes }) => {
    const name = channelOf(channel, attributes['subsystem'])
    if (name !== undefined && !channelNames.some((known) => known.toLowerCase().replace(' ', '') === name))
      return undefined
    return { channel: name, what: what?.replace(/\d{4,}/g, '…') }
  },
  examples: {
    hits: [
      { line: '[irc] irc: drop DM sender ann!ann@host.example (dmPolicy=pairing)', fields: { channel: 'irc' } },
      { line: '[discord-preflight] drop: bot message', fields: { channel: 'discord' } },
      { line: '[discord] drop guild message (mention required, guild=1)', fields: { channel: 'discord' } },
      { line: 'discord: drop guild message (mention required, botId=10)', fields: { channel: 'discord' } },
      { line: 'slack: drop channel C01 (groupPolicy=allowlist, matchKey=none)', fields: { channel: 'slack' } },
      {
        line: 'Dropping message from unregistered WhatsApp group 1203@g.us. Add the group JID to channels.whatsapp.groups, …',
        fields: { channel: 'whatsapp' },
      },
    ],
    misses: ['tcp: drop rate 3 %'],
  },
})
