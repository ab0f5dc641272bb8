import { defineCause } from '../../src/model/cause.ts'
import { lifecycleRestartMode } from '../lifecycle/lifecycle-restart-mode.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { closes } from '../close-patterns.ts'

export const droppedByRestart = defineCause({
  id: 'dropped-by-restart',
  class: 'close-code',
  title: 'Dropped by a planned restart: the process went before the close frame',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [{ pattern: closes, where: { code: [1006, 1005] } }],
  gap: '1m',
  requires: [
    {
      events: [lifecycleSignal, lifecycleRestartMode],
      before: '60s',
      after: '15s',
      why: 'a restart was under way',
    },
  ],
  strength: 72,
  explain: (facts) => [facts.clause(facts.events, 'Restart.')],
  checks: () => [],
  fix: () => [],
})
