import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { errorText, rulingByLastWords } from './last-words.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const startFailure = defineCause({
  id: 'start-failure',
  class: 'setup-failed',
  title: 'The gateway failed to start',
  severity: 'high',
  decide: rulingByLastWords,
  fallback: true,
  trigger: [crashStartFailed],
  strength: 50,
  claims: [supervisorExit],
  recovery: [lifecycleReady],
  explain: (facts) => [facts.clause(facts.events, (on) => `The start ended with: ${errorText(on)}.`)],
  checks: () => [check.status, check.doctor],
  fix: () => [{ what: 'Change what the error names, then start the gateway once and watch it' }],
})
