import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { channelOf } from './channel-of.ts'
import { sequence } from '../../src/base/expressions.ts'
import { policyOf } from './policy-of.ts'

export const policyBlocked = definePattern({
  id: 'policy.blocked',
  class: 'policy-drop',
  role: 'cause',
  title: 'Blocked by policy: {what}',
  description:
    'A sender or a group is not allowed. Logged at debug level only (logVerbose), so its absence proves ' +
    "nothing. WhatsApp's lines name no channel.",
  keywords: [
    'Blocked unauthorized',
    'Blocked malformed',
    'Blocked telegram',
    'Blocked discord',
    'Blocked slack',
    'Blocked signal',
    'Blocked group message',
    'Blocked dm (dm',
    'Blocked sender',
    'Blocked imessage',
    'Blocked inbound',
  ],
  subsystems: channelSubsystems,
  match: sequence(
    /^Blocked (?:unauthorized |malformed |inbound )?/,
    /(?:(?<channel>telegram|discord|slack|signal|imessage|BlueBubbles|Google Chat|zalo|zalouser) )?/,
    /(?<what>[^(]*?)(?: \((?<why>.*)\))?$/,
  ),
  fields: ({ channel, what, why }, { attributes, body }) => {
    // Tools that fetch pages say "Blocked hostname" and the like.
    if (!/sender|message|dm|group|channel|guild|topic|approval|user|chat/i.test(body)) return undefined
    return {
      channel:
        channelOf(channel, attributes['subsystem'] ?? attributes['module']) ??
        (/^Blocked (?:unauthorized sender \+|group message|dm )/.test(body) ? 'whatsapp' : undefined),
      what: what?.replace(/\S*\d\S*/g, '…').trim(),
      why,
      policy: policyOf(why ?? ''),
    }
  },
  examples: {
    hits: [
      {
        line: 'Blocked unauthorized telegram sender 40012 (dmPolicy=pairing)',
        fields: { channel: 'telegram', policy: 'pairing' },
      },
      {
        line: 'Blocked unauthorized sender +4915550001 (dmPolicy=allowlist)',
        fields: { channel: 'whatsapp', policy: 'allowlist' },
      },
      {
        line: '[whatsapp] Blocked group message from +4915550001 (groupPolicy: allowlist)',
        fields: { channel: 'whatsapp', policy: 'allowlist' },
      },
      {
        line: 'Blocked telegram group message (groupPolicy: disabled)',
        fields: { channel: 'telegram', policy: 'disabled' },
      },
      {
        line: 'Blocked discord guild sender (not in users/roles allowlist)',
        fields: { channel: 'discord', why: 'not in users/roles allowlist' },
      },
    ],
    misses: ['Blocked hostname or private address'],
  },
})
