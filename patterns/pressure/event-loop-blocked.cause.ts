import { defineCause } from '../../src/model/cause.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { blocksClauses, longBlocks, reduceLoad, rulingOfBlocks } from '../event-loop-blocks.ts'
import { pressureMemory } from './pressure-memory.pattern.ts'

export const eventLoopBlocked = defineCause({
  id: 'event-loop-blocked',
  class: 'other',
  title: "The gateway's event loop is blocked for long stretches",
  severity: 'medium',
  decide: (facts) => rulingOfBlocks(facts.events),
  trigger: longBlocks,
  strength: 65,
  claims: [pressureMemory],
  // A start loads and installs for many seconds: that is over as soon as it listens.
  recovery: [lifecycleReady],
  explain: (facts) => [
    ...blocksClauses(facts, facts.events),
    facts.clause(
      facts.select([{ pattern: pressureMemory, where: { level: 'critical' } }]),
      'Its memory was critical at that time.',
    ),
  ],
  background: 'While the loop is blocked nothing is answered: handshakes, pings and timers of others expire meanwhile.',
  checks: () => [check.health, check.bundle],
  fix: ({ events }) => [reduceLoad(events)],
})
