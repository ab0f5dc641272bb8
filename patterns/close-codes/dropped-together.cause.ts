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
  severity: 'high',
  decide: () => ({ verdict: 'undecidable' }),
  fallback: true,
  trigger: [{ pattern: gatewayCloses, where: { code: 1006 } }],
  requires: [{ events: [wsDroppedTogether], before: '1m', after: '1m', why: 'they ended within one second' }],
  strength: 52,
  recovery: [wsWebchatConnected],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} ended without a close frame within a moment, and nothing in this log shows that the gateway stopped: the host slept, its network changed, or what they all come through was restarted.`,
    ),
  ],
  checks: () => [
    { what: 'What the host did at that time', command: 'journalctl --since "<time>" -p warning' },
    check.status,
  ],
  fix: () => [{ what: 'If they came back by themselves, nothing; else restart what stands between' }],
})
