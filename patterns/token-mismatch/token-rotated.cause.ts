import { defineCause, type Clue } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { closes } from '../close-patterns.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { credentialOf } from './credential.ts'
import { differentSecrets } from './different-secrets.ts'
import { driftChecks } from './drift-checks.ts'
import { giveNewCredential } from './give-credential.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

// Only what the gateway took over makes the clients the ones that lag behind: "change detected" alone may be not in
// use.
const takenOver: Selector[] = [
  { pattern: configReload, where: { what: /applied$/, paths: /gateway\.auth/ } },
  { pattern: closes, where: { refusal: 'auth-changed' } },
]

const rotatedBefore: Omit<Clue, 'weight'> = {
  events: takenOver,
  before: '2h',
  only: 'before',
  why: 'the running gateway took over a new credential before it (reload of gateway.auth, or a close with 4001)',
}

export const tokenRotated = defineCause({
  id: 'token-rotated',
  class: 'token-mismatch',
  title: "The gateway's token or password was changed, and clients still send the old one",
  severity: 'high',
  decide: (facts) => ({
    verdict: 'align-credentials',
    do: giveNewCredential(facts),
    restart: { helps: 'no', why: 'The running gateway holds the new credential already.' },
    confirm: {
      what: "Whether a client on the gateway's host, which reads the new credential, gets in",
      command: 'openclaw health',
      expect: 'The health of the gateway.',
    },
  }),
  trigger: refused('token-mismatch', 'password-mismatch'),
  requires: [rotatedBefore],
  strength: 90,
  claims: sameConnections,
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(facts.select(takenOver, { before: '2h', after: '0s' }), (on) => {
      const applied = on.findLast(({ pattern }) => pattern === configReload.id)
      return applied
        ? `The gateway applied a change of ${applied.attributes['paths']} without a restart.`
        : 'The gateway closed its clients with 4001, "gateway auth changed".'
    }),
    facts.clause(
      facts.events,
      `Since then ${count(attempts(facts.events), 'attempt')} with another ${credentialOf(facts).word} ` +
        `${attempts(facts.events) === 1 ? 'was' : 'were'} refused${clientNames(facts.values('client'))}: ` +
        'the gateway has the new one, and these clients lag behind.',
    ),
    differentSecrets(facts),
  ],
  checks: driftChecks,
  fix: (facts) => [
    giveNewCredential(facts),
    {
      what:
        'Give the new one to each other client that keeps its own: gateway.remote.*, an .env of Compose, ' +
        'the environment of a service',
    },
  ],
})
