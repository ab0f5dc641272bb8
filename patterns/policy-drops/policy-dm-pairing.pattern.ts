import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'

export const policyDmPairing = definePattern({
  id: 'policy.dm-pairing',
  class: 'policy-drop',
  role: 'cause',
  title: 'An unknown sender asked to be paired',
  description:
    'With dmPolicy=pairing the message gets no answer. The sender gets a code that somebody must approve. ' +
    'Telegram logs this at the default level.',
  keywords: [
    'telegram pairing request',
    'discord pairing request',
    'slack pairing request',
    'whatsapp pairing request',
    'signal pairing request',
    'imessage pairing request',
    'pairing reply failed for',
  ],
  subsystems: channelSubsystems,
  match: /(?:^|")(?<channel>telegram|discord|slack|whatsapp|signal|imessage) pairing (?:request|reply failed)/,
  examples: {
    hits: [
      { line: '[telegram] telegram pairing request', fields: { channel: 'telegram' } },
      { line: 'whatsapp pairing request sender=+4915550001 name=Ann', fields: { channel: 'whatsapp' } },
    ],
    misses: ['bluetooth pairing request'],
  },
})
