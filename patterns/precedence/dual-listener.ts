import type { Precedence } from '../../src/model/precedence.ts'
import { configInvalidStart } from '../config-invalid/config-invalid-start.cause.ts'
import { startBlocked } from '../config-invalid/start-blocked.cause.ts'
import { breakerTripped } from '../crash-loop/breaker-tripped.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { outOfMemory } from '../crash-loop/out-of-memory.cause.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { stateMigrationRequired } from '../crash-loop/state-migration-required.cause.ts'
import { uncleanRestart } from '../crash-loop/unclean-restart.cause.ts'
import { foreignProcessOnPort } from '../dual-listener/foreign-process-on-port.cause.ts'
import { killedByForce } from '../dual-listener/killed-by-force.cause.ts'
import { renamedServiceLeft } from '../dual-listener/renamed-service-left.cause.ts'
import { respawnAndSupervisor } from '../dual-listener/respawn-and-supervisor.cause.ts'
import { secondGateway } from '../dual-listener/second-gateway.cause.ts'
import { staleLock } from '../dual-listener/stale-lock.cause.ts'
import { supervisedWait } from '../dual-listener/supervised-wait.cause.ts'
import { twoSupervisors } from '../dual-listener/two-supervisors.cause.ts'
import { twoUnits } from '../dual-listener/two-units.cause.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { oldGatewayStillRunning } from '../version-skew/old-gateway-still-running.cause.ts'

export default [
  {
    winner: [respawnAndSupervisor, twoSupervisors, twoUnits, renamedServiceLeft, foreignProcessOnPort],
    relation: 'explains',
    losers: [
      startFailure,
      crashLoop,
      breakerTripped,
      uncleanRestart,
      secondGateway,
      startBlocked,
      stateMigrationRequired,
      staleLock,
      configInvalidStart,
    ],
    why: 'whoever holds the port or the lock makes every other start fail, and supervisors repeat it',
  },
  {
    winner: twoSupervisors,
    relation: 'explains',
    losers: [killedByForce],
    why: 'each of the two ends the gateway of the other to get the port',
  },
  {
    winner: renamedServiceLeft,
    relation: 'explains',
    losers: [oldGatewayStillRunning],
    why: 'the unit of the old name is what keeps the old gateway running',
  },
  {
    winner: secondGateway,
    relation: 'explains',
    losers: [
      startFailure,
      crashLoop,
      breakerTripped,
      startBlocked,
      stateMigrationRequired,
      configInvalidStart,
      gatewayStatusContradiction,
    ],
    why: 'the second gateway fails at each start, while the first one owns the port and confuses the status',
  },
  {
    winner: supervisedWait,
    relation: 'explains',
    losers: [startFailure, secondGateway, crashLoop, uncleanRestart],
    why: 'the second start gives way because a gateway is already up, and its supervisor repeats it',
  },
  {
    winner: [respawnAndSupervisor, twoSupervisors, twoUnits, renamedServiceLeft, foreignProcessOnPort],
    relation: 'rival',
    losers: [
      { cause: configInvalidStart, telltale: '"Invalid config"' },
      { cause: outOfMemory, telltale: 'out-of-memory line' },
    ],
    why: 'these also make a gateway start again and again, with the port free',
  },
  {
    winner: secondGateway,
    relation: 'rival',
    losers: [
      { cause: configInvalidStart, telltale: '"Invalid config"' },
      { cause: outOfMemory, telltale: 'out-of-memory line' },
      { cause: foreignProcessOnPort, telltale: 'owner of the port that is no gateway' },
    ],
    why: 'the port may be held by another program, or the start may fail for another reason',
  },
] satisfies readonly Precedence[]
