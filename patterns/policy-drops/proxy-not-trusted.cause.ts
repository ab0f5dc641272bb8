import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { check, fix } from '../steps.ts'
import { authUnauthorized } from '../token-mismatch/auth-unauthorized.pattern.ts'
import { clientRefused } from '../token-mismatch/client-refused.pattern.ts'
import { proxyUntrustedHeaders } from './proxy-untrusted-headers.pattern.ts'

const refusedProxy: Selector[] = [
  { pattern: closes, where: { refusal: ['trusted-proxy', 'proxy-attribution', 'tailscale'] } },
  { pattern: authUnauthorized, where: { refusal: ['trusted-proxy', 'proxy-attribution', 'tailscale'] } },
  { pattern: clientRefused, where: { refusal: ['trusted-proxy', 'proxy-attribution', 'tailscale'] } },
]

export const proxyNotTrusted = defineCause({
  id: 'proxy-not-trusted',
  class: 'policy-drop',
  title: 'The gateway does not trust the proxy in front of it',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: refusedProxy,
  strength: 88,
  supports: [
    {
      events: [proxyUntrustedHeaders],
      before: '24h',
      weight: 6,
      why: 'the gateway saw proxy headers from an address that it does not trust',
    },
  ],
  claims: [...refusedProxy, proxyUntrustedHeaders],
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} refused because of what stands in front of the gateway (${facts.values('reason').slice(0, 3).join(', ') || facts.values('refusal').join(', ')}): the address of the proxy (in Docker the bridge's) is not in gateway.trustedProxies, or a header or user that it should add is missing.`,
    ),
  ],
  checks: () => [
    check.trustedProxies,
    { what: 'What the proxy must add', command: 'openclaw config get gateway.auth.trustedProxy' },
  ],
  fix: () => [
    {
      what: 'Add the address of the proxy',
      command: 'openclaw config set gateway.trustedProxies \'["<proxy ip>"]\'',
    },
    fix.restart,
  ],
})
