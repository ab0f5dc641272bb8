import type { Facts } from '../src/model/cause.ts'
import type { Step } from '../src/model/decision.ts'
import { wsWebchatConnected } from './close-codes/ws-webchat-connected.pattern.ts'

export const raiseIdleLimits: Step = {
  what:
    'Raise the idle limits of the proxy for the WebSocket (nginx: proxy_read_timeout 3600s; ' +
    'proxy_send_timeout 3600s), then reload it',
  command: 'nginx -s reload',
}

/**
 * Since 2026.5.7 the gateway pings every 25 s, which keeps most paths open. Nothing to update to when it does already.
 */
export function updateForPings(facts: Facts): readonly Step[] {
  const seen = [
    facts.tracks.last('gateway.version')?.state,
    // The gateway serves its dashboard, so that the page has the gateway's version.
    ...facts.valuesOf(wsWebchatConnected, 'version'),
  ].flatMap((version) => (version === undefined ? [] : [version]))
  if (seen.some(hasPings)) return []
  const when = seen.length > 0 ? {} : { when: 'the gateway is older than 2026.5.7' }
  return [
    { what: 'Update to 2026.5.7 or later, which pings every 25 s', command: 'openclaw update', instead: true, ...when },
  ]
}

function hasPings(version: string): boolean {
  const [year = 0, month = 0, day = 0] = version.split(/[.-]/).map(Number)
  return year * 10_000 + month * 100 + day >= 20_260_507
}
