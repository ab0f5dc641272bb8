import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { fix } from '../steps.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { connected } from './connected.ts'
import { driftChecks } from './drift-checks.ts'
import { sameConnections } from './same-connections.ts'

export const authRefused = defineCause({
  id: 'auth-refused',
  class: 'token-mismatch',
  title: 'Clients are refused as unauthorized',
  severity: 'medium',
  decide: () => ({ verdict: 'align-credentials' }),
  fallback: true,
  trigger: [authUnauthorized],
  strength: 40,
  claims: sameConnections,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} refused${facts.values('reason').length > 0 ? ` (${facts.values('reason').join(', ')})` : ''}.`,
    ),
  ],
  checks: () => driftChecks,
  fix: () => [fix.reinstall, fix.restart],
})
