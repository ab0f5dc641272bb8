import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'
import { check, fix } from '../steps.ts'
import { authUnauthorized } from '../token-mismatch/auth-unauthorized.pattern.ts'
import { reportProbe } from './report-probe.pattern.ts'

export const probeOkClientsFail = defineCause({
  id: 'probe-ok-clients-fail',
  class: 'false-green',
  title: 'A probe said ok while clients failed',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [{ pattern: reportProbe, where: { state: 'ok' } }],
  requires: [
    {
      events: [{ pattern: closes, where: { code: [1000, 1006, 1008, 1011] } }, authUnauthorized],
      before: '30m',
      after: '30m',
      why: 'clients were closed at the same time',
    },
  ],
  strength: 40,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The probe goes another way than the clients: over loopback, with its own credential, without a device.',
    ),
  ],
  checks: () => [check.status],
  fix: () => [fix.restart],
})
