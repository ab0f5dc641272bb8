import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

export const gatewayWithoutToken = defineCause({
  id: 'gateway-without-token',
  class: 'token-mismatch',
  title: 'The gateway wants a token or password and has none itself',
  severity: 'high',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: refused('token-not-configured', 'password-not-configured'),
  strength: 88,
  claims: sameConnections,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'gateway.auth.mode asks for a credential, and the configuration that the gateway read holds none, so nobody can connect.',
    ),
  ],
  checks: () => [check.authMode, check.configFile],
  fix: () => [{ what: 'Let the doctor make one', command: 'openclaw doctor --generate-gateway-token' }, fix.restart],
})
