import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { pressureEventLoop } from './pressure-event-loop.pattern.ts'
import { pressureMemory } from './pressure-memory.pattern.ts'

export const eventLoopBlocked = defineCause({
  id: 'event-loop-blocked',
  class: 'other',
  title: "The gateway's event loop is blocked for long stretches",
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [{ pattern: pressureEventLoop, where: { maxMs: /^\d{5,}$/ } }],
  strength: 65,
  claims: [pressureMemory],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} nothing was answered for up to ${Math.max(...facts.values('maxMs').map(Number)) / 1000} s: too much work in one process, a slow disk or DNS, or memory close to its limit. Time-outs of others in these minutes are its symptoms.`,
    ),
  ],
  checks: () => [check.health, check.bundle],
  fix: () => [
    {
      what: 'Reduce what runs at once (agents, huge sessions, plugins); then restart',
      command: 'openclaw gateway restart',
    },
  ],
})
