import { defineCause } from '../../src/model/cause.ts'
import { check } from '../steps.ts'
import { failingTurns } from './failing-turns.ts'
import { modelUnknown } from './model-unknown.pattern.ts'

export const modelUnknownCause = defineCause({
  id: 'model-unknown',
  class: 'model-auth',
  title: 'The configured model is not known to its provider',
  severity: 'medium',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: [modelUnknown],
  gap: '3h',
  strength: 76,
  claims: failingTurns,
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('model').join(', ') || 'The model'} does not exist there, or its provider is not registered.`,
    ),
  ],
  checks: () => [check.models, { what: 'Models that are known', command: 'openclaw models list' }],
  fix: () => [{ what: 'Set a model that exists', command: 'openclaw models set <provider/model>' }],
})
