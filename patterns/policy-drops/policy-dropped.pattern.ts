import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { channelNames } from './channel-names.ts'
import { channelOf } from './channel-of.ts'
import { anyOf } from '../../src/base/expressions.ts'
import { policyOf } from './policy-of.ts'

const prefixes = channelNames.map((name) => `${name.toLowerCase().replace(' ', '')}: drop `)

// What a channel leaves out in the normal course: its own messages, those of other bots, what it has seen before.
const housekeeping = anyOf(
  /\b(?:self|own message|from me|echo|dedupe?|duplicate|already (?:seen|processed)|stale|empty)\b/,
  /\b(?:system (?:post|message|event)|bot[ -]message|another bot|no (?:text|body|content))\b/,
)

/** A message in a group that did not name the bot; several channels warn of it since 2026.9.4. */
const isMention = (what: unknown): boolean => typeof what === 'string' && /\bmention\b/.test(what)

export const policyDropped = definePattern({
  id: 'policy.dropped',
  class: 'policy-drop',
  role: 'cause',
  title: 'Dropped by policy: {what}',
  description: "Like policy.blocked, in the wording of OpenClaw's src/channels/logging.ts: `<channel>: drop <reason>`.",
  keywords: [
    ...prefixes,
    '[default]: drop ',
    'drop guild message (',
    'drop DM sender ',
    'drop channel ',
    '[discord-preflight] drop',
    'Dropping message from unregistered',
    'slack:interaction drop',
  ],
  subsystems: channelSubsystems,
  match: anyOf(
    /^(?<channel>[a-z][\w-]*)(?:\[[^\]]*\])?(?::interaction)?:? (?<what>drop .*)$/,
    /^\[(?<channel>discord)-preflight\] (?<what>drop.*)$/,
    /^(?<what>drop (?:guild message|DM sender|channel) .*)$/,
    /^(?<what>Dropping message from unregistered (?<channel>WhatsApp) group).*$/,
  ),
  fields: ({ channel, what }, { attributes }) => {
    const name = channelOf(channel, attributes['subsystem'])
    if (name !== undefined && !channelNames.some((known) => known.toLowerCase().replace(' ', '') === name))
      return undefined
    if (what === undefined || housekeeping.test(what)) return undefined
    return {
      channel: name,
      what: what.replace(/\d{4,}/g, '…').replace(/ target=\S+?(?=\. |$)/, ''),
      policy: policyOf(what),
    }
  },
  roleOf: ({ what }) => (isMention(what) ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: '[irc] drop DM sender eve!eve@host.example (dmPolicy=pairing)',
        fields: { channel: 'irc', policy: 'pairing' },
      },
      {
        line: '[signal] signal: drop no mention target=group:abc. Set channels.signal.groups.*.requireMention to false to answer every message.',
        fields: { channel: 'signal' },
      },
      { line: '[discord-preflight] drop: guild not in allowlist', fields: { channel: 'discord' } },
      { line: '[discord] drop guild message (mention required, guild=1)', fields: { channel: 'discord' } },
      { line: 'discord: drop guild message (mention required, botId=10)', fields: { channel: 'discord' } },
      { line: 'slack: drop channel C01 (groupPolicy=allowlist, matchKey=none)', fields: { channel: 'slack' } },
      {
        line: 'Dropping message from unregistered WhatsApp group 1203@g.us. Add the group JID to channels.whatsapp.groups, …',
        fields: { channel: 'whatsapp' },
      },
    ],
    misses: [
      'tcp: drop rate 3 %',
      '[discord-preflight] drop: bot message',
      'telegram: drop command addressed to another bot target=77',
      'mattermost: drop system post target=9a',
    ],
  },
})
