import { defineCause } from '../../src/model/cause.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { check } from '../steps.ts'
import { clientUpgradeRejected } from './client-upgrade-rejected.pattern.ts'

export const identityProxy = defineCause({
  id: 'identity-proxy',
  class: 'proxy-timeout',
  title: 'The upgrade to WebSocket is answered with a log-in page or a refusal',
  severity: 'medium',
  decide: ({ events }) => ({
    verdict: 'fix-environment',
    do: letThrough,
    restart: { helps: 'no', why: 'A log-in page, an access rule and a wrong path stay as they are.', on: events },
    confirm: { ...whoAnswers, expect: 'the headers of a proxy or a log-in page' },
    stands: true,
  }),
  trigger: [{ pattern: clientUpgradeRejected, where: { status: [301, 302, 307, 401, 403, 404] } }],
  strength: 70,
  claims: [clientConnectFailed],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The WebSocket upgrade was answered with HTTP ${facts.values('status').join(', ')}: a log-in ` +
        'page or access rule stands before the gateway, or the path is wrong.',
    ),
  ],
  checks: () => [check.trustedProxies, whoAnswers],
  fix: () => [letThrough],
})

const letThrough = { what: 'Let the client authenticate to the proxy, or exempt the path of the gateway' }
const whoAnswers = { what: 'See what answers', command: 'curl -sI https://<host>/' }
