import { defineCause } from '../../src/model/cause.ts'
import { supervisorStarted } from '../crash-loop/supervisor-started.pattern.ts'
import { fix } from '../steps.ts'
import { findAllGateways } from './find-all-gateways.ts'
import { listenerTwoUnits } from './listener-two-units.derivation.ts'
import { lostStart } from './lost-start.ts'
import { portTaken } from './port-taken.ts'

export const twoUnits = defineCause({
  id: 'two-units',
  class: 'dual-listener',
  title: 'Two units start a gateway; the second finds the port taken',
  severity: 'high',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: portTaken,
  requires: [{ events: [listenerTwoUnits], why: '{otherUnit} and {unit} both start one' }],
  strength: 91,
  claims: [...lostStart, supervisorStarted],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.valuesOf(listenerTwoUnits, 'otherUnit').join(', ')} and ${facts.valuesOf(listenerTwoUnits, 'unit').join(', ')} both start a gateway on the same port. The one that lost shows as failed and misleads: the gateway that serves is the other's.`,
    ),
  ],
  checks: () => findAllGateways,
  fix: () => [
    { what: 'Disable the unit that should not be there', command: 'systemctl --user disable --now <unit>' },
    fix.restart,
  ],
})
