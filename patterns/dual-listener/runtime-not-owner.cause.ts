import { defineCause } from '../../src/model/cause.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'

export const runtimeNotOwner = defineCause({
  id: 'runtime-not-owner',
  class: 'dual-listener',
  title: 'The service runs one process, and another one listens on the port',
  severity: 'high',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: [{ pattern: reportOtherGateways, where: { what: 'Gateway runtime PID does not own the listening port' } }],
  strength: 80,
  claims: [listenerPortBusy, listenerOwner, reportOtherGateways],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The process that the service manager watches is not the one that clients reach: restarting the service does not restart what serves.',
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [
    {
      what: 'End the process that listens, then restart the service',
      command: 'openclaw gateway stop && openclaw gateway start',
    },
  ],
})
