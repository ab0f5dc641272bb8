import { defineCause } from '../../src/model/cause.ts'
import { noChange, yes } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { gatewayPartUnavailable } from './gateway-part-unavailable.pattern.ts'

export const gatewayPartUnavailableCause = defineCause({
  id: 'gateway-part-unavailable',
  class: 'false-green',
  title: 'A part of the gateway is out of order until it restarts',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: fix.restart,
    restart: yes('The gateway says so itself.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.status, expect: 'running, and the part above missing' },
  }),
  trigger: [gatewayPartUnavailable],
  gap: '24h',
  strength: 90,
  recovery: [lifecycleReady],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway says: ${facts.values('what').join('; ')} is unavailable until it restarts.`,
    ),
  ],
  background: 'Process, port and probe on this host stay green meanwhile.',
  checks: () => [check.status],
  fix: () => [fix.restart],
})
