import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { agentFailed } from './agent-failed.pattern.ts'

export const agentFails = defineCause({
  id: 'agent-fails',
  class: 'other',
  title: 'Turns of an agent fail',
  severity: 'low',
  decide: () => ({ verdict: 'undecidable' }),
  fallback: true,
  trigger: [agentFailed],
  strength: 45,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'turn')} failed: ${facts.values('error').slice(0, 2).join('; ')}.`,
    ),
  ],
  checks: () => [check.models, check.doctor],
  fix: () => [{ what: 'Mend what the error names' }],
})
