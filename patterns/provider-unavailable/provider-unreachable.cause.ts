import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { modelFallback } from '../model-auth/model-fallback.pattern.ts'
import { agentFailed } from '../model-auth/agent-failed.pattern.ts'
import { check } from '../steps.ts'
import { providerUnreachable } from './provider-unreachable.pattern.ts'

export const providerUnreachableCause = defineCause({
  id: 'provider-unreachable',
  class: 'provider-unavailable',
  title: 'The model provider cannot be reached',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what:
        `Reach ${facts.values('provider').join(', ') || 'the provider'} from the host of the gateway: ` +
        'address, DNS, proxy, certificate, or the local program that serves the model',
      command: 'openclaw models status --probe',
    },
    restart: no('What does not answer is outside the gateway.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.models, expect: 'the provider does not answer' },
  }),
  trigger: [providerUnreachable],
  gap: '3h',
  by: 'provider',
  strength: 84,
  claims: [agentFailed, modelFallback],
  recovery: [{ pattern: modelFallback, where: { decision: 'candidate_succeeded' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'request')} to ` +
        `${facts.values('provider').join(', ') || 'a model provider'} failed on the network: ` +
        `${facts.values('error').slice(0, 3).join('; ')}.`,
    ),
  ],
  background: 'The gateway tries again a few times, then the next model of the list; the user reads a general error.',
  checks: () => [check.models],
  fix: () => [
    { what: 'Restore the way to the provider' },
    { what: 'Or choose another model for now', command: 'openclaw models set <provider/model>', instead: true },
  ],
})
