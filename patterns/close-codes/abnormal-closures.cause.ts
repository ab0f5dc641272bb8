import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Event } from '../../src/model/event.ts'
import { proxyUntrustedHeaders } from '../policy-drops/proxy-untrusted-headers.pattern.ts'
import { check } from '../steps.ts'
import { gatewayCloses } from '../close-patterns.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsDroppedTogether } from './ws-dropped-together.derivation.ts'
import { raiseIdleLimits, updateForPings } from '../idle-limits.ts'

export const abnormalClosures = defineCause({
  id: 'abnormal-closures',
  class: 'close-code',
  title: 'Connections are cut without a close frame again and again (1006)',
  severity: 'medium',
  decide: (facts) => ({
    verdict: facts.over ? 'none-needed' : viaProxy(facts).length > 0 ? 'fix-environment' : 'undecidable',
    do: local(facts).length > 0 ? lookAtLocal : viaProxy(facts).length > 0 ? raiseIdleLimits : keepConnectLines,
    restart: {
      helps: 'no',
      why: 'The gateway logged these closes itself: it runs, and the connections were cut outside of it.',
      on: facts.events,
    },
    confirm: {
      ...keepConnectLines,
      expect: 'each connection ends at about the same age, if something has an idle limit',
    },
  }),
  fallback: true,
  trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
  atLeast: 3,
  within: '30m',
  strength: 50,
  also: ['proxy-timeout'],
  against: [
    {
      events: [wsDroppedTogether],
      weight: 30,
      why: 'several connections were cut in the same second: that is no idle limit',
    },
  ],
  supports: [{ events: [proxyUntrustedHeaders], weight: 5, why: 'the clients come through a proxy' }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway logged that ${count(facts.count, 'connection')} ended with 1006: the TCP connection ` +
        'was gone without a close frame.',
    ),
    facts.clause(
      local(facts),
      'They came from this machine, through no proxy, and ended before connect: the program that opened them left.',
    ),
    facts.clause(viaProxy(facts), 'Clients come through a proxy, which may have an idle limit.'),
  ],
  background:
    'A proxy or tunnel with an idle limit, a VPN, and a client that sleeps or changes networks end ' +
    'connections so. Before 2026.5.7 the gateway sent no WebSocket ping that keeps a path open.',
  checks: (facts) => [keepConnectLines, ...(local(facts).length > 0 ? [] : [check.trustedProxies]), check.versions],
  fix: (facts) =>
    local(facts).length > 0
      ? [lookAtLocal]
      : [
          { ...raiseIdleLimits, when: 'the closes come at a constant age of the connections' },
          ...updateForPings(facts),
        ],
})

const lookAtLocal = {
  what:
    'Find the program on this machine that connects and leaves: peer= and ua= in the lines, a probe ' +
    'or CLI that gave up',
}
const keepConnectLines = {
  what: 'Compare when each connection began and ended: a constant age is an idle limit',
  command: "openclaw logs --limit 2000 | grep -E 'webchat|authenticated user'",
}

/** A forwarded address, or the gateway's own warning about headers of a proxy. */
function viaProxy(facts: Facts): readonly Event[] {
  return [
    ...facts.events.filter(({ attributes }) => attributes['fwd'] !== undefined),
    ...facts.select([proxyUntrustedHeaders]),
  ]
}

/** All of them over loopback, before connect, with no forwarded address: there is no path that could have a limit. */
function local(facts: Facts): readonly Event[] {
  const isLocal = ({ pattern, attributes }: Event): boolean =>
    pattern === wsClosedBeforeConnect.id &&
    attributes['fwd'] === undefined &&
    /^(?:127\.|::1$|::ffff:127\.)/.test(String(attributes['remote'] ?? ''))
  return facts.events.every(isLocal) && viaProxy(facts).length === 0 ? facts.events : []
}
