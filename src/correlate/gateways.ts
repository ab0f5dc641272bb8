import type { Origin } from '../model/event-set.ts'
import type { Event } from '../model/event.ts'

/**
 * Finds the gateway that an event belongs to: its container, else its host; the name of a source that states neither is
 * none. An event that states nothing belongs to the gateway of its source, or to the only one there is.
 */
export class Gateways {
  private readonly bySource = new Map<string, Map<string, number>>()
  private readonly all = new Map<string, number>()

  constructor(origins: Iterable<Origin>) {
    for (const origin of origins) {
      const name = stated(origin)
      if (name === undefined) continue
      this.all.set(name, (this.all.get(name) ?? 0) + origin.events)
      let names = this.bySource.get(origin.logId)
      if (!names) this.bySource.set(origin.logId, (names = new Map()))
      names.set(name, (names.get(name) ?? 0) + origin.events)
    }
  }

  of(event: Event): string {
    const name = stated(event)
    if (name !== undefined && this.all.has(name)) return name
    const here = this.bySource.get(event.logId)
    return commonest(here) ?? commonest(this.all) ?? 'gateway'
  }
}

function stated({ resource }: Pick<Event, 'resource'>): string | undefined {
  const container = resource['container.name']
  if (container !== undefined) {
    // Clients, proxies and one-off containers beside a gateway have names of their own and are no gateways.
    return /(?:^|[-_/])(?:cli|nginx|caddy|traefik|proxy|cloudflared|tunnel|client)(?:[-_]|$)/i.test(String(container))
      ? undefined
      : String(container)
  }
  const host = resource['host.name']
  return host === undefined || host === 'unknown' || host === 'localhost' ? undefined : String(host)
}

function commonest(names: ReadonlyMap<string, number> | undefined): string | undefined {
  if (!names || names.size === 0) return undefined
  return [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0]
}
