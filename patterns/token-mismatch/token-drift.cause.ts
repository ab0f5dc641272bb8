import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { reportConfigPaths } from '../false-green/report-config-paths.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { fix } from '../steps.ts'
import { clientNames } from './client-names.ts'
import { connected } from './connected.ts'
import { differentSecrets } from './different-secrets.ts'
import { driftChecks } from './drift-checks.ts'
import { refused } from './refused.ts'
import { reportServiceToken } from './report-service-token.pattern.ts'
import { sameConnections } from './same-connections.ts'

export const tokenDrift = defineCause({
  id: 'token-drift',
  class: 'token-mismatch',
  title: 'Clients send another token than the running gateway holds',
  severity: 'high',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: refused('token-mismatch', 'password-mismatch'),
  strength: 80,
  supports: [
    {
      events: [lifecycleStart, lifecycleReady],
      before: '30m',
      only: 'before',
      weight: 5,
      why: 'the gateway was started shortly before, so it read its token anew',
    },
    {
      events: [reportConfigPaths],
      before: '24h',
      after: '24h',
      weight: 10,
      why: 'the CLI and the service use different configuration files',
    },
    {
      events: [reportServiceToken],
      before: '24h',
      after: '24h',
      weight: 8,
      why: 'the CLI says that the service holds another token',
    },
  ],
  claims: [...sameConnections, ...refused('token-missing')],
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} came with a token that the running gateway does not hold (${clientNames(facts.values('client'))}). ` +
        'The token lives in three places: the configuration (gateway.auth.token), the environment of the process (OPENCLAW_GATEWAY_TOKEN, which wins) and the client (gateway.remote.token, a saved dashboard). One of them was changed without the others.' +
        differentSecrets(facts.fingerprints),
    ),
  ],
  checks: () => driftChecks,
  fix: () => [
    {
      what: 'Make the three agree, then write the service anew so that it carries the same token',
      command: 'openclaw gateway install --force',
    },
    fix.restart,
    fix.dashboard,
  ],
})
