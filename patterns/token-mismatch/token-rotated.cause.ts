import { defineCause, type Clue } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { fix } from '../steps.ts'
import { clientNames } from './client-names.ts'
import { connected } from './connected.ts'
import { differentSecrets } from './different-secrets.ts'
import { driftChecks } from './drift-checks.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const authReload: Selector[] = [{ pattern: configReload, where: { paths: /gateway\.auth|gateway\.remote/ } }]

const rotatedBefore: Omit<Clue, 'weight'> = {
  events: [...authReload, { pattern: closes, where: { refusal: 'auth-changed' } }],
  before: '2h',
  only: 'before',
  why: 'the credential was changed before it (reload of gateway.auth, or a close with 4001)',
}

export const tokenRotated = defineCause({
  id: 'token-rotated',
  class: 'token-mismatch',
  title: 'The gateway token was changed, and clients still send the old one',
  severity: 'high',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: refused('token-mismatch', 'password-mismatch'),
  requires: [rotatedBefore],
  strength: 90,
  claims: sameConnections,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The credential of the gateway changed, and since then ${count(facts.count, 'attempt')} with the old one ${facts.count === 1 ? 'was' : 'were'} refused (${clientNames(facts.values('client'))}). The gateway has the new token; it is the clients that lag behind.${differentSecrets(facts.fingerprints)}`,
    ),
  ],
  checks: () => driftChecks,
  fix: () => [
    fix.dashboard,
    {
      what: 'Give the new token to every client that has its own: gateway.remote.token, .env of Compose, service environments',
    },
    fix.reinstall,
  ],
})
