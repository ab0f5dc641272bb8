import { defineCause } from '../../src/model/cause.ts'
import { no, noChange, yes } from '../answers.ts'
import { check } from '../steps.ts'
import { failingTurns } from './failing-turns.ts'
import { modelUnknown } from './model-unknown.pattern.ts'
import { appliedChange } from '../applied-change.ts'

export const modelUnknownCause = defineCause({
  id: 'model-unknown',
  class: 'model-auth',
  title: 'The configured model is not known to its provider',
  severity: 'medium',
  decide: (facts) => {
    const changed = facts.configChanges.filter(({ attributes }) =>
      /model|agents|providers/.test(String(attributes['paths'])),
    )
    return {
      verdict: changed.length > 0 ? 'config-rollback' : 'align-credentials',
      do: {
        what: 'Set a model that the provider knows, or give the provider its credential',
        command: 'openclaw models list',
      },
      restart: no('The same model is asked for after a restart.', facts.events.slice(-1)),
      rollback: changed.length > 0 ? yes('The model was changed before.', changed.slice(-1)) : noChange,
      confirm: {
        what: 'List the models that are known',
        command: 'openclaw models list',
        expect: 'the model above is not among them',
      },
    }
  },
  trigger: [modelUnknown],
  gap: '3h',
  strength: 76,
  claims: failingTurns,
  recovery: [appliedChange(/agents|models/)],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('model').join(', ') || 'The model'} is not known: it does not exist there, or ` +
        'its provider is not registered.',
    ),
  ],
  checks: () => [check.models, { what: 'Models that are known', command: 'openclaw models list' }],
  fix: () => [{ what: 'Set a model that exists', command: 'openclaw models set <provider/model>' }],
})
