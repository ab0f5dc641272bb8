import type { Event } from '../src/model/event.ts'
import { clientClosed } from './close-codes/client-closed.pattern.ts'
import { clientConnected } from './close-codes/client-connected.pattern.ts'
import { wsClose } from './close-codes/ws-close.pattern.ts'
import { wsWebchatConnected } from './close-codes/ws-webchat-connected.pattern.ts'
import { wsWebchatDisconnected } from './close-codes/ws-webchat-disconnected.pattern.ts'

/**
 * Connections whose age at their end is known, in nanoseconds: both ends were logged, or the close says how long it
 * lasted.
 */
export function lifetimes(events: readonly Event[]): { on: Event; life: bigint }[] {
  const open = new Map<string, Event>()
  const result: { on: Event; life: bigint }[] = []
  for (const event of events) {
    const { conn, durationMs, handshake } = event.attributes
    if (event.pattern === wsClose.id && handshake === 'connected' && durationMs !== undefined) {
      result.push({ on: event, life: BigInt(durationMs) * 1_000_000n })
      continue
    }
    // A node host has one connection at a time, and its lines name none.
    const isNodeHost = event.pattern === clientConnected.id || event.pattern === clientClosed.id
    const key = isNodeHost ? 'node host' : String(conn ?? '')
    if (event.pattern === wsWebchatConnected.id || event.pattern === clientConnected.id) open.set(key, event)
    else if (event.pattern === wsWebchatDisconnected.id || event.pattern === clientClosed.id) {
      const began = open.get(key)
      open.delete(key)
      if (began?.hasOwnTime && event.hasOwnTime) result.push({ on: event, life: event.at - began.at })
    }
  }
  return result
}
