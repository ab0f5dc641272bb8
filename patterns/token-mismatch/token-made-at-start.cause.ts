import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { authTokenGenerated } from './auth-token-generated.pattern.ts'
import { refused } from './refused.ts'
import { appliedChange } from '../applied-change.ts'

export const tokenMadeAtStart = defineCause({
  id: 'token-made-at-start',
  class: 'token-mismatch',
  title: 'The gateway has no token of its own and makes a new one at each start',
  severity: 'medium',
  decide: () => ({
    verdict: 'align-credentials',
    stands: true,
    do: {
      what: 'Save a token in the configuration, so that the next start does not make another one',
      command: 'openclaw doctor --generate-gateway-token',
    },
    restart: {
      helps: 'no',
      why: 'Each restart makes another token and locks out the clients that have the present one.',
    },
    confirm: {
      what: 'Whether the configuration holds a token',
      command: 'openclaw config get gateway.auth',
      expect: 'A mode of token, and no token.',
    },
  }),
  trigger: [authTokenGenerated],
  strength: 85,
  claims: refused('token-mismatch', 'token-missing'),
  recovery: [appliedChange(/gateway\.auth/)],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The gateway says: "auth token was missing. Generated a runtime token for this startup without ' +
        'changing config; restart will generate a different token."',
    ),
    facts.clause(
      facts.select(refused('token-mismatch', 'token-missing'), { before: '0s', after: '30m' }),
      'Clients were refused for their token after it.',
    ),
  ],
  checks: () => [check.authMode, check.configFile],
  fix: () => [
    { what: 'Save a token in the configuration', command: 'openclaw doctor --generate-gateway-token' },
    { ...fix.restart, when: 'the token is saved' },
  ],
})
