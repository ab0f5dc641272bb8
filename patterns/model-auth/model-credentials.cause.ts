import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
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
  decide,
  trigger: [modelNoCredentials, modelRefused],
  gap: '3h',
  strength: 84,
  claims: [...failingTurns, modelUnknown],
  recovery: [{ pattern: modelFallback, where: { decision: 'candidate_succeeded' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('provider').join(', ') || 'A model provider'} refused ` +
        `${count(facts.count, 'time')} ` +
        `(${facts.values('reason').slice(0, 3).join(', ') || 'no credentials'}). These are credentials ` +
        'of the provider, not the token of the gateway.',
    ),
  ],
  checks: () => [check.models, { what: 'List the credentials', command: 'openclaw models auth list' }],
  fix: (facts) => [
    isRate(facts)
      ? {
          what: 'Wait until the limit of the provider is over, or use another model',
          command: 'openclaw models status --probe',
        }
      : {
          what: 'Renew the credential, or add one for the user that runs the service',
          command: 'openclaw models auth login --provider <provider>',
        },
    { what: 'Or choose another model for now', command: 'openclaw models set <provider/model>', instead: true },
  ],
})

function decide(facts: Facts): Ruling {
  const shared = {
    restart: no('The provider refuses the same credential after a restart.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.models, expect: 'the provider refuses' },
  }
  if (isRate(facts))
    return {
      ...shared,
      verdict: 'wait',
      do: { what: 'Wait until the limit of the provider is over, or use another model' },
    }
  return {
    ...shared,
    verdict: 'align-credentials',
    do: {
      what: 'Renew the credential of the provider for the user that runs the service',
      command: 'openclaw models auth login --provider <provider>',
    },
  }
}

function isRate(facts: Facts): boolean {
  const reasons = facts.values('reason')
  return reasons.length > 0 && reasons.every((reason) => /rate_limit|429|cooldown/.test(reason))
}
