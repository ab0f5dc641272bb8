import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange, yes } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleRestartMode } from '../lifecycle/lifecycle-restart-mode.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { check, fix } from '../steps.ts'
import { agentFailed } from './agent-failed.pattern.ts'

const draining = /drain|restart(?:ing)? in progress|shutting down|suspended/i
const needsMigration = /migrat|doctor --fix|legacy|older (?:release|version|format)/i
const noConnection =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|fetch failed|connection error|socket hang up|network|certificate/i
const noAnswerInTime = /timed? ?out/i

export const agentFails = defineCause({
  id: 'agent-fails',
  class: 'run-stalled',
  title: 'Turns of an agent fail',
  severity: 'medium',
  decide,
  fallback: true,
  trigger: [agentFailed],
  strength: 45,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'turn')} failed before an answer: ` +
        `${facts.values('error').slice(0, 2).join('; ') || 'no error given'}.`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => background.test(String(attributes['lane'] ?? ''))),
      'That was work in the background: nobody waited for an answer.',
    ),
    facts.clause(
      stuckDrain(facts),
      'The gateway had said that it listens again before, and it still refuses work as one that drains.',
    ),
  ],
  checks: () => [check.models, check.doctor],
  fix: () => [{ what: 'Follow what the error names' }],
})

// Lanes of work that the gateway gives itself; nobody waits for an answer there.
const background = /review|background|maintenance|heartbeat|memory|compact|cleanup/

function decide(facts: Facts): Ruling {
  const lanes = facts.values('lane')
  if (lanes.length > 0 && lanes.every((lane) => background.test(lane)))
    return {
      verdict: 'none-needed',
      restart: no('Only work in the background failed; the gateway goes on.', facts.events.slice(-1)),
      rollback: noChange,
    }
  const text = facts.values('error').join('\n')
  const stuck = stuckDrain(facts)
  if (stuck.length > 0)
    return {
      verdict: 'restart-and-validate',
      do: fix.restart,
      restart: yes('The process listens again after a restart in place and still refuses work as draining.', stuck),
      rollback: noChange,
      confirm: { what: 'Run one turn', expect: 'it is refused with the same words' },
    }
  if (needsMigration.test(text))
    return {
      verdict: 'fix-environment',
      do: {
        what: 'Migrate what the error names: keep a copy, then let the doctor of this version do it',
        command: 'openclaw doctor',
      },
      restart: no('The same file is read after a restart.', facts.events.slice(-1)),
      rollback: noChange,
    }
  if (noConnection.test(text) || noAnswerInTime.test(text))
    return {
      verdict: 'fix-environment',
      do: { what: 'Ask the model provider from this host', command: 'openclaw models status --probe' },
      restart: no('What cannot be reached is outside the gateway.', facts.events.slice(-1)),
      rollback: noChange,
      confirm: { ...check.models, expect: 'the provider does not answer' },
    }
  return { verdict: 'undecidable', do: { what: 'Follow what the error names' }, rollback: noChange }
}

/** Ready after a restart in place, and then work is refused because the gateway drains. */
function stuckDrain(facts: Facts): ReturnType<Facts['select']> {
  const refused = facts.events.filter(({ attributes }) => draining.test(String(attributes['error'])))
  if (refused.length < 2) return []
  const restarts = facts.select([lifecycleRestartMode, { pattern: lifecycleSignal, where: { what: 'restarting' } }], {
    before: '24h',
  })
  const ready = facts.select([lifecycleReady], { before: '24h' })
  const last = refused.at(-1)!
  const came = ready.findLast(({ at }) => at < last.at)
  return came && restarts.some(({ at }) => at <= came.at) ? [came, last] : []
}
