import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { giveCredential } from './give-credential.ts'
import { refused } from './refused.ts'

const wrong = refused(
  'token-mismatch',
  'token-missing',
  'password-mismatch',
  'password-missing',
  'device-token-mismatch',
)

export const authRateLimited = defineCause({
  id: 'auth-rate-limited',
  class: 'token-mismatch',
  title: 'An address is locked out after too many failed attempts',
  severity: 'high',
  decide: (facts) => ({
    // The lock opens by itself; only a client that is known to send the wrong thing would close it again.
    verdict: failedBefore(facts).length > 0 ? 'align-credentials' : 'wait',
    do:
      failedBefore(facts).length > 0 ? giveCredential(facts) : { what: 'Wait until the lock opens, and connect again' },
    restart: {
      helps: 'unknown',
      why: 'A restart forgets the lock, and the client that fails closes it again.',
    },
    confirm: {
      what: 'How many failures lock an address, and for how long',
      command: 'openclaw config get gateway.auth.rateLimit',
    },
  }),
  trigger: refused('rate-limited'),
  strength: 70,
  supports: [
    {
      events: wrong,
      before: '10m',
      only: 'before',
      weight: 10,
      why: 'attempts with a wrong or no credential came before it',
    },
  ],
  claims: wrong,
  recovery: connected,
  recoverySharing: ['remote', 'client'],
  explain: (facts) => [
    facts.clause(failedBefore(facts), (on) => {
      const span = on.at(-1)!.at - on[0]!.at
      return (
        `${count(attempts(on), 'attempt')} with a wrong or no credential ` +
        `failed${span > 0n ? ` within ${formatDuration(span)}` : ''}.`
      )
    }),
    facts.clause(
      facts.events,
      `The gateway then refused ${count(attempts(facts.events), 'attempt')} from ` +
        `${facts.values('remote').join(', ') || 'the same address'}${clientNames(facts.values('client'))} ` +
        'without looking at the credential: "too many failed authentication attempts (retry later)".',
    ),
  ],
  background:
    'The lock is on the address, so that a good credential from there is refused too; behind a proxy ' +
    'that the gateway does not trust, all clients have one address. gateway.auth.rateLimit sets the ' +
    'numbers: ten failures in a minute lock for five minutes where it says nothing else.',
  checks: () => [{ what: 'Which client keeps failing: client= and remote= in the lines' }, check.trustedProxies],
  fix: (facts) => [giveCredential(facts), { what: 'Wait until the lock opens, and connect again' }],
})

function failedBefore(facts: Facts): readonly Event[] {
  const first = facts.events[0]
  if (!first) return []
  const addresses = new Set(facts.values('remote'))
  return facts
    .select(wrong, { before: '10m', after: '0s' })
    .filter(
      ({ at, attributes: { remote } }) => at <= first.at && (remote === undefined || addresses.has(String(remote))),
    )
}
