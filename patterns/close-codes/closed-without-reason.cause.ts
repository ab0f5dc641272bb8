import { defineCause } from '../../src/model/cause.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { check } from '../steps.ts'
import { clientClosed } from './client-closed.pattern.ts'

export const closedWithoutReason = defineCause({
  id: 'closed-without-reason',
  class: 'close-code',
  title: 'A client is closed with 1000 and no reason',
  severity: 'medium',
  decide: () => ({ verdict: 'undecidable' }),
  fallback: true,
  trigger: [{ pattern: clientClosed, where: { code: 1000 }, not: { reason: /\w/ } }],
  strength: 45,
  claims: [clientClosed, clientConnectFailed],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'A close with 1000 and no reason during connect is how the gateway ends a handshake that timed out or a handler that threw; in 2026.3.12 and 3.13 a refusal for missing pairing looked the same. From the client alone this cannot be told apart.',
    ),
  ],
  checks: () => [
    { what: "The gateway's own lines of that moment", command: 'openclaw logs --limit 200' },
    check.devices,
    check.health,
  ],
  fix: () => [
    {
      what: 'Look for "handshake timeout", "parse/handle error" and "pairing required" in the gateway log and run oclog on it',
    },
  ],
})
