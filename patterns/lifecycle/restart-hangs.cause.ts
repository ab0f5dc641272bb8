import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import { noChange, yes } from '../answers.ts'
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
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: endAndStart(facts),
    restart: yes('The process was told to stop and did not: it must be ended and started.', facts.events),
    rollback: noChange,
    confirm: {
      what: 'See what the supervisor waits for',
      command: 'systemctl --user status openclaw-gateway',
      expect: 'deactivating (stop-sigterm)',
    },
  }),
  trigger: [lifecycleStopHangs],
  strength: 80,
  claims: [lifecycleSignal, supervisorStopping, lifecycleServing, lifecycleDrainTimeout],
  recovery: [lifecycleStart, lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('seconds')[0] ?? 'Many'} seconds after the signal to stop the gateway still ` +
        'answered, and no line says that it stopped.',
    ),
    facts.clause(facts.select([supervisorStopping]), 'systemd began to stop the unit.'),
  ],
  background:
    'The supervisor waits in "deactivating" until the process is gone, so that a restart hangs while ' +
    'status looks well.',
  checks: () => [
    { what: 'What the supervisor waits for', command: 'systemctl --user status openclaw-gateway' },
    check.journal,
  ],
  fix: (facts) => [endAndStart(facts), check.status],
})

/** A second `restart` would wait for the first; the process itself must go. */
function endAndStart(facts: Facts): Step {
  const last = facts.events.at(-1)
  const pid = String(last?.resource['process.pid'] ?? last?.attributes['pid'] ?? '')
  if (!/^\d+$/.test(pid))
    return {
      what: 'End the process that hangs, then start',
      command: 'systemctl --user kill -s KILL openclaw-gateway && openclaw gateway start',
    }
  return { what: `End pid ${pid}, which hangs, then start`, command: `kill -KILL ${pid}; openclaw gateway start` }
}
