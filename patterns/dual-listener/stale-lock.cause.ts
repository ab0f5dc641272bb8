import { defineCause } from '../../src/model/cause.ts'
import { crashStartFailed } from '../crash-loop/crash-start-failed.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { listenerLockHeld } from './listener-lock-held.pattern.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'

export const staleLock = defineCause({
  id: 'stale-lock',
  class: 'dual-listener',
  title: 'A lock is held for a gateway that does not seem to run',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
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
    facts.clause(
      facts.events,
      `The lock names pid ${facts.values('pid').join(', ') || 'nobody'}; nothing in this log shows that it listens.`,
    ),
  ],
  checks: () => [
    { what: 'Whether that process lives and what it is', command: 'ps -p <pid> -o pid,lstart,command' },
    check.listeners,
  ],
  fix: () => [
    {
      what: 'If it is no gateway, remove the lock file and start',
      command: 'openclaw doctor --fix && openclaw gateway start',
    },
  ],
})
