import { defineCause } from '../../src/model/cause.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { check } from '../steps.ts'
import { wsFlapping } from './ws-flapping.derivation.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

export const pageReloadsItself = defineCause({
  id: 'page-reloads-itself',
  class: 'close-code',
  title: 'A dashboard page reloads itself in a loop (1001)',
  severity: 'low',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [wsFlapping],
  strength: 70,
  claims: [
    { pattern: wsWebchatDisconnected, where: { code: 1001 } },
    wsWebchatConnected,
    { pattern: wsWebchatDisconnected, where: { code: 1012 } },
    lifecycleSignal,
    lifecycleStart,
  ],
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The same dashboard connects and leaves with 1001 within a second or two, over and over. 1001 is the browser going away: the page reloads itself, the gateway is healthy.',
    ),
  ],
  checks: () => [{ what: 'The console of the browser in that tab' }, check.versions],
  fix: () => [
    { what: 'Close the tab, clear the data of the site and open the dashboard anew', command: 'openclaw dashboard' },
  ],
})
