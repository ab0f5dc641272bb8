import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from '../last-segment.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const channelLoggedOut = definePattern({
  id: 'channel.logged-out',
  class: 'other',
  role: 'cause',
  sets: [{ track: 'channel', state: 'logged-out', key: ['channel', 'account'] }],
  title: "{channel}: the service refuses the account's own credentials",
  description: "The chat service rejects a bot token or a session. The gateway's token plays no part in it.",
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
  match: anyOf(
    /(?<what>WhatsApp session logged out|non-recoverable auth error|\(401: Unauthorized\))/,
    /(?<what>slack[^\n]*(?:invalid_auth|token_revoked|account_inactive))/,
    /(?<what>missing privileged gateway intents|Disallowed intents)/,
    /(?<what>closed with code (?:4004|4014)|Fatal Gateway error: 4014)/,
  ),
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
        line: '[slack] slack socket mode failed to start: An API error occurred: invalid_auth',
        fields: { channel: 'slack' },
      },
      { line: '[discord] login failed: Disallowed intents', fields: { channel: 'discord', intents: true } },

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
