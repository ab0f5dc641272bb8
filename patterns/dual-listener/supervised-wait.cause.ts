import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { check } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerSupervisedWait } from './listener-supervised-wait.pattern.ts'
import { lostStart } from './lost-start.ts'

export const supervisedWait = defineCause({
  id: 'supervised-wait',
  class: 'dual-listener',
  title: 'A gateway is started beside one that already runs and is healthy',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: {
      what: 'Find the second definition that starts a gateway, and remove it; leave the healthy one running',
      command: 'openclaw gateway status --deep',
    },
    restart: no(
      'The gateway that serves is healthy; the second start gives way to it each time.',
      facts.events.slice(-1),
    ),
    rollback: noChange,
    confirm: { ...check.status, expect: 'two services, or a listener that the supervisor did not start' },
    stands: facts.count >= 3,
  }),
  trigger: [listenerSupervisedWait],
  strength: 86,
  claims: [...lostStart, lifecycleStart],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'start')} found a gateway that already runs under ` +
        `${facts.values('supervisor').join(', ')}: ${facts.values('what').slice(0, 2).join('; ')}.`,
    ),
  ],
  background:
    'A supervisor that is told to keep its job alive starts it again after every exit, also after one that gives way.',
  checks: () => findAllGateways,
  fix: () => [
    {
      what: 'Find the second definition that starts a gateway, and remove it',
      command: 'openclaw gateway status --deep',
    },
    check.units,
  ],
})
