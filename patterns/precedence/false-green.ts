import type { Precedence } from '../../src/model/precedence.ts'
import { droppedWhileBlocked } from '../close-codes/dropped-while-blocked.cause.ts'
import { handlerFailed } from '../close-codes/handler-failed.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { outOfMemory } from '../crash-loop/out-of-memory.cause.ts'
import { foreignProcessOnPort } from '../dual-listener/foreign-process-on-port.cause.ts'
import { gatewayDoesNotAnswer } from '../false-green/gateway-does-not-answer.cause.ts'
import { gatewayStatusContradiction } from '../false-green/gateway-status-contradiction.cause.ts'
import { gatewayUnreachable } from '../false-green/gateway-unreachable.cause.ts'
import { serviceWithoutGateway } from '../false-green/service-without-gateway.cause.ts'
import { diskFull } from '../pressure/disk-full.cause.ts'
import { eventLoopBlocked } from '../pressure/event-loop-blocked.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: [handlerFailed, outOfMemory, crashLoop, droppedWhileBlocked, eventLoopBlocked, diskFull],
    relation: 'explains',
    losers: [gatewayStatusContradiction, gatewayDoesNotAnswer],
    why: 'a gateway that fails, dies or is blocked runs in the eyes of the service manager and answers no probe',
  },
  {
    winner: [foreignProcessOnPort, serviceWithoutGateway],
    relation: 'explains',
    losers: [gatewayDoesNotAnswer],
    why: 'where no gateway listens, none answers',
  },
  {
    winner: serviceWithoutGateway,
    relation: 'explains',
    losers: [gatewayUnreachable],
    why: 'clients cannot reach a port that nobody listens on',
  },
  {
    winner: gatewayStatusContradiction,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: 'refused client' }],
    why: 'a probe that is refused contradicts the status as well',
  },
  {
    winner: gatewayUnreachable,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: 'refusal: the connection was not even accepted' }],
    why: 'a refused client was at least connected',
  },
] satisfies readonly Precedence[]
