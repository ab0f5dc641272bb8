import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const clientGivesUp = defineCause({
  id: 'client-gives-up',
  class: 'close-code',
  title: 'A client gives up during connect, again and again',
  severity: 'medium',
  decide: ({ over, events }) => ({
    verdict: over ? 'none-needed' : 'undecidable',
    do: readClient,
    restart: {
      helps: 'unknown',
      why: 'The client closed the connection; this log does not say what it missed.',
      on: events,
    },
  }),
  fallback: true,
  trigger: [{ pattern: closes, where: { refusal: 'client-gave-up' } }],
  atLeast: 2,
  strength: 48,
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended with ` +
        `"${facts.values('reason').join('", "') || 'connect failed'}": the client itself closed, and ` +
        'this log does not say why.',
    ),
  ],
  checks: () => [check.status, check.devices, check.verbose],
  fix: () => [readClient],
})

const readClient = { what: "Read the client's own output of that moment, and run oclog on it together with this log" }
