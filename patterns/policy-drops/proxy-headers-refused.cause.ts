import { defineCause } from '../../src/model/cause.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { check } from '../steps.ts'
import { trustProxy } from './trust-proxy.ts'
import { proxyUntrustedHeaders } from './proxy-untrusted-headers.pattern.ts'

export const proxyHeadersRefused = defineCause({
  id: 'proxy-headers-refused',
  class: 'policy-drop',
  title: 'The gateway rejects requests that look as if they came through an unknown proxy',
  severity: 'medium',
  decide: () => ({
    verdict: 'fix-environment',
    do: trustProxy,
    restart: { helps: 'no', why: 'The proxy stays unknown to the gateway.' },
    confirm: { ...check.trustedProxies, expect: 'A list without the address that the lines name.' },
  }),
  trigger: [{ pattern: proxyUntrustedHeaders, where: { refuses: true } }],
  strength: 60,
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['remote'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      ([event]) =>
        'Requests with the headers of a proxy came from ' +
        `${facts.values('remote').join(', ') || 'an address that the line does not name'}. The gateway ` +
        `says: "${event!.body.slice(0, 160)}".`,
    ),
  ],
  background:
    'Since 2026.8.2, routes that need authentication reject requests with X-Forwarded-* from an ' +
    'address that is not in gateway.trustedProxies.',
  checks: () => [check.trustedProxies],
  fix: () => [trustProxy],
})
