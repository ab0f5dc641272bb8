import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { connected } from '../connected.ts'
import { clientNames } from '../client-names.ts'
import { refusalWords } from '../refusal-words.ts'
import { closes } from '../close-patterns.ts'
import { clientPairingRequired } from './client-pairing-required.pattern.ts'

// A probe of the CLI needs no identity, and is told apart (probe-without-identity).
const withoutIdentity: Selector[] = [
  { pattern: closes, where: { refusal: 'device-identity' }, not: { mode: 'probe' } },
  { pattern: clientPairingRequired, where: { refusal: 'device-identity' } },
]

export const deviceIdentityRequired = defineCause({
  id: 'device-identity-required',
  class: 'pairing-required',
  title: 'A client comes without a device identity where one is needed',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: secureContext(facts),
    restart: { helps: 'no', why: 'The client is what lacks the identity.' },
  }),
  trigger: withoutIdentity,
  strength: 82,
  claims: withoutIdentity,
  recovery: connected,
  recoverySharing: ['origin', 'client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} without a device ` +
        `identity${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
    facts.clause(
      facts.events.filter(({ attributes: { origin } }) => typeof origin === 'string' && isPlainHttp(origin)),
      () =>
        `The page was opened at ${facts.values('origin').filter(isPlainHttp).join(', ')}, which is plain ` +
        'HTTP beyond localhost.',
    ),
  ],
  background: 'A browser gives a page its device keys only in a secure context: over HTTPS or on localhost.',
  checks: () => [check.devices],
  fix: (facts) => [secureContext(facts)],
})

function isPlainHttp(origin: string): boolean {
  return origin.startsWith('http://') && !/^http:\/\/(?:localhost|127\.|\[::1\])/.test(origin)
}

function secureContext(facts: Facts): Step {
  const isPage =
    facts.values('reason').some((reason) => /control ui/i.test(reason)) || facts.values('origin').length > 0
  return isPage
    ? {
        what:
          'Open the dashboard over HTTPS (for instance by `tailscale serve`), or through an SSH tunnel at ' +
          'http://localhost:18789',
        command: 'ssh -N -L 18789:127.0.0.1:18789 <user>@<gateway-host>',
      }
    : { what: 'Let the client that is refused send a device identity, or use one that does' }
}
