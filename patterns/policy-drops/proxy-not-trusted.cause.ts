import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { authUnauthorized } from '../token-mismatch/auth-unauthorized.pattern.ts'
import { clientRefused } from '../token-mismatch/client-refused.pattern.ts'
import { refusalWords } from '../refusal-words.ts'
import { trustProxy } from './trust-proxy.ts'
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
  decide: () => ({
    verdict: 'fix-environment',
    do: trustProxy,
    restart: { helps: 'no', why: 'The gateway goes on reading the same settings.' },
    confirm: { ...check.trustedProxies, expect: 'A list without the address from which the refused clients come.' },
  }),
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
  recoverySharing: ['remote'],
  explain: (facts) => [
    facts.clause(
      facts.select([proxyUntrustedHeaders], { before: '24h' }),
      (on) => `The gateway says of the proxy: "${on.at(-1)!.body.slice(0, 160)}".`,
    ),
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} refused${fromWhere(facts)}.${refusalWords(facts)}`,
    ),
  ],
  background:
    'Either the address of the proxy (in Docker that of the bridge) is not in ' +
    'gateway.trustedProxies, or a header or user that the proxy should add is missing.',
  checks: () => [
    check.trustedProxies,
    { what: 'What the proxy must add', command: 'openclaw config get gateway.auth.trustedProxy' },
  ],
  fix: () => [
    trustProxy,
    {
      what: 'Let the proxy add the header and the user that gateway.auth.trustedProxy names',
      when: 'its address is trusted already',
      instead: true,
    },
  ],
})

function fromWhere(facts: Facts): string {
  const remotes = facts.values('remote').slice(0, 3)
  return remotes.length > 0 ? `, from ${remotes.join(', ')}` : ''
}
