import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'

export const gatewayStarting = defineCause({
  id: 'gateway-starting',
  class: 'close-code',
  title: 'The gateway was still starting or draining and asked to try again (1013)',
  severity: 'low',
  decide: () => ({ verdict: 'wait' }),
  benign: true,
  trigger: [
    { pattern: closes, where: { code: 1013 } },
    { pattern: closes, where: { refusal: ['starting', 'draining'] } },
  ],
  strength: 80,
  explain: (facts) => [facts.clause(facts.events, 'Try again later.')],
  checks: () => [],
  fix: () => [],
})
