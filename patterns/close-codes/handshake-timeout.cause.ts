import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { pressureMemory } from '../pressure/pressure-memory.pattern.ts'
import { pressureSqliteSlow } from '../pressure/pressure-sqlite-slow.pattern.ts'
import { check, fix } from '../steps.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsHandshakeTimeout } from './ws-handshake-timeout.pattern.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const handshakeTimeout = defineCause({
  id: 'handshake-timeout',
  class: 'close-code',
  title: 'Clients do not finish the handshake in time, and are closed with 1000 and no reason',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [wsHandshakeTimeout, { pattern: gatewayCloses, where: { refusal: 'handshake-timeout' } }],
  strength: 60,
  supports: [
    {
      events: [pressureEventLoop, pressureSqliteSlow, pressureMemory],
      weight: 15,
      why: 'the event loop was blocked at that time',
    },
    {
      events: [{ pattern: closes, where: { code: 1000 } }],
      weight: 5,
      why: 'the connection was then closed with 1000 without a reason',
    },
  ],
  against: [
    {
      events: [wsWebchatConnected],
      sharing: 'conn',
      weight: 50,
      why: 'the same connection was accepted a moment later',
    },
    {
      events: [{ pattern: wsHandshakeTimeout, where: { phase: 'ws_upgrade_started' } }],
      weight: 0,
      why: 'the peer never sent a frame: a port check or a scanner would look like this',
    },
  ],
  claims: [{ pattern: closes, where: { code: [1000, 1006] } }, pressureEventLoop],
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} opened and did not complete connect before the handshake limit. The gateway closes such connections with 1000 and no reason, so that the client reports "gateway closed (1000 normal closure)". ` +
        (facts.has(pressureEventLoop)
          ? 'The event loop was blocked, so that the gateway itself was too slow.'
          : 'Either the gateway was too busy to answer, or the peer opened a socket and said nothing (a port check, a proxy that holds frames back).'),
    ),
  ],
  checks: () => [
    check.health,
    check.status,
    { what: 'The version: 2026.3.13 had a limit of 3 s', command: 'openclaw --version' },
  ],
  fix: () => [
    fix.restart,
    {
      what: 'If the host is slow, raise the limit (since 2026.3.24)',
      command: 'OPENCLAW_HANDSHAKE_TIMEOUT_MS=30000 openclaw gateway run',
    },
  ],
})
