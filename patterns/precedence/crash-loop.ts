import type { Precedence } from '../../src/model/precedence.ts'
import { channelIntents } from '../channel-restart/channel-intents.cause.ts'
import { channelRestarts } from '../channel-restart/channel-restarts.cause.ts'
import { abnormalClosures } from '../close-codes/abnormal-closures.cause.ts'
import { droppedTogether } from '../close-codes/dropped-together.cause.ts'
import { gatewayGone } from '../close-codes/gateway-gone.cause.ts'
import { configInvalidStart } from '../config-invalid/config-invalid-start.cause.ts'
import { breakerTripped } from '../crash-loop/breaker-tripped.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { crash } from '../crash-loop/crash.cause.ts'
import { outOfMemory } from '../crash-loop/out-of-memory.cause.ts'
import { startFailure } from '../crash-loop/start-failure.cause.ts'
import { stateMigrationRequired } from '../crash-loop/state-migration-required.cause.ts'
import { uncleanRestart } from '../crash-loop/unclean-restart.cause.ts'
import { zombie } from '../crash-loop/zombie.cause.ts'
import { secondGateway } from '../dual-listener/second-gateway.cause.ts'
import { gatewayUnreachable } from '../false-green/gateway-unreachable.cause.ts'

export default [
  {
    winner: outOfMemory,
    relation: 'explains',
    losers: [uncleanRestart, crashLoop, crash, breakerTripped, startFailure, abnormalClosures],
    why: 'a process killed for memory leaves no goodbye, comes back uncleanly and cuts its clients',
  },
  {
    winner: crash,
    relation: 'explains',
    losers: [
      uncleanRestart,
      crashLoop,
      breakerTripped,
      startFailure,
      abnormalClosures,
      channelRestarts,
      channelIntents,
      gatewayGone,
    ],
    why: 'an uncaught error ends the process, and with it its channels and clients',
  },
  {
    winner: breakerTripped,
    relation: 'explains',
    losers: [uncleanRestart, crashLoop, channelRestarts],
    why: 'the breaker sums up the unclean starts and keeps the channels off',
  },
  {
    winner: crashLoop,
    relation: 'explains',
    losers: [uncleanRestart, startFailure, gatewayGone, abnormalClosures],
    why: 'each round of the loop is a failed or unclean start that cuts the clients',
  },
  {
    winner: uncleanRestart,
    relation: 'explains',
    losers: [abnormalClosures, droppedTogether, gatewayGone],
    why: 'a process that dies without a word cuts its clients with 1006',
  },
  {
    winner: zombie,
    relation: 'explains',
    losers: [gatewayUnreachable, startFailure, secondGateway],
    why: 'the failed restart leaves a process without a listener',
  },
  {
    winner: stateMigrationRequired,
    relation: 'explains',
    losers: [startFailure, crashLoop],
    why: 'each start fails until the state is migrated',
  },
  {
    winner: outOfMemory,
    relation: 'rival',
    losers: [{ cause: crash, telltale: 'exception or rejection' }],
    why: 'an error that nothing catches also ends the process, but leaves a line',
  },
  {
    winner: crash,
    relation: 'rival',
    losers: [
      { cause: outOfMemory, telltale: 'out-of-memory line' },
      { cause: configInvalidStart, telltale: '"Invalid config"' },
    ],
    why: 'these end the process too, each with a line of its own',
  },
  {
    winner: crashLoop,
    relation: 'rival',
    losers: [
      { cause: configInvalidStart, telltale: '"Invalid config"' },
      { cause: secondGateway, telltale: 'port or lock that is taken' },
      { cause: outOfMemory, telltale: 'out-of-memory line' },
    ],
    why: 'each of these makes a loop and would name itself',
  },
  {
    winner: uncleanRestart,
    relation: 'rival',
    losers: [
      { cause: crash, telltale: 'exception or rejection' },
      { cause: outOfMemory, telltale: 'out-of-memory line' },
    ],
    why: 'each of these ends a process and leaves a line',
  },
  {
    winner: stateMigrationRequired,
    relation: 'rival',
    losers: [{ cause: secondGateway, telltale: 'process that owns the state' }],
    why: 'state that is in use blocks a start as well',
  },
] satisfies readonly Precedence[]
