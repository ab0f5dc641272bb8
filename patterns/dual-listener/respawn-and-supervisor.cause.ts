import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleRestartMode } from '../lifecycle/lifecycle-restart-mode.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { check } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { holderOf, lookAtHolder, lostStarts } from '../port-holder.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'

const spawned = { pattern: lifecycleRestartMode, where: { pid: /\d/ } } as const

export const respawnAndSupervisor = defineCause({
  id: 'respawn-and-supervisor',
  class: 'dual-listener',
  title: 'The gateway started its own successor while the supervisor started one too',
  severity: 'critical',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: leftover(facts) ?? lookAtHolder(facts),
    restart: no(
      'Another restart spawns another successor beside the one of the supervisor.',
      respawns(facts).slice(-1),
    ),
    rollback: noChange,
    confirm: { ...lookAtHolder(facts), expect: 'a gateway whose parent is not the supervisor' },
    stands: facts.count >= 3,
  }),
  trigger: portTaken,
  requires: [{ events: [spawned], before: '3h', only: 'before', why: 'a restart spawned pid {pid} itself' }],
  gap: '2h',
  strength: 93,
  claims: [...lostStart, lifecycleRestartMode, lifecycleSignal, lifecycleReady],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      respawns(facts),
      (on) =>
        'On a restart signal the gateway spawned its own successor (pid ' +
        `${on.map(({ attributes }) => String(attributes['pid'])).join(', ')}).`,
    ),
    facts.clause(facts.events, `${count(lostStarts(facts), 'further start')} then found the lock or the port taken.`),
    facts.clause(holderOf(facts).on, `The holder is ${holderOf(facts).name ?? 'unknown'}.`),
  ],
  background:
    'A supervisor that keeps the gateway alive starts another one when the process it knows exits; ' +
    'which of the two wins can change with each restart. Later versions leave the restart to the ' +
    'supervisor.',
  checks: (facts) => [
    lookAtHolder(facts),
    ...findAllGateways,
    { what: 'How often launchd has started it', command: 'launchctl print gui/$UID/ai.openclaw.gateway' },
  ],
  fix: (facts) => [
    leftover(facts) ?? lookAtHolder(facts),
    { what: 'Update, so that the restart is left to the supervisor', command: 'openclaw update' },
    { ...check.status, what: 'See that one gateway is left, started by the supervisor' },
  ],
})

function respawns(facts: Facts): readonly Event[] {
  return facts.select([spawned], { before: '3h' })
}

/** The successor that no supervisor knows: the supervisor's own start takes the port when it is gone. */
function leftover(facts: Facts): { what: string; command: string } | undefined {
  const pid =
    holderOf(facts).pid ??
    respawns(facts)
      .map(({ attributes }) => String(attributes['pid']))
      .at(-1)
  if (pid === undefined || !/^\d+$/.test(pid)) return undefined
  return {
    what: `End the spawned successor, pid ${pid}; the supervisor's own start then gets the port`,
    command: `kill ${pid}`,
  }
}
