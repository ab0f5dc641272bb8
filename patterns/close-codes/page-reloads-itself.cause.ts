import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { wsFlapping } from './ws-flapping.derivation.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

export const pageReloadsItself = defineCause({
  id: 'page-reloads-itself',
  class: 'close-code',
  title: 'A dashboard page reloads itself in a loop (1001)',
  severity: 'low',
  decide: ({ events }) => ({
    verdict: 'fix-environment',
    do: openAgain,
    restart: { helps: 'no', why: 'The page leaves by itself; the gateway accepts it each time.', on: events },
  }),
  trigger: [wsFlapping],
  strength: 70,
  claims: [{ pattern: wsWebchatDisconnected, where: { code: 1001 } }, wsWebchatConnected],
  explain: (facts) => [
    facts.clause(
      facts.select([{ pattern: wsWebchatDisconnected, where: { code: 1001 } }], { before: '2m', after: '2m' }),
      (on) =>
        'A dashboard connected and left with 1001 within two seconds, over and over ' +
        `(${count(on.length, 'close')} in these minutes). 1001 is the page going away.`,
    ),
  ],
  checks: () => [{ what: 'Read the console of the browser in that tab' }, check.versions],
  fix: () => [openAgain],
})

const openAgain = {
  what: 'Close the tab, clear the data of the site and open the dashboard again',
  command: 'openclaw dashboard',
}
