import type { Family } from '../../src/model/family.ts'
import { listenerAlready } from './listener-already.pattern.ts'
import { listenerLockHeld } from './listener-lock-held.pattern.ts'
import { listenerAddressInUse } from './listener-address-in-use.pattern.ts'
import { listenerPortBusy } from './listener-port-busy.pattern.ts'
import { listenerOwner } from './listener-owner.pattern.ts'
import { listenerHint } from './listener-hint.pattern.ts'
import { listenerSupervisedWait } from './listener-supervised-wait.pattern.ts'
import { listenerDuelingUnits } from './listener-dueling-units.pattern.ts'
import { listenerForceKill } from './listener-force-kill.pattern.ts'
import { listenerSignalRepeated } from './listener-signal-repeated.pattern.ts'
import { reportOtherGateways } from './report-other-gateways.pattern.ts'
import { listenerTwoUnits } from './listener-two-units.derivation.ts'
import { listenerStoppedEarly } from './listener-stopped-early.derivation.ts'
import { listenerKilledByRival } from './listener-killed-by-rival.derivation.ts'
import { respawnAndSupervisor } from './respawn-and-supervisor.cause.ts'
import { twoSupervisors } from './two-supervisors.cause.ts'
import { twoUnits } from './two-units.cause.ts'
import { renamedServiceLeft } from './renamed-service-left.cause.ts'
import { foreignProcessOnPort } from './foreign-process-on-port.cause.ts'
import { secondGateway } from './second-gateway.cause.ts'
import { supervisedWait } from './supervised-wait.cause.ts'
import { killedByForce } from './killed-by-force.cause.ts'
import { runtimeNotOwner } from './runtime-not-owner.cause.ts'
import { staleLock } from './stale-lock.cause.ts'

export default {
  patterns: [
    listenerAlready,
    listenerLockHeld,
    listenerAddressInUse,
    listenerPortBusy,
    listenerOwner,
    listenerHint,
    listenerSupervisedWait,
    listenerDuelingUnits,
    listenerForceKill,
    listenerSignalRepeated,
    reportOtherGateways,
  ],
  derivations: [listenerTwoUnits, listenerKilledByRival, listenerStoppedEarly],
  causes: [
    respawnAndSupervisor,
    twoSupervisors,
    twoUnits,
    renamedServiceLeft,
    foreignProcessOnPort,
    secondGateway,
    supervisedWait,
    killedByForce,
    runtimeNotOwner,
    staleLock,
  ],
} satisfies Family
