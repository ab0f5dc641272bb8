import { defineCause } from '../../src/model/cause.ts'
import { listenerAddressInUse } from '../dual-listener/listener-address-in-use.pattern.ts'
import { listenerAlready } from '../dual-listener/listener-already.pattern.ts'
import { clientUnreachable } from '../false-green/client-unreachable.pattern.ts'
import { reportPortSilent } from '../false-green/report-port-silent.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { check } from '../steps.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { crashZombie } from './crash-zombie.pattern.ts'

export const zombie = defineCause({
  id: 'zombie',
  class: 'false-green',
  title: 'The process lives without a gateway: a restart in place failed',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [crashZombie],
  strength: 92,
  claims: [
    reportPortSilent,
    clientUnreachable,
    listenerAlready,
    listenerAddressInUse,
    crashStartFailed,
    lifecycleSignal,
  ],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A restart inside the process failed (${facts.values('error').join('; ')}). The process stays, so that the service shows as running, but the port is closed.`,
    ),
  ],
  checks: () => [check.listeners, check.status],
  fix: () => [{ what: 'Mend the error, then restart the whole process', command: 'openclaw gateway restart --force' }],
})
