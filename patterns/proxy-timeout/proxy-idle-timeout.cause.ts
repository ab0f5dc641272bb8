import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration, nanoseconds } from '../../src/base/time.ts'
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
  decide: () => ({ verdict: 'fix-environment' }),
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
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      (() => {
        const seconds = facts.values('seconds')
        return seconds.length > 0
          ? `${count(Number(facts.values('times')[0] ?? facts.count), 'connection')} ended without a close frame at the same age, ${formatDuration(BigInt(seconds[0]!) * nanoseconds.second)}. Clients and gateways do not die by the clock; a proxy with an idle limit does (nginx 60 s, Cloudflare 100 s, load balancers 60 to 350 s). Before 2026.5.7 the gateway sends no ping that would keep it open.`
          : `The proxy gave up on ${count(facts.count, 'connection')} that it had upgraded: nothing was sent for longer than its limit.`
      })(),
    ),
  ],
  checks: () => [
    { what: 'The limits of the proxy', command: 'nginx -T | grep -E "proxy_(read|send)_timeout"' },
    check.trustedProxies,
    check.versions,
  ],
  fix: () => [
    {
      what: 'Raise them for the WebSocket: proxy_read_timeout 3600s; proxy_send_timeout 3600s; then reload',
      command: 'nginx -s reload',
    },
    { what: 'Or update to 2026.5.7 or later, which pings every 25 s' },
  ],
})
