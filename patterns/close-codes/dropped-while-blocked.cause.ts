import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { blocksClauses, longBlocks, reduceLoad, rulingOfBlocks } from '../event-loop-blocks.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { check } from '../steps.ts'
import { gatewayCloses } from '../close-patterns.ts'
import { wsHandshakeTimeout } from './ws-handshake-timeout.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

const around = { before: '30s', after: '30s' } as const

export const droppedWhileBlocked = defineCause({
  id: 'dropped-while-blocked',
  class: 'close-code',
  title: 'Clients are dropped while the event loop of the gateway is blocked',
  severity: 'high',
  decide: (facts) => rulingOfBlocks(facts.select(longBlocks, around)),
  trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
  gap: '30m',
  requires: [{ events: longBlocks, ...around, why: 'nothing was answered for {maxMs} ms at that time' }],
  strength: 74,
  claims: [{ pattern: gatewayCloses, where: { code: [1006, 1013, 1000] } }, pressureEventLoop, wsHandshakeTimeout],
  recovery: [wsWebchatConnected],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(facts.events, `${count(facts.count, 'connection')} ended without a close frame.`),
    ...blocksClauses(facts, facts.select(longBlocks, around)),
  ],
  background: 'While one piece of work holds the only thread, pings go unanswered, and clients give up.',
  checks: () => [check.health],
  fix: (facts) => [reduceLoad(facts.select(longBlocks, around))],
})
