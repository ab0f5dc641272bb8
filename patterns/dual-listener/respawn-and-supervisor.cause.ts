import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleRestartMode } from '../lifecycle/lifecycle-restart-mode.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'

export const respawnAndSupervisor = defineCause({
  id: 'respawn-and-supervisor',
  class: 'dual-listener',
  title: 'The gateway started its own successor while the supervisor started one too',
  severity: 'critical',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: portTaken,
  requires: [
    {
      events: [{ pattern: lifecycleRestartMode, where: { pid: /\d/ } }],
      before: '3h',
      only: 'before',
      why: 'a restart spawned pid {pid} itself',
    },
  ],
  gap: '2h',
  strength: 93,
  claims: [...lostStart, lifecycleRestartMode, lifecycleSignal, lifecycleReady],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `On a restart signal the gateway spawned its replacement (pid ${facts.valuesOf(lifecycleRestartMode, 'pid').join(', ')}), and the supervisor, which keeps it alive, started another: ${count(facts.count, 'start')} then ran into the lock or the port of the first. Which of the two wins changes with each restart.`,
    ),
  ],
  checks: () => [
    ...findAllGateways,
    { what: 'How often launchd has started it', command: 'launchctl print gui/$UID/ai.openclaw.gateway' },
  ],
  fix: () => [
    {
      what: 'Stop both, then start one through the supervisor',
      command: 'openclaw gateway stop && openclaw gateway start',
    },
    { what: 'Update: newer versions leave the restart to the supervisor', command: 'openclaw update' },
  ],
})
