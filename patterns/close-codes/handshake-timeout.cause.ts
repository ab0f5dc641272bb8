import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Ruling, Step } from '../../src/model/decision.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { pressureMemory } from '../pressure/pressure-memory.pattern.ts'
import { pressureSqliteSlow } from '../pressure/pressure-sqlite-slow.pattern.ts'
import { check } from '../steps.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { clientClosed } from './client-closed.pattern.ts'
import { connectedBeside, longest, peersOf, secondsOf, silentPeers, slowGateway } from './handshakes.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsHandshakeTimeout } from './ws-handshake-timeout.pattern.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const handshakeTimeout = defineCause({
  id: 'handshake-timeout',
  class: 'close-code',
  title: 'Clients do not finish the handshake in time',
  severity: 'medium',
  decide: (facts) => ruling(facts),
  trigger: [wsHandshakeTimeout, { pattern: gatewayCloses, where: { refusal: 'handshake-timeout' } }],
  strength: 60,
  supports: [
    {
      events: [pressureEventLoop, pressureSqliteSlow, pressureMemory],
      weight: 15,
      why: 'the gateway itself was slow at that time',
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
  claims: [
    { pattern: closes, where: { refusal: 'handshake-timeout' } },
    {
      pattern: [wsClosedBeforeConnect, clientClosed],
      where: { code: [1000, 1006] },
      not: { reason: /\w/, refusal: /\w/ },
    },
  ],
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} opened and did not complete connect before the handshake ` +
        `limit${peersOf(facts)}.`,
    ),
    facts.clause(silentPeers(facts), 'The peer never sent a frame on it (phase=ws_upgrade_started).'),
    facts.clause(
      longest(facts, 'handshakeMs'),
      ([event]) => `The handshake was given up after ${secondsOf(event, 'handshakeMs')}.`,
    ),
    facts.clause(
      longest(facts, 'durationMs'),
      ([event]) => `The connection stood open for ${secondsOf(event, 'durationMs')}.`,
    ),
    facts.clause(slowGateway(facts), 'The gateway itself was slow at that time.'),
    facts.clause(connectedBeside(facts), 'A client connected while that connection stood silent.'),
  ],
  background:
    'The gateway closes such a connection with 1000 and no reason (1006 in later versions), so that ' +
    'the client reports "gateway closed (1000 normal closure)". The limit is 10 s, 3 s in 2026.3.13, ' +
    'and 15 s since 2026.4.29.',
  checks: () => [check.health, check.status, check.versions],
  fix: (facts) =>
    slowGateway(facts).length > 0
      ? [lightenLoad, raiseLimit]
      : [lookAtPeer(facts), { ...raiseLimit, when: 'the host or the path is slow' }],
})

const lightenLoad: Step = {
  what: 'Take load off the gateway: what blocks its event loop or its disk stands in its own lines of that time',
}
const raiseLimit: Step = {
  what: 'Raise the limit in the environment of the gateway: OPENCLAW_HANDSHAKE_TIMEOUT_MS=30000 (since 2026.3.24)',
}
function lookAtPeer(facts: Facts): Step {
  return {
    what: `Restart or update the client that opened the connection${peersOf(facts)}; point a port check at /healthz`,
  }
}

function ruling(facts: Facts): Ruling {
  const { events } = facts
  const restart = {
    helps: 'no',
    why: 'The gateway answers: it closed these connections by its own timer.',
    on: events,
  } as const
  const confirm = { ...check.health, expect: 'an answer within a second, if the gateway is not what is slow' }
  const slow = slowGateway(facts).length > 0
  if (!slow && connectedBeside(facts).length > 0 && facts.count <= 2)
    return { verdict: 'none-needed', restart, confirm }
  return { verdict: 'fix-environment', do: slow ? lightenLoad : lookAtPeer(facts), restart, confirm }
}
