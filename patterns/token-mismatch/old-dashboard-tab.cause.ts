import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { attempts } from '../attempts.ts'
import { check } from '../steps.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { connected } from '../connected.ts'
import { credentialOf } from './credential.ts'
import { differentSecrets } from './different-secrets.ts'
import { giveCredential } from './give-credential.ts'
import { othersConnected } from './others-connected.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const dashboardOnly: Selector = { pattern: authUnauthorized, where: { mode: 'webchat' } }

export const oldDashboardTab = defineCause({
  id: 'old-dashboard-tab',
  class: 'token-mismatch',
  title: 'A dashboard tab keeps trying with no token or password, or a wrong one',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'align-credentials',
    do: giveCredential(facts),
    restart: { helps: 'no', why: 'The page goes on sending what it has saved.' },
  }),
  trigger: [dashboardOnly],
  atLeast: 3,
  requires: [
    {
      events: [
        {
          pattern: authUnauthorized,
          where: {
            mode: 'webchat',
            refusal: ['token-mismatch', 'token-missing', 'password-mismatch', 'password-missing', 'rate-limited'],
          },
        },
      ],
      why: 'all attempts come from a browser tab',
    },
  ],
  strength: 84,
  against: [
    {
      events: [
        {
          pattern: authUnauthorized,
          where: { refusal: ['token-mismatch', 'password-mismatch'] },
          not: { mode: 'webchat' },
        },
      ],
      weight: 20,
      why: 'other clients than the dashboard are refused too',
    },
    {
      events: [{ pattern: authUnauthorized, where: { refusal: 'device-token-mismatch' } }],
      weight: 10,
      why: 'a device token is refused too',
    },
  ],
  claims: [
    ...refused('token-mismatch', 'token-missing', 'rate-limited', 'password-mismatch', 'password-missing'),
    ...sameConnections,
  ],
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'A dashboard page in a browser tried ' +
        `${count(attempts(facts.events), 'time')}${facts.span > 0n ? ` in ${formatDuration(facts.span)}` : ''} ` +
        `with ${sent(facts)}.${refusalWords(facts)}`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['refusal'] === 'rate-limited'),
      'By that its address got locked out for a while.',
    ),
    differentSecrets(facts),
    othersConnected(facts),
  ],
  background: 'Pages reconnect by themselves, wait up to 15 s between two attempts, and never give up.',
  checks: () => [{ what: 'Tabs of the dashboard in every browser and on every device' }, check.status],
  fix: (facts) => [giveCredential(facts)],
})

function sent(facts: Facts): string {
  const { word } = credentialOf(facts)
  const missing = facts.values('refusal').some((refusal) => refusal.endsWith('-missing'))
  const wrong = facts.values('refusal').some((refusal) => refusal.endsWith('-mismatch'))
  if (missing && wrong) return `no ${word} or one that the gateway does not hold`
  return missing ? `no ${word}` : `a ${word} that the gateway does not hold`
}
