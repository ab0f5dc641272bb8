import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { check } from '../steps.ts'
import { gatewayCloses } from '../close-patterns.ts'
import { wsHandshakeTimeout } from './ws-handshake-timeout.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const droppedWhileBlocked = defineCause({
  id: 'dropped-while-blocked',
  class: 'close-code',
  title: 'Clients are dropped while the event loop of the gateway is blocked',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
  gap: '30m',
  requires: [
    {
      events: [{ pattern: pressureEventLoop, where: { maxMs: /^\d{5,}$/ } }],
      before: '30s',
      after: '30s',
      why: 'nothing was answered for {maxMs} ms at that time',
    },
  ],
  strength: 74,
  claims: [{ pattern: gatewayCloses, where: { code: [1006, 1013, 1000] } }, pressureEventLoop, wsHandshakeTimeout],
  recovery: [wsWebchatConnected],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended without a close frame while the gateway did nothing else for up to ${Math.max(...facts.valuesOf(pressureEventLoop, 'maxMs').map(Number)) / 1000} s: one piece of work holds the only thread, pings go unanswered, and clients give up.`,
    ),
  ],
  checks: () => [check.health, { what: 'What runs at that time: see phase= in the liveness warning' }],
  fix: () => [
    {
      what: 'Switch off what blocks (a channel or plugin that starts, a huge session), then restart',
      command: 'openclaw gateway restart',
    },
  ],
})
