import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { blocksClauses, longBlocks, rulingOfBlocks } from '../event-loop-blocks.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { check } from '../steps.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const tickTimeout = defineCause({
  id: 'tick-timeout',
  class: 'close-code',
  title: 'Clients stopped hearing from the gateway (tick timeout)',
  severity: 'medium',
  decide: (facts) => {
    const blocks = facts.select(longBlocks)
    if (blocks.length > 0) return rulingOfBlocks(blocks)
    return {
      verdict: facts.over ? 'none-needed' : 'undecidable',
      do: check.health,
      restart: {
        helps: 'unknown',
        why: 'A gateway that is blocked and a path that went dead look the same to the client.',
      },
      confirm: { ...check.health, expect: 'an answer within a second, if the path is at fault and not the gateway' },
    }
  },
  trigger: [
    { pattern: closes, where: { refusal: 'tick-timeout' } },
    { pattern: closes, where: { code: 4000 } },
  ],
  strength: 55,
  supports: [{ events: [pressureEventLoop], weight: 15, why: 'the event loop was blocked at that time' }],
  claims: [{ pattern: closes, where: { refusal: 'tick-timeout' } }],
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended with ${facts.values('code').join(', ')}${reasons(facts)}: ` +
        'the client heard no tick for longer than it waits.',
    ),
    ...blocksClauses(facts, facts.select(longBlocks)),
  ],
  checks: () => [check.health, check.trustedProxies],
  fix: () => [{ what: 'Look at the path (proxy, VPN, a client that sleeps)', when: 'the gateway answers at once' }],
})

function reasons(facts: Facts): string {
  const texts = facts.values('reason')
  return texts.length > 0 ? ` "${texts.join('", "')}"` : ''
}
