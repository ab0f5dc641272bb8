import { defineCause } from '../../src/model/cause.ts'
import { listenerAddressInUse } from '../dual-listener/listener-address-in-use.pattern.ts'
import { listenerAlready } from '../dual-listener/listener-already.pattern.ts'
import { clientUnreachable } from '../false-green/client-unreachable.pattern.ts'
import { reportPortSilent } from '../false-green/report-port-silent.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { noChange, yes } from '../answers.ts'
import { check } from '../steps.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { crashZombie } from './crash-zombie.pattern.ts'

export const zombie = defineCause({
  id: 'zombie',
  class: 'false-green',
  title: 'The process lives without a gateway: a restart in place failed',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: {
      what: 'Change what the error names, then restart the whole process',
      command: 'openclaw gateway restart --force',
    },
    restart: yes(
      'The process is up without a gateway; nothing but a new process opens the port again.',
      facts.events.slice(-1),
    ),
    rollback:
      facts.configChanges.length > 0
        ? yes('The configuration was changed before.', facts.configChanges.slice(-1))
        : noChange,
    confirm: { ...check.listeners, expect: 'nobody listens' },
  }),
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
      `A restart inside the process failed (${facts.values('error').join('; ')}), and the process ` +
        'stays alive without a gateway.',
    ),
  ],
  background: 'The service shows as running, and the port is closed.',
  checks: () => [check.listeners, check.status],
  fix: () => [
    { what: 'Change what the error names' },
    { what: 'Then restart the whole process', command: 'openclaw gateway restart --force' },
  ],
})
