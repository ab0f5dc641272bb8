import { defineCause } from '../../src/model/cause.ts'
import { wsClose } from './ws-close.pattern.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

export const tabClosed = defineCause({
  id: 'tab-closed',
  class: 'close-code',
  title: 'A tab was closed or reloaded, or the client was done (1000, 1001, 1005)',
  severity: 'low',
  decide: () => ({ verdict: 'none-needed' }),
  benign: true,
  trigger: [
    { pattern: [wsWebchatDisconnected, wsClose], where: { code: [1000, 1001, 1005] } },
    { pattern: wsClosedBeforeConnect, where: { code: [1001, 1005] } },
  ],
  strength: 60,
  explain: (facts) => [facts.clause(facts.events, 'Going away.')],
  checks: () => [],
  fix: () => [],
})
