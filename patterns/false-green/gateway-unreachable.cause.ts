import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { clientConnectFailed } from './client-connect-failed.pattern.ts'
import { clientUnreachable } from './client-unreachable.pattern.ts'

export const gatewayUnreachable = defineCause({
  id: 'gateway-unreachable',
  class: 'other',
  title: 'Nothing listens where the client looks for the gateway',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  fallback: true,
  trigger: [clientUnreachable],
  strength: 55,
  claims: [clientConnectFailed],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The connection to ${facts.values('address').join(', ')} is refused: no gateway there. A client in a container that dials 127.0.0.1 reaches its own loopback, not the gateway's.`,
    ),
  ],
  checks: () => [check.status, check.listeners],
  fix: () => [
    {
      what: 'Start the gateway, or give the client its real address (gateway.remote.url)',
      command: 'openclaw gateway start',
    },
  ],
})
