import { defineCause } from '../../src/model/cause.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { check, fix } from '../steps.ts'
import { closes } from '../close-patterns.ts'

export const tickTimeout = defineCause({
  id: 'tick-timeout',
  class: 'close-code',
  title: 'Clients stopped hearing from the gateway (tick timeout)',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [
    { pattern: closes, where: { refusal: 'tick-timeout' } },
    { pattern: closes, where: { code: 4000 } },
  ],
  strength: 55,
  supports: [{ events: [pressureEventLoop], weight: 15, why: 'the event loop was blocked at that time' }],
  claims: [{ pattern: closes, where: { refusal: 'tick-timeout' } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'No tick came for a minute: either the gateway was blocked, or the path went dead without telling anyone.',
    ),
  ],
  checks: () => [check.health, check.trustedProxies],
  fix: () => [fix.restart],
})
