import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { clientUnreachable } from './client-unreachable.pattern.ts'
import { reportPortSilent } from './report-port-silent.pattern.ts'
import { reportTaskMissing } from './report-task-missing.pattern.ts'

export const serviceWithoutGateway = defineCause({
  id: 'service-without-gateway',
  class: 'false-green',
  title: 'The service is there, and no gateway listens',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [reportPortSilent, { pattern: reportTaskMissing, not: { what: /^Service is loaded/ } }],
  strength: 62,
  claims: [clientUnreachable],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('what').join('; ') || `Port ${facts.values('port').join(', ')} is closed although the service runs`}.`,
    ),
  ],
  checks: () => [check.status, check.journal],
  fix: () => [fix.reinstall, fix.restart],
})
