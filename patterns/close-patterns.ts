import { clientClosed } from './close-codes/client-closed.pattern.ts'
import { wsCloseFragment } from './close-codes/ws-close-fragment.pattern.ts'
import { wsClose } from './close-codes/ws-close.pattern.ts'
import { wsClosedBeforeConnect } from './close-codes/ws-closed-before-connect.pattern.ts'
import { wsWebchatDisconnected } from './close-codes/ws-webchat-disconnected.pattern.ts'

export const closes = [wsClosedBeforeConnect, wsWebchatDisconnected, wsClose, wsCloseFragment, clientClosed] as const

export const gatewayCloses = [wsClosedBeforeConnect, wsWebchatDisconnected, wsCloseFragment] as const
