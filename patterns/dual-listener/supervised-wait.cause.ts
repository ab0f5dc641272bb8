import { defineCause } from '../../src/model/cause.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerSupervisedWait } from './listener-supervised-wait.pattern.ts'
import { lostStart } from './lost-start.ts'

export const supervisedWait = defineCause({
  id: 'supervised-wait',
  class: 'dual-listener',
  title: 'A gateway was started by hand beside the supervised one',
  severity: 'low',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: [listenerSupervisedWait],
  strength: 75,
  claims: lostStart,
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A gateway already runs under ${facts.values('supervisor').join(', ')}; the second start waited for it or gave way.`,
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [{ what: 'Use the supervised one', command: 'openclaw gateway status' }],
})
