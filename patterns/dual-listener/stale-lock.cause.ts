import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { endTheHolder, holderOf, lookAtHolder } from '../port-holder.ts'
import { listenerLockHeld } from './listener-lock-held.pattern.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'

export const staleLock = defineCause({
  id: 'stale-lock',
  class: 'dual-listener',
  title: 'A lock is held for a gateway that does not seem to run',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: lookAtHolder(facts),
    restart: no('Each start waits for the same lock.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...lookAtHolder(facts), expect: 'no process, or one that is no gateway' },
  }),
  trigger: [{ pattern: listenerLockHeld, where: { waitedMs: /\d/ } }],
  strength: 40,
  against: [
    {
      events: [listenerPortBusy, listenerOwner, lifecycleReady],
      before: '24h',
      weight: 30,
      why: 'a process listens on the port, so that the lock is a live one',
    },
  ],
  claims: [crashStartFailed],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(facts.events, `The lock names ${holderOf(facts).name ?? 'no process'}; no line shows it listening.`),
  ],
  checks: (facts) => [lookAtHolder(facts), check.listeners],
  fix: (facts) => [
    {
      what: 'Let the doctor remove the lock',
      command: 'openclaw doctor --fix',
      when: 'if that process does not exist',
    },
    ...endTheHolder(facts),
  ],
})
