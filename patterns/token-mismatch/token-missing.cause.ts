import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check, fix } from '../steps.ts'
import { clientNames } from './client-names.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

export const tokenMissing = defineCause({
  id: 'token-missing',
  class: 'token-mismatch',
  title: 'Clients connect without the gateway token',
  severity: 'medium',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: refused('token-missing', 'password-missing'),
  strength: 78,
  claims: sameConnections,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} came without a credential (${clientNames(facts.values('client'))}): the dashboard opened by its bare address, or a process or container that was not given the token.`,
    ),
  ],
  checks: () => [
    check.authMode,
    {
      what: 'Whether the token reaches the container or service that connects',
      command: 'docker compose exec openclaw-gateway printenv | grep -c OPENCLAW_GATEWAY_TOKEN',
    },
  ],
  fix: () => [
    fix.dashboard,
    { what: 'Pass OPENCLAW_GATEWAY_TOKEN, or set gateway.remote.token, for the client named above' },
  ],
})
