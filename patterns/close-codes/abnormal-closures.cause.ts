import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { proxyUntrustedHeaders } from '../policy-drops/proxy-untrusted-headers.pattern.ts'
import { check } from '../steps.ts'
import { gatewayCloses } from '../close-patterns.ts'
import { wsDroppedTogether } from './ws-dropped-together.derivation.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const abnormalClosures = defineCause({
  id: 'abnormal-closures',
  class: 'close-code',
  title: 'Connections are cut without a close frame again and again (1006)',
  severity: 'high',
  decide: () => ({ verdict: 'undecidable' }),
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
  recovery: [wsWebchatConnected],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended with 1006: the TCP connection was gone, and nobody said goodbye. Nothing in this log shows that the gateway stopped, so the path between is the first suspect: a proxy or tunnel with an idle limit, a VPN, a sleeping client. Before 2026.5.7 the gateway sent no WebSocket ping that would keep such a path open.`,
    ),
  ],
  checks: () => [
    {
      what: 'Whether the closes come at a constant age of the connection: keep the connect lines in the log',
      command: 'journalctl --user -u openclaw-gateway.service | grep webchat',
    },
    check.trustedProxies,
    check.versions,
  ],
  fix: () => [
    {
      what: 'Raise the idle limits on the path (nginx: proxy_read_timeout and proxy_send_timeout 3600s), or update to 2026.5.7 or later',
    },
  ],
})
