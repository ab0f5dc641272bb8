import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsSocketError } from './ws-socket-error.pattern.ts'

export const oversizeMessage = defineCause({
  id: 'oversize-message',
  class: 'close-code',
  title: 'A message was larger than the gateway takes',
  severity: 'medium',
  decide: ({ events }) => ({
    verdict: 'fix-environment',
    do: sendLess,
    restart: { helps: 'no', why: 'The limit is the same after a restart.', on: events },
    stands: true,
  }),
  trigger: [
    { pattern: gatewayCloses, where: { refusal: 'oversize' } },
    { pattern: gatewayCloses, where: { code: 1009 } },
    { pattern: wsSocketError, where: { error: /Max payload/ } },
  ],
  strength: 70,
  claims: [{ pattern: closes, where: { code: 1009 } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended because a frame was too ` +
        `large${said([...facts.values('error'), ...facts.values('reason')])}.`,
    ),
  ],
  background: 'A frame may have 64 KiB before connect, 25 MiB after.',
  checks: () => [{ what: 'See which client sends it: remote= and ua= in its lines' }],
  fix: () => [sendLess],
})

const sendLess = { what: 'Send the attachment another way, or update the client that sends it' }

function said(words: readonly string[]): string {
  return words.length > 0 ? ` (${words.join('; ')})` : ''
}
