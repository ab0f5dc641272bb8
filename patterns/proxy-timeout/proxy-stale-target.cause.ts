import { defineCause } from '../../src/model/cause.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { check, fix } from '../steps.ts'
import { clientUpgradeRejected } from './client-upgrade-rejected.pattern.ts'
import { cutConnections } from './cut-connections.ts'
import { proxyUpstream } from './proxy-upstream.pattern.ts'

export const proxyStaleTarget = defineCause({
  id: 'proxy-stale-target',
  class: 'proxy-timeout',
  title: 'The proxy or tunnel does not reach the gateway',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [
    { pattern: proxyUpstream, where: { kind: 'unreachable' } },
    { pattern: clientUpgradeRejected, where: { status: [502, 503, 504, 521, 522, 523, 530] } },
  ],
  strength: 78,
  against: [
    {
      events: [lifecycleSignal],
      before: '2m',
      after: '2m',
      weight: 25,
      why: 'the gateway was being restarted at that time',
    },
  ],
  claims: [...cutConnections, clientConnectFailed],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The proxy answers for a gateway that it cannot reach (${facts.values('what').slice(0, 2).join('; ') || `HTTP ${facts.values('status').join(', ')}`}). Either the gateway is down, or the proxy points to an old address or port.`,
    ),
  ],
  checks: () => [
    { what: 'Whether the gateway answers without the proxy', command: 'curl -fsS http://127.0.0.1:18789/healthz' },
    check.listeners,
  ],
  fix: () => [{ what: 'Point the proxy or tunnel to where the gateway listens now, and reload it' }, fix.restart],
})
