import { defineCause } from '../../src/model/cause.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { check } from '../steps.ts'
import { proxyUntrustedHeaders } from './proxy-untrusted-headers.pattern.ts'

export const proxyHeadersRefused = defineCause({
  id: 'proxy-headers-refused',
  class: 'policy-drop',
  title: 'The gateway rejects requests that look as if they came through an unknown proxy',
  severity: 'medium',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [{ pattern: proxyUntrustedHeaders, where: { refuses: true } }],
  strength: 60,
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'Requests with X-Forwarded-* came from an address that is not in gateway.trustedProxies; since 2026.8.2 routes that need authentication reject them.',
    ),
  ],
  checks: () => [check.trustedProxies],
  fix: () => [
    {
      what: 'Add the address of the proxy',
      command: 'openclaw config set gateway.trustedProxies \'["<proxy ip>"]\'',
    },
  ],
})
