import { defineCause } from '../../src/model/cause.ts'
import { check } from '../steps.ts'
import { lifecycleDrainTimeout } from './lifecycle-drain-timeout.pattern.ts'
import { lifecycleReady } from './lifecycle-ready.pattern.ts'
import { lifecycleServing } from './lifecycle-serving.pattern.ts'
import { lifecycleSignal } from './lifecycle-signal.pattern.ts'
import { lifecycleStart } from './lifecycle-start.pattern.ts'
import { lifecycleStopHangs } from './lifecycle-stop-hangs.derivation.ts'
import { supervisorStopping } from './supervisor-stopping.pattern.ts'

export const restartHangs = defineCause({
  id: 'restart-hangs',
  class: 'false-green',
  title: 'The gateway was told to stop and goes on serving: probes say ok, the restart hangs',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [lifecycleStopHangs],
  strength: 80,
  claims: [lifecycleSignal, supervisorStopping, lifecycleServing, lifecycleDrainTimeout],
  recovery: [lifecycleStart, lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('seconds')[0] ?? 'Many'} seconds after the signal to stop the same process still answered, and nothing says that it stopped. The supervisor waits in "deactivating", so that a restart hangs while status looks well.`,
    ),
  ],
  checks: () => [
    { what: 'What the supervisor waits for', command: 'systemctl --user status openclaw-gateway' },
    check.journal,
  ],
  fix: () => [
    { what: 'Stop and start instead of restart', command: 'openclaw gateway stop && openclaw gateway start' },
  ],
})
