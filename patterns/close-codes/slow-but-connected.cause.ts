import { defineCause } from '../../src/model/cause.ts'
import { gatewayCloses } from '../close-patterns.ts'
import { wsHandshakeTimeout } from './ws-handshake-timeout.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const slowButConnected = defineCause({
  id: 'slow-but-connected',
  class: 'close-code',
  title: 'A handshake that took too long and was accepted all the same',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [wsHandshakeTimeout, { pattern: gatewayCloses, where: { code: 1000 } }],
  requires: [{ events: [wsWebchatConnected], sharing: 'conn', why: 'the same connection was accepted' }],
  strength: 55,
  explain: (facts) => [facts.clause(facts.events, 'Accepted late.')],
  checks: () => [],
  fix: () => [],
})
