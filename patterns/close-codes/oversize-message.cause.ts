import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsSocketError } from './ws-socket-error.pattern.ts'

export const oversizeMessage = defineCause({
  id: 'oversize-message',
  class: 'close-code',
  title: 'A message was larger than the gateway takes',
  severity: 'medium',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [
    { pattern: gatewayCloses, where: { refusal: 'oversize' } },
    { pattern: gatewayCloses, where: { code: 1009 } },
    { pattern: wsSocketError, where: { error: /Max payload/ } },
  ],
  strength: 70,
  claims: [{ pattern: closes, where: { code: [1009, 1006] } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended because a frame was too large: 64 KiB before connect, 25 MiB after.`,
    ),
  ],
  checks: () => [{ what: 'Which client sends it: see remote= and ua=' }],
  fix: () => [{ what: 'Update the client, or send the attachment another way' }],
})
