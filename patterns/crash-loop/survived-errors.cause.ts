import { defineCause } from '../../src/model/cause.ts'
import { crashNonFatal } from './crash-non-fatal.pattern.ts'

export const survivedErrors = defineCause({
  id: 'survived-errors',
  class: 'other',
  title: 'Errors that the gateway caught and survived',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [crashNonFatal],
  strength: 50,
  explain: (facts) => [facts.clause(facts.events, 'The gateway caught the error and went on.')],
  checks: () => [],
  fix: () => [],
})
