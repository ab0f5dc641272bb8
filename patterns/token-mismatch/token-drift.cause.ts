import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { reportConfigPaths } from '../false-green/report-config-paths.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { fix } from '../steps.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { credentialOf } from './credential.ts'
import { differentSecrets } from './different-secrets.ts'
import { driftChecks } from './drift-checks.ts'
import { giveCredential, whichSide } from './give-credential.ts'
import { othersConnected } from './others-connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'
import { reportServiceToken } from './report-service-token.pattern.ts'
import { sameConnections } from './same-connections.ts'

const aDay = { before: '24h', after: '24h' }
const deviceTokens: Selector = { pattern: authUnauthorized, where: { refusal: 'device-token-mismatch' } }

export const tokenDrift = defineCause({
  id: 'token-drift',
  class: 'token-mismatch',
  title: 'Clients send a token or password that the running gateway does not hold',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'align-credentials',
    do: facts.select([reportServiceToken], aDay).length > 0 ? fix.reinstall : giveCredential(facts),
    confirm: whichSide(facts),
  }),
  trigger: refused('token-mismatch', 'password-mismatch'),
  strength: 80,
  supports: [
    {
      events: [lifecycleStart, lifecycleReady],
      before: '30m',
      only: 'before',
      weight: 5,
      why: 'the gateway was started shortly before, so it read its token then',
    },
    {
      events: [reportConfigPaths],
      ...aDay,
      weight: 10,
      why: 'the CLI and the service use different configuration files',
    },
    {
      events: [reportServiceToken],
      ...aDay,
      weight: 8,
      why: 'the CLI says that the service holds another token',
    },
  ],
  against: [{ events: [deviceTokens], atLeast: 5, weight: 10, why: 'device tokens are refused as well' }],
  claims: [...sameConnections, ...refused('token-missing', 'password-missing')],
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} came with a ${credentialOf(facts).word} that the ` +
        `running gateway does not hold${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
    differentSecrets(facts),
    facts.clause(facts.select([reportConfigPaths], aDay), 'The CLI and the service use different configuration files.'),
    facts.clause(
      facts.select([reportServiceToken], aDay),
      'The CLI says that the service holds another token than the configuration.',
    ),
    othersConnected(facts),
  ],
  background:
    'The credential lives in three places: the configuration (gateway.auth.token or .password), the ' +
    'environment of the process (OPENCLAW_GATEWAY_TOKEN or _PASSWORD, which wins) and the client ' +
    '(gateway.remote.*, a saved dashboard).',
  checks: driftChecks,
  fix: (facts) => [
    giveCredential(facts),
    {
      ...fix.reinstall,
      when: '`openclaw gateway status --deep` says that the service carries another token than the configuration',
      instead: true,
    },
  ],
})
