import { clientClosed } from './client-closed.pattern.ts'
import { wsCloseFragment } from './ws-close-fragment.pattern.ts'
import { wsClose } from './ws-close.pattern.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

export const closes = [wsClosedBeforeConnect, wsWebchatDisconnected, wsClose, wsCloseFragment, clientClosed] as const

export const gatewayCloses = [wsClosedBeforeConnect, wsWebchatDisconnected, wsCloseFragment] as const
