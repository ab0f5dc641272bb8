import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { lifecycleStopped } from '../lifecycle/lifecycle-stopped.pattern.ts'
import { check } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerForceKill } from './listener-force-kill.pattern.ts'

export const killedByForce = defineCause({
  id: 'killed-by-force',
  class: 'dual-listener',
  title: 'A starting gateway ended the one that was running',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: {
      what: 'See whether a service and a shell both start a gateway, and keep one of them',
      command: 'openclaw gateway status --deep',
    },
    restart: no('The one that started last serves.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.status, expect: 'more than one service, or a listener that the service does not own' },
    stands: facts.count >= 3,
  }),
  trigger: [listenerForceKill],
  strength: 68,
  claims: [lifecycleSignal, lifecycleStopped, lifecycleStart],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      facts.values('pid').length > 0
        ? `A starting gateway killed pid ${facts.values('pid').join(', ')}, which it found on its port.`
        : `A starting gateway ended ${facts.values('killed')[0] ?? 'a'} earlier gateway process(es) on its port.`,
    ),
  ],
  background:
    'To the one that was killed it looks like an ordinary stop; a gateway under a supervisor and one ' +
    'with --force do this.',
  checks: () => findAllGateways,
  fix: () => [
    { what: 'Start the gateway through its service only, without --force', command: 'openclaw gateway status --deep' },
  ],
})
