import type { Precedence } from '../../src/model/precedence.ts'
import { abnormalClosures } from '../close-codes/abnormal-closures.cause.ts'
import { closedWithoutReason } from '../close-codes/closed-without-reason.cause.ts'
import { deviceProofRefused } from '../close-codes/device-proof-refused.cause.ts'
import { droppedTogether } from '../close-codes/dropped-together.cause.ts'
import { droppedWhileBlocked } from '../close-codes/dropped-while-blocked.cause.ts'
import { gatewayGone } from '../close-codes/gateway-gone.cause.ts'
import { handlerFailed } from '../close-codes/handler-failed.cause.ts'
import { handshakeTimeout } from '../close-codes/handshake-timeout.cause.ts'
import { plannedRestart } from '../close-codes/planned-restart.cause.ts'
import { slowConsumer } from '../close-codes/slow-consumer.cause.ts'
import { crashLoop } from '../crash-loop/crash-loop.cause.ts'
import { gatewayUnreachable } from '../false-green/gateway-unreachable.cause.ts'
import { serviceWithoutGateway } from '../false-green/service-without-gateway.cause.ts'
import { notPaired } from '../pairing/not-paired.cause.ts'
import { diskFull } from '../pressure/disk-full.cause.ts'
import { eventLoopBlocked } from '../pressure/event-loop-blocked.cause.ts'
import { proxyIdleTimeout } from '../proxy-timeout/proxy-idle-timeout.cause.ts'
import { tokenDrift } from '../token-mismatch/token-drift.cause.ts'

export default [
  {
    winner: droppedWhileBlocked,
    relation: 'explains',
    losers: [eventLoopBlocked, handshakeTimeout],
    why: 'one block of the event loop both drops clients and lets handshakes time out',
  },
  {
    winner: handlerFailed,
    relation: 'explains',
    losers: [closedWithoutReason, diskFull],
    why: 'a handler that throws closes with 1000 and no reason, and a full disk is one way to make it throw',
  },
  {
    winner: gatewayGone,
    relation: 'explains',
    losers: [serviceWithoutGateway, gatewayUnreachable],
    why: 'clients that lose the gateway and a port where nothing listens are one outage',
  },
  {
    winner: handshakeTimeout,
    relation: 'rival',
    losers: [
      { cause: tokenDrift, telltale: 'unauthorized line' },
      { cause: notPaired, telltale: '"pairing required"' },
    ],
    why: 'a refused client also ends before connect, but the gateway then logs the refusal',
  },
  {
    winner: deviceProofRefused,
    relation: 'rival',
    losers: [{ cause: notPaired, telltale: '"pairing required"' }],
    why: 'both close a device with 1008; only one asks for an approval',
  },
  {
    winner: slowConsumer,
    relation: 'rival',
    losers: [{ cause: tokenDrift, telltale: 'unauthorized line' }],
    why: 'both close with 1008, but a slow consumer was connected',
  },
  {
    winner: droppedWhileBlocked,
    relation: 'rival',
    losers: [
      { cause: proxyIdleTimeout, telltale: 'constant age of the connections' },
      { cause: tokenDrift, telltale: 'unauthorized line' },
    ],
    why: 'a proxy and a refusal cut clients too, without a blocked event loop',
  },
  {
    winner: abnormalClosures,
    relation: 'rival',
    losers: [
      { cause: crashLoop, telltale: 'start of the gateway between the closes' },
      { cause: plannedRestart, telltale: 'signal or restart line' },
    ],
    why: 'a gateway that goes down cuts its clients with 1006 as well',
  },
  {
    winner: droppedTogether,
    relation: 'rival',
    losers: [
      { cause: plannedRestart, telltale: 'signal or restart line' },
      { cause: proxyIdleTimeout, telltale: 'constant age of the connections' },
    ],
    why: 'a restart cuts all clients at once; an idle limit cuts each at its own time',
  },
  {
    winner: gatewayGone,
    relation: 'rival',
    losers: [{ cause: proxyIdleTimeout, telltale: 'proxy line and no constant life of the connections' }],
    why: 'a proxy in between also ends connections with 1006',
  },
] satisfies readonly Precedence[]
