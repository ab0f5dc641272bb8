import type { Selector } from '../src/model/selector.ts'
import { wsHelloOk } from './close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './close-codes/ws-webchat-connected.pattern.ts'

export const connected: Selector[] = [wsWebchatConnected, wsHelloOk]
