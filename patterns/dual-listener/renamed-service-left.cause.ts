import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Selector } from '../../src/model/selector.ts'
import { no, noChange } from '../answers.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { supervisorStarted } from '../crash-loop/supervisor-started.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { holderOf, lookAtHolder } from '../port-holder.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'

const ofOldName: Selector[] = [
  { pattern: supervisorRestart, where: { unit: /clawdbot|moltbot/ } },
  { pattern: supervisorStarted, where: { unit: /clawdbot|moltbot/ } },
  { pattern: listenerOwner, where: { program: 'clawdbot' } },
]

export const renamedServiceLeft = defineCause({
  id: 'renamed-service-left',
  class: 'dual-listener',
  title: 'A service of the old name still runs beside the new one',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: removeOldUnit(facts),
    restart: no('Both units start a gateway again.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.units, expect: 'a unit of the old name beside one of the new' },
    stands: true,
  }),
  trigger: portTaken,
  requires: [{ events: ofOldName, why: 'clawdbot, the name before 2026.1.29, is still there' }],
  strength: 92,
  claims: lostStart,
  also: ['version-skew'],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.select(ofOldName),
      (on) =>
        'A gateway of the old name is still there: ' +
        `${[...new Set(on.map(({ attributes }) => String(attributes['unit'] ?? attributes['command'])))].join(', ')}.`,
    ),
    facts.clause(facts.events, 'A start found the port or the lock taken.'),
    facts.clause(holderOf(facts).on, `The holder is ${holderOf(facts).name ?? 'unknown'}.`),
  ],
  background: 'The service was renamed from clawdbot to openclaw in January 2026; an upgrade left the old unit.',
  checks: (facts) => [lookAtHolder(facts), ...findAllGateways],
  fix: (facts) => [removeOldUnit(facts), check.status],
})

function removeOldUnit(facts: Facts): Step {
  const unit = facts
    .select(ofOldName)
    .map(({ attributes }) => String(attributes['unit'] ?? ''))
    .find((name) => /^[\w@.-]+$/.test(name))
  const name = unit ?? 'clawdbot-gateway.service'
  return { what: `Remove the unit of the old name, ${name}`, command: `systemctl --user disable --now ${name}` }
}
