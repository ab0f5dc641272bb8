import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { endTheHolder, holderOf, lookAtHolder } from '../port-holder.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'

export const runtimeNotOwner = defineCause({
  id: 'runtime-not-owner',
  class: 'dual-listener',
  title: 'The service runs one process, and another one listens on the port',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: lookAtHolder(facts),
    restart: no('Restarting the service does not restart the process that clients reach.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...lookAtHolder(facts), expect: 'a process that the service did not start' },
    stands: true,
  }),
  trigger: [{ pattern: reportOtherGateways, where: { what: 'Gateway runtime PID does not own the listening port' } }],
  strength: 80,
  claims: [listenerPortBusy, listenerOwner, reportOtherGateways],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(facts.events, 'The process that the service manager watches is not the one that listens on the port.'),
    facts.clause(holderOf(facts).on, `The listener is ${holderOf(facts).name ?? 'unknown'}.`),
  ],
  checks: (facts) => [lookAtHolder(facts), ...findAllGateways],
  fix: (facts) => [lookAtHolder(facts), ...endTheHolder(facts, {})],
})
