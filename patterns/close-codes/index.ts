import type { Family } from '../../src/model/family.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'
import { wsClose } from './ws-close.pattern.ts'
import { clientClosed } from './client-closed.pattern.ts'
import { wsCloseFragment } from './ws-close-fragment.pattern.ts'
import { channelSocketClosed } from './channel-socket-closed.pattern.ts'
import { wsHandshakeTimeout } from './ws-handshake-timeout.pattern.ts'
import { wsInvalidHandshake } from './ws-invalid-handshake.pattern.ts'
import { wsHandlerError } from './ws-handler-error.pattern.ts'
import { wsSocketError } from './ws-socket-error.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'
import { clientConnected } from './client-connected.pattern.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsFlapping } from './ws-flapping.derivation.ts'
import { wsDroppedTogether } from './ws-dropped-together.derivation.ts'
import { handshakeTimeout } from './handshake-timeout.cause.ts'
import { deviceProofRefused } from './device-proof-refused.cause.ts'
import { notAClient } from './not-a-client.cause.ts'
import { oversizeMessage } from './oversize-message.cause.ts'
import { slowConsumer } from './slow-consumer.cause.ts'
import { droppedWhileBlocked } from './dropped-while-blocked.cause.ts'
import { abnormalClosures } from './abnormal-closures.cause.ts'
import { droppedTogether } from './dropped-together.cause.ts'
import { clientGivesUp } from './client-gives-up.cause.ts'
import { pageReloadsItself } from './page-reloads-itself.cause.ts'
import { handlerFailed } from './handler-failed.cause.ts'
import { closedWithoutReason } from './closed-without-reason.cause.ts'
import { gatewayGone } from './gateway-gone.cause.ts'
import { tickTimeout } from './tick-timeout.cause.ts'
import { closedByPolicy } from './closed-by-policy.cause.ts'
import { plannedRestart } from './planned-restart.cause.ts'
import { droppedByRestart } from './dropped-by-restart.cause.ts'
import { tabClosed } from './tab-closed.cause.ts'
import { gatewayStarting } from './gateway-starting.cause.ts'
import { slowButConnected } from './slow-but-connected.cause.ts'
import { singleDrop } from './single-drop.cause.ts'

export default {
  patterns: [
    wsClosedBeforeConnect,
    wsWebchatDisconnected,
    wsClose,
    clientClosed,
    wsCloseFragment,
    channelSocketClosed,
    wsHandshakeTimeout,
    wsInvalidHandshake,
    wsHandlerError,
    wsSocketError,
    wsWebchatConnected,
    clientConnected,
    wsHelloOk,
  ],
  derivations: [wsFlapping, wsDroppedTogether],
  causes: [
    handshakeTimeout,
    deviceProofRefused,
    notAClient,
    oversizeMessage,
    slowConsumer,
    droppedWhileBlocked,
    abnormalClosures,
    droppedTogether,
    clientGivesUp,
    pageReloadsItself,
    handlerFailed,
    closedWithoutReason,
    gatewayGone,
    tickTimeout,
    closedByPolicy,
    plannedRestart,
    droppedByRestart,
    tabClosed,
    gatewayStarting,
    slowButConnected,
    singleDrop,
  ],
} satisfies Family
