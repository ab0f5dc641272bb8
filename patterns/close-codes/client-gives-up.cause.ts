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
  decide: () => ({ verdict: 'undecidable' }),
  fallback: true,
  trigger: [{ pattern: closes, where: { refusal: 'client-gave-up' } }],
  atLeast: 2,
  strength: 48,
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended with "${facts.values('reason')[0] ?? 'connect failed'}": the client itself closed, and this log does not say why it was refused or what it missed. Its own log does.`,
    ),
  ],
  checks: () => [check.status, check.devices, check.verbose],
  fix: () => [{ what: "Look at the client's own output, or repeat with debug logging and run oclog on both" }],
})
