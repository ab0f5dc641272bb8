import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { configBindFailed } from './config-bind-failed.pattern.ts'
import { startLines } from './start-lines.ts'

export const bindFailed = defineCause({
  id: 'bind-failed',
  class: 'config-invalid',
  title: 'The gateway cannot bind to the address that it is told to use',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [configBindFailed],
  strength: 85,
  claims: startLines,
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('url').join(', ') || 'The address'}: ${facts.values('error').join('; ')}. The host does not have that address, or the port needs rights that the user lacks.`,
    ),
  ],
  checks: () => [
    { what: 'Addresses of this host', command: 'ip -brief address' },
    { what: 'Bind and port', command: 'openclaw config get gateway' },
  ],
  fix: () => [{ what: 'Bind to what the host has', command: 'openclaw config set gateway.bind loopback' }, fix.restart],
})
