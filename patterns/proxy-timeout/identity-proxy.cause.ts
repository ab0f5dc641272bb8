import { defineCause } from '../../src/model/cause.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { check } from '../steps.ts'
import { clientUpgradeRejected } from './client-upgrade-rejected.pattern.ts'

export const identityProxy = defineCause({
  id: 'identity-proxy',
  class: 'proxy-timeout',
  title: 'An identity proxy in front answers the upgrade itself',
  severity: 'medium',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [{ pattern: clientUpgradeRejected, where: { status: [301, 302, 307, 401, 403, 404] } }],
  strength: 70,
  claims: [clientConnectFailed],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The WebSocket upgrade was answered with HTTP ${facts.values('status').join(', ')}: a log-in page or access rule stands before the gateway, or the path is wrong.`,
    ),
  ],
  checks: () => [check.trustedProxies, { what: 'What answers', command: 'curl -sI https://<host>/' }],
  fix: () => [{ what: 'Let the client authenticate to the proxy, or exempt the path of the gateway' }],
})
