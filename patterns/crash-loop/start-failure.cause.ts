import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check, fix } from '../steps.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { errorsOf } from './errors-of.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const startFailure = defineCause({
  id: 'start-failure',
  class: 'other',
  title: 'The gateway failed to start',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  fallback: true,
  trigger: [crashStartFailed],
  strength: 50,
  claims: [supervisorExit],
  recovery: [lifecycleReady],
  explain: (facts) => [facts.clause(facts.events, errorsOf(facts.values('error')).trim() || 'See the line.')],
  checks: () => [check.status, check.doctor],
  fix: () => [fix.doctorFix, fix.restart],
})
