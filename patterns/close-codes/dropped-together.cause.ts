import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { gatewayCloses } from '../close-patterns.ts'
import { wsDroppedTogether } from './ws-dropped-together.derivation.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const droppedTogether = defineCause({
  id: 'dropped-together',
  class: 'close-code',
  title: 'Several connections were cut in the same moment (1006)',
  severity: 'medium',
  decide: ({ over, events }) => ({
    verdict: over ? 'none-needed' : 'undecidable',
    do: hostThen,
    restart: { helps: 'no', why: 'The gateway logged these closes itself, so that it runs.', on: events },
  }),
  fallback: true,
  trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
  requires: [{ events: [wsDroppedTogether], before: '1m', after: '1m', why: 'they ended within one second' }],
  strength: 52,
  recovery: [wsWebchatConnected],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway logged that ${count(facts.count, 'connection')} ended without a close frame in the same moment.`,
    ),
  ],
  background:
    'One client that drops points to its own network; several at once, to the host (it slept, its ' +
    'network changed) or to what they all come through.',
  checks: () => [hostThen, check.status],
  fix: () => [
    { what: 'Look at what they all come through (proxy, tunnel, VPN)', when: 'they do not come back by themselves' },
  ],
})

const hostThen = {
  what: 'See what the host did at that time (sleep, network)',
  command: 'journalctl --since "-1h" -p warning --no-pager',
}
