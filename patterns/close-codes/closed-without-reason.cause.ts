import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { clientConnectFailed } from '../false-green/client-connect-failed.pattern.ts'
import { check } from '../steps.ts'
import { clientClosed } from './client-closed.pattern.ts'

export const closedWithoutReason = defineCause({
  id: 'closed-without-reason',
  class: 'close-code',
  title: 'A client is closed with 1000 and no reason',
  severity: 'medium',
  decide: ({ events }) => ({
    verdict: 'undecidable',
    do: gatewayLines,
    restart: { helps: 'unknown', why: "Only the client's side is here.", on: events },
  }),
  fallback: true,
  trigger: [{ pattern: clientClosed, where: { code: 1000 }, not: { reason: /\w/ } }],
  strength: 45,
  claims: [clientClosed, clientConnectFailed],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `A client was closed with 1000 and no reason (${count(facts.count, 'time')}). Its own lines do ` +
        `not say why; the gateway's lines of that moment do.`,
    ),
  ],
  background:
    'The gateway ends a handshake that timed out and a handler that threw with 1000 and no reason; ' +
    'in 2026.3.12 and 2026.3.13 a refusal for missing pairing looked the same.',
  checks: () => [gatewayLines, check.devices, check.health],
  fix: () => [
    {
      what:
        'Look for "handshake timeout", "parse/handle error" and "pairing required" in the gateway log ' +
        'and run oclog on it',
    },
  ],
})

const gatewayLines = { what: "Read the gateway's own lines of that moment", command: 'openclaw logs --limit 200' }
