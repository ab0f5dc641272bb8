import { defineCause } from '../../src/model/cause.ts'
import { gatewayCloses } from '../close-patterns.ts'

export const singleDrop = defineCause({
  id: 'single-drop',
  class: 'close-code',
  title: 'A single connection was cut (1006): a client that slept or changed networks',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
  gap: '30m',
  strength: 40,
  explain: (facts) => [facts.clause(facts.events, 'Cut.')],
  checks: () => [],
  fix: () => [],
})
