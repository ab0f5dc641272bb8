import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { formatDuration } from '../../src/base/time.ts'
import { check } from '../steps.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { connected } from './connected.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const dashboardOnly: Selector = { pattern: authUnauthorized, where: { mode: 'webchat' } }

export const oldDashboardTab = defineCause({
  id: 'old-dashboard-tab',
  class: 'token-mismatch',
  title: 'An old dashboard tab keeps trying with no token or an old one',
  severity: 'medium',
  decide: () => ({ verdict: 'align-credentials' }),
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
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A dashboard page in a browser tried ${count(facts.count, 'time')} in ${formatDuration(facts.span)} with ${facts.values('refusal').includes('token-missing') ? 'no token' : 'a token of before'}: pages reconnect by themselves, back off to 15 s and never give up. Ten failures in a minute lock its address out for five minutes. The gateway and its other clients are fine.`,
    ),
  ],
  checks: () => [{ what: 'Tabs of the dashboard in every browser and on every device' }, check.status],
  fix: () => [
    {
      what: 'Close the old tabs, then open the dashboard by a fresh link (it carries the token)',
      command: 'openclaw dashboard',
    },
  ],
})
