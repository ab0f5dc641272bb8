import type { Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import { longBlocks } from '../event-loop-blocks.ts'
import { pressureMemory } from '../pressure/pressure-memory.pattern.ts'
import { pressureSqliteSlow } from '../pressure/pressure-sqlite-slow.pattern.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

/** Connections on which nothing came after the upgrade. */
export function silentPeers({ events }: Facts): readonly Event[] {
  return events.filter(({ attributes }) => attributes['phase'] === 'ws_upgrade_started')
}

/**
 * What shows that the gateway, and not the peer, was slow: a blocked loop, slow storage, a handshake that took seconds
 * after the peer had spoken. Until then the time of a handshake is the time that the peer lets pass.
 */
export function slowGateway(facts: Facts): readonly Event[] {
  return [
    ...facts.select([...longBlocks, pressureSqliteSlow, { pattern: pressureMemory, where: { level: 'critical' } }], {
      before: '2m',
      after: '2m',
    }),
    ...facts.events.filter(
      ({ attributes: { handshakeMs, phase } }) => Number(handshakeMs ?? 0) >= 1000 && phase !== 'ws_upgrade_started',
    ),
  ]
}

/**
 * A client got in while the silent connection was waiting for its limit: a client that opens a second socket leaves the
 * first one. A hello-ok names nobody; where both lines name an address, it must be the same.
 */
export function connectedBeside(facts: Facts): readonly Event[] {
  const remotes = facts.values('remote')
  return facts
    .select([wsHelloOk, wsWebchatConnected], { before: '20s', after: '1m' })
    .filter(
      ({ attributes: { remote } }) => remote === undefined || remotes.length === 0 || remotes.includes(String(remote)),
    )
}

/** The event of the triggers and of the closes of their connections with the largest of a duration. */
export function longest(facts: Facts, name: 'handshakeMs' | 'durationMs'): readonly Event[] {
  const own = new Set(facts.values('conn'))
  const closed = facts.select([wsClosedBeforeConnect]).filter(({ attributes }) => own.has(String(attributes['conn'])))
  return [...facts.events, ...closed]
    .filter(({ attributes }) => attributes[name] !== undefined)
    .sort((a, b) => Number(b.attributes[name]) - Number(a.attributes[name]))
    .slice(0, 1)
}

/** Who the peers are, as their lines tell. */
export function peersOf(facts: Facts): string {
  const own = new Set(facts.values('conn'))
  const closed = facts.select([wsClosedBeforeConnect]).filter(({ attributes }) => own.has(String(attributes['conn'])))
  const agents = [...new Set(closed.flatMap(({ attributes }) => attributes['ua'] ?? []).map(String))]
  const remotes = facts.values('remote')
  const named = [...agents.slice(0, 2), ...remotes.slice(0, 2)]
  return named.length > 0 ? ` (${named.join(', ')})` : ''
}

export function secondsOf(event: Event | undefined, name: string): string {
  return `${(Number(event?.attributes[name]) / 1000).toFixed(1)} s`
}
