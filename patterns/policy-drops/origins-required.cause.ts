import { defineCause } from '../../src/model/cause.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { fix } from '../steps.ts'
import { originRequired } from './origin-required.pattern.ts'

export const originsRequired = defineCause({
  id: 'origins-required',
  class: 'policy-drop',
  title: 'The gateway does not start: a dashboard beyond loopback needs a list of allowed origins',
  severity: 'critical',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [originRequired],
  strength: 95,
  claims: [crashStartFailed, supervisorExit, supervisorRestart],
  also: ['config-invalid'],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'From 2026.2.25 on, a bind beyond loopback demands gateway.controlUi.allowedOrigins; what started before the update refuses to start after it.',
    ),
  ],
  checks: () => [{ what: 'Bind and origins', command: 'openclaw config get gateway' }],
  fix: () => [
    {
      what: 'Name the origins',
      command: 'openclaw config set gateway.controlUi.allowedOrigins \'["http://<host>:18789"]\'',
    },
    fix.restart,
  ],
})
