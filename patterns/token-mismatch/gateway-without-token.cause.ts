import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { check, fix } from '../steps.ts'
import { connected } from '../connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const saysPassword = (refusals: readonly string[]): boolean => refusals.includes('password-not-configured')

export const gatewayWithoutToken = defineCause({
  id: 'gateway-without-token',
  class: 'token-mismatch',
  title: 'The gateway wants a token or password and has none itself',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'align-credentials',
    do: saysPassword(facts.values('refusal'))
      ? { what: 'Set the password of the gateway', command: 'openclaw config set gateway.auth.password <password>' }
      : { what: 'Let the doctor make a token and save it', command: 'openclaw doctor --generate-gateway-token' },
    confirm: {
      what: 'What the configuration says of the credential',
      command: 'openclaw config get gateway.auth',
      expect: 'A mode, and no token or password of that mode.',
    },
  }),
  trigger: refused('token-not-configured', 'password-not-configured'),
  strength: 88,
  claims: sameConnections,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} refused because the gateway itself holds no ` +
        `${saysPassword(facts.values('refusal')) ? 'password' : 'token'} to compare with, so that nobody ` +
        `can connect by one.${refusalWords(facts)}`,
    ),
  ],
  checks: () => [check.authMode, check.configFile],
  fix: (facts) => [
    saysPassword(facts.values('refusal'))
      ? { what: 'Set the password of the gateway', command: 'openclaw config set gateway.auth.password <password>' }
      : { what: 'Let the doctor make a token and save it', command: 'openclaw doctor --generate-gateway-token' },
    { ...fix.restart, when: 'the log does not show that the gateway reloaded it' },
  ],
})
