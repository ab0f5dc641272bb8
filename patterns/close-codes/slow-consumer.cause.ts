import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { closes } from '../close-patterns.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const slowConsumer = defineCause({
  id: 'slow-consumer',
  class: 'close-code',
  title: 'The gateway dropped a client that read too slowly',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: betterPath,
    restart: {
      helps: 'no',
      why: 'The gateway works: the client reads more slowly than it is sent to.',
      on: facts.events,
    },
    // Who was dropped twice comes back, and is dropped again.
    stands: facts.count > 1,
  }),
  trigger: [{ pattern: closes, where: { refusal: 'slow-consumer' } }],
  strength: 85,
  claims: [{ pattern: closes, where: { refusal: 'slow-consumer' } }],
  recovery: [wsWebchatConnected],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'close')} with 1008 "slow consumer": what the gateway wanted to send piled ` +
        'up beyond its limit. Here 1008 is back-pressure, neither authentication nor policy.',
    ),
  ],
  checks: () => [
    {
      what: 'Look at the path to that client: a phone, a VPN relay, a tab in the background',
      command: 'tailscale status',
    },
    check.health,
  ],
  fix: () => [betterPath],
})

const betterPath = { what: 'Reload the client on a better path; close dashboards that stay open in the background' }
