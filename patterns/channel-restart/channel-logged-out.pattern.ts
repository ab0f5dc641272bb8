import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from './last-segment.ts'

export const channelLoggedOut = definePattern({
  id: 'channel.logged-out',
  class: 'other',
  role: 'cause',
  sets: [{ track: 'channel', state: 'logged-out', key: ['channel', 'account'] }],
  title: "{channel}: the account's own credentials are refused",
  description: "A bot token or a session of the channel, not the gateway's token.",
  keywords: [
    'WhatsApp session logged out',
    'non-recoverable auth error',
    '401: Unauthorized',
    'invalid_auth',
    'token_revoked',
    'account_inactive',
    'missing privileged gateway intents',
    'Disallowed intents',
    'code 4004',
    'code 4014',
    'Fatal Gateway error: 4014',
  ],
  match:
    /(?<what>WhatsApp session logged out|non-recoverable auth error|\(401: Unauthorized\)|slack[^\n]*(?:invalid_auth|token_revoked|account_inactive)|missing privileged gateway intents|Disallowed intents|closed with code (?:4004|4014)|Fatal Gateway error: 4014)/,
  subsystems: channelSubsystems,
  fields: ({ what }, { attributes }) => ({
    channel: /WhatsApp/.test(what ?? '')
      ? 'whatsapp'
      : /slack/.test(what ?? '')
        ? 'slack'
        : (lastSegment(attributes['subsystem']) ?? 'discord'),
    what: what?.slice(0, 80),
    intents: /intents|4014/.test(what ?? '') ? true : undefined,
  }),
  classOf: ({ intents, what }) => (intents === true || /WhatsApp/.test(String(what)) ? 'channel-restart' : 'other'),
  examples: {
    hits: [
      {
        line: "[telegram] deleteMyCommands failed: Call to 'deleteMyCommands' failed! (401: Unauthorized)",
        fields: { channel: 'telegram' },
      },
      {
        line: '[discord] discord: gateway closed with code 4014 (missing privileged gateway intents). Enable them in the portal.',
        fields: { channel: 'discord', intents: true },
      },
    ],
    misses: ['[agent/embedded] embedded run agent end: isError=true error=HTTP (401: Unauthorized)'],
  },
})
