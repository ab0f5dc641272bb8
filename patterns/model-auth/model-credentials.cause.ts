import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { failingTurns } from './failing-turns.ts'
import { modelFallback } from './model-fallback.pattern.ts'
import { modelNoCredentials } from './model-no-credentials.pattern.ts'
import { modelRefused } from './model-refused.pattern.ts'
import { modelUnknown } from './model-unknown.pattern.ts'

export const modelCredentials = defineCause({
  id: 'model-credentials',
  class: 'model-auth',
  title: 'The model provider refuses: credentials, credit or rate',
  severity: 'medium',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: [modelNoCredentials, modelRefused],
  gap: '3h',
  strength: 84,
  claims: [...failingTurns, modelUnknown],
  recovery: [{ pattern: modelFallback, where: { decision: 'candidate_succeeded' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'refusal')} by ${facts.values('provider').join(', ') || 'a model provider'} (${facts.values('reason').slice(0, 3).join(', ') || 'no credentials'}). Gateway, channels and tokens of clients are not concerned.`,
    ),
  ],
  checks: () => [check.models, { what: 'Which credentials there are', command: 'openclaw models auth list' }],
  fix: () => [
    {
      what: 'Renew the credential or add one for the user that runs the service',
      command: 'openclaw models auth login --provider <provider>',
    },
    { what: 'Or choose another model for now', command: 'openclaw models set <provider/model>' },
  ],
})
