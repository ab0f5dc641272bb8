import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { lifecycleStopped } from '../lifecycle/lifecycle-stopped.pattern.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerForceKill } from './listener-force-kill.pattern.ts'

export const killedByForce = defineCause({
  id: 'killed-by-force',
  class: 'dual-listener',
  title: 'A gateway started with --force ended the one that was running',
  severity: 'medium',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: [listenerForceKill],
  strength: 68,
  claims: [lifecycleSignal, lifecycleStopped, lifecycleStart],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A starting gateway killed ${facts.values('pid').length > 0 ? `pid ${facts.values('pid').join(', ')}` : 'the gateway'} that it found on its port. To the one that was killed it looks like an ordinary stop.`,
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [{ what: 'Start the gateway through its service only', command: 'openclaw gateway restart' }],
})
