import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration, nanoseconds } from '../../src/base/time.ts'
import { raiseIdleLimits, updateForPings } from '../idle-limits.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { proxyUntrustedHeaders } from '../policy-drops/proxy-untrusted-headers.pattern.ts'
import { check } from '../steps.ts'
import { cutConnections } from './cut-connections.ts'
import { proxyLifetimeCluster } from './proxy-lifetime-cluster.derivation.ts'
import { proxyUpstream } from './proxy-upstream.pattern.ts'

export const proxyIdleTimeout = defineCause({
  id: 'proxy-idle-timeout',
  class: 'proxy-timeout',
  title: 'A proxy or tunnel cuts connections that are idle for a fixed time',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: raiseIdleLimits,
    restart: { helps: 'no', why: "The limit is the proxy's: new connections end at the same age.", on: facts.events },
    confirm: { ...limits, expect: lifeOf(facts) },
    stands: true,
  }),
  trigger: [proxyLifetimeCluster, { pattern: proxyUpstream, where: { kind: 'timeout' } }],
  strength: 84,
  supports: [
    {
      events: [proxyUntrustedHeaders],
      before: '24h',
      weight: 4,
      why: 'the clients come through a proxy',
    },
    {
      events: [{ pattern: proxyUpstream, where: { doing: /upgraded/ } }],
      weight: 8,
      why: 'the proxy itself says that it timed out an upgraded connection',
    },
  ],
  claims: [...cutConnections, wsWebchatConnected, proxyUpstream],
  also: ['close-code'],
  explain: (facts) => [
    facts.clause(
      facts.events.filter(({ pattern }) => pattern === proxyLifetimeCluster.id),
      () =>
        `${count(Number(facts.values('times')[0] ?? facts.count), 'connection')} ended without a close ` +
        `frame at the same age, ${lifeOf(facts)}.`,
    ),
    facts.clause(
      facts.events.filter(({ pattern }) => pattern === proxyUpstream.id),
      (on) =>
        'The proxy itself says: ' +
        `${[...new Set(on.map(({ attributes }) => String(attributes['what'])))].slice(0, 2).join('; ')}.`,
    ),
  ],
  background:
    'Clients and gateways do not die by the clock; a proxy with an idle limit does (nginx 60 s, ' +
    'Cloudflare 100 s, load balancers 60 to 350 s). Before 2026.5.7 the gateway sends no ping that ' +
    'would keep the connection open.',
  checks: () => [limits, check.trustedProxies, check.versions],
  fix: (facts) => [raiseIdleLimits, ...updateForPings(facts)],
})

const limits = { what: 'Read the limits of the proxy', command: 'nginx -T | grep -E "proxy_(read|send)_timeout"' }

function lifeOf(facts: Facts): string {
  const [seconds] = facts.values('seconds')
  return seconds === undefined
    ? 'a limit below the time between two messages'
    : formatDuration(BigInt(seconds) * nanoseconds.second)
}
