import { defineCause } from '../../src/model/cause.ts'
import { check } from '../steps.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'

export const authRateLimited = defineCause({
  id: 'auth-rate-limited',
  class: 'token-mismatch',
  title: 'An address is locked out after too many failed attempts',
  severity: 'high',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: refused('rate-limited'),
  strength: 70,
  supports: [
    {
      events: refused('token-mismatch', 'token-missing', 'password-mismatch'),
      before: '10m',
      only: 'before',
      weight: 10,
      why: 'attempts with a wrong or no credential came before it',
    },
  ],
  claims: refused('token-mismatch', 'token-missing', 'password-mismatch'),
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'Ten failures within a minute lock an address out for five minutes, and then the right token is refused too; behind a proxy that is everybody.',
    ),
  ],
  checks: () => [{ what: 'Which client keeps failing: see client= and remote= above' }, check.trustedProxies],
  fix: () => [{ what: 'Stop or mend the client that retries, wait five minutes, connect again' }],
})
