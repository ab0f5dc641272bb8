import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { driftChecks } from './drift-checks.ts'
import { giveCredential, whichSide } from './give-credential.ts'
import { refusalWords } from '../refusal-words.ts'
import { sameConnections } from './same-connections.ts'

export const authRefused = defineCause({
  id: 'auth-refused',
  class: 'token-mismatch',
  title: 'Clients are refused as unauthorized',
  severity: 'medium',
  decide: (facts) => ({ verdict: 'align-credentials', do: giveCredential(facts), confirm: whichSide(facts) }),
  fallback: true,
  trigger: [authUnauthorized],
  strength: 40,
  claims: sameConnections,
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} ` +
        `refused${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
  ],
  checks: driftChecks,
  fix: (facts) => [giveCredential(facts)],
})
