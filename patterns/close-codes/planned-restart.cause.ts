import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'

export const plannedRestart = defineCause({
  id: 'planned-restart',
  class: 'close-code',
  title: 'A planned restart or stop: clients are told 1012 and come back',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [{ pattern: closes, where: { code: 1012 } }],
  strength: 80,
  explain: (facts) => [facts.clause(facts.events, 'Service restart.')],
  checks: () => [],
  fix: () => [],
})
