import { defineCause } from '../../src/model/cause.ts'
import { clientClosed } from '../close-codes/client-closed.pattern.ts'
import { wsClosedBeforeConnect } from '../close-codes/ws-closed-before-connect.pattern.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import type { Selector } from '../../src/model/selector.ts'
import { closes } from '../close-patterns.ts'
import { check } from '../steps.ts'
import { authUnauthorized } from '../token-mismatch/auth-unauthorized.pattern.ts'
import { reportProbe } from './report-probe.pattern.ts'

// A client that was cut or left (1006, and 1000 after connect) was not refused.
const failures: readonly Selector[] = [
  { pattern: closes, where: { code: [1008, 1011] } },
  { pattern: [wsClosedBeforeConnect, clientClosed], where: { code: 1000 } },
  authUnauthorized,
]

export const probeOkClientsFail = defineCause({
  id: 'probe-ok-clients-fail',
  class: 'false-green',
  title: 'A probe said ok while clients failed',
  severity: 'medium',
  decide: ({ events }) => ({
    verdict: 'undecidable',
    do: readRefusals,
    restart: { helps: 'no', why: 'The gateway answered the probe: it runs.', on: events },
    confirm: { ...check.status, expect: 'the probe is ok again' },
  }),
  trigger: [{ pattern: reportProbe, where: { state: 'ok' } }],
  requires: [{ events: failures, before: '30m', after: '30m', why: 'clients were refused at the same time' }],
  strength: 40,
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(facts.events, 'A probe said ok.'),
    facts.clause(facts.select(failures, { before: '30m', after: '30m' }), (on) => {
      const reasons = [...new Set(on.flatMap(({ attributes }) => attributes['reason'] ?? []).map(String))]
      return (
        'Clients were closed or refused at that ' +
        `time${reasons.length > 0 ? `: ${reasons.slice(0, 3).join('; ')}` : ''}.`
      )
    }),
  ],
  background: 'The probe goes another way than the clients: over loopback, with its own credential, without a device.',
  checks: () => [check.status],
  fix: () => [readRefusals],
})

const readRefusals = {
  what: 'Read why the clients were closed: reason= and cause= in their lines',
  command: 'openclaw logs --limit 200',
}
