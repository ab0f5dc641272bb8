import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { credentialOf } from './credential.ts'
import { giveNewCredential } from './give-credential.ts'
import { othersConnected } from './others-connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

export const tokenMissing = defineCause({
  id: 'token-missing',
  class: 'token-mismatch',
  title: 'Clients connect without the token or password of the gateway',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'align-credentials',
    do: giveNewCredential(facts),
    restart: { helps: 'no', why: 'The client sends nothing, whatever the gateway holds.' },
    confirm: { ...check.authMode, expect: credentialOf(facts).word },
  }),
  trigger: refused('token-missing', 'password-missing'),
  strength: 78,
  claims: sameConnections,
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} came without a ` +
        `${credentialOf(facts).word}${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
    othersConnected(facts),
  ],
  background:
    'A dashboard that is opened by its bare address has no token; a process or container has the one ' +
    'that it was given.',
  checks: (facts) => [
    check.authMode,
    {
      what: 'Whether the client that is refused is given one, where it runs',
      command: `printenv | grep -c ${credentialOf(facts).variable}`,
    },
  ],
  fix: (facts) => [giveNewCredential(facts)],
})
