import { defineCause, type Facts } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { supervisorStarted } from '../crash-loop/supervisor-started.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { check } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { endTheHolder, lookAtHolder, stopTheSecond, supervisedStarts } from '../port-holder.ts'
import { listenerTwoUnits } from './listener-two-units.derivation.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'

export const twoUnits = defineCause({
  id: 'two-units',
  class: 'dual-listener',
  title: 'Two units start a gateway; the second finds the port taken',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'stop-duplicate',
    do: { ...stopTheSecond(facts), when: 'if the other unit is the one to keep; else disable that one' },
    restart: no('The unit that lost finds the port taken at each start.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.units, expect: `${units(facts).join(' and ')}, both enabled` },
    stands: true,
  }),
  trigger: portTaken,
  requires: [{ events: [listenerTwoUnits], why: '{otherUnit} and {unit} both start one' }],
  strength: 91,
  claims: [...lostStart, supervisorStarted],
  recovery: [lifecycleReady],
  explain: (facts) => {
    const lost = supervisedStarts(facts)
    return [
      facts.clause(facts.select([listenerTwoUnits]), `${units(facts).join(' and ')} both start a gateway.`),
      facts.clause(facts.events, 'One of the starts found the port or the lock taken.'),
      facts.clause(
        lost.unit === undefined ? [] : lost.on,
        `${lost.unit ?? ''} lost; the gateway that serves is the other's.`,
      ),
    ]
  },
  checks: (facts) => [lookAtHolder(facts), ...findAllGateways],
  fix: (facts) => [stopTheSecond(facts), ...endTheHolder(facts)],
})

function units(facts: Facts): string[] {
  return [...new Set([...facts.valuesOf(listenerTwoUnits, 'otherUnit'), ...facts.valuesOf(listenerTwoUnits, 'unit')])]
}
