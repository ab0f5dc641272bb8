import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { attempts } from '../attempts.ts'
import { extendList } from '../extend-list.ts'
import { fix } from '../steps.ts'
import { refusalWords } from '../refusal-words.ts'

const originsReload: Selector = { pattern: configReload, where: { paths: /allowedOrigins|controlUi/ } }
const refusedOrigin: Selector[] = [{ pattern: closes, where: { refusal: 'origin' } }]

export const originNotAllowed = defineCause({
  id: 'origin-not-allowed',
  class: 'policy-drop',
  title: "The address that the dashboard is opened at is not among the gateway's allowed origins",
  severity: 'medium',
  decide: (facts) => ({
    verdict: changedOrigins(facts).length > 0 ? 'config-rollback' : 'approve-access',
    otherwise: 'approve-access',
    do: changedOrigins(facts).length > 0 ? fix.rollback : addOrigin,
    restart: { helps: 'no', why: 'The page is refused because of the list, which a restart does not change.' },
    rollback:
      changedOrigins(facts).length > 0
        ? { helps: 'yes', why: 'The allowed origins were changed before the first refusal.', on: changedOrigins(facts) }
        : { helps: 'no', why: 'No change of the allowed origins came before it in this log.' },
    confirm: {
      what: 'The origins that are allowed',
      command: 'openclaw config get gateway.controlUi.allowedOrigins',
      expect: `A list without ${facts.values('origin').join(' and ') || 'the origin of the page'}.`,
    },
  }),
  trigger: refusedOrigin,
  strength: 90,
  supports: [
    {
      events: [originsReload],
      before: '24h',
      only: 'before',
      weight: 5,
      why: 'the allowed origins were changed before',
    },
  ],
  claims: [...refusedOrigin, { pattern: closes, where: { refusal: 'client-gave-up' } }],
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['remote'],
  explain: (facts) => [
    facts.clause(changedOrigins(facts), (on) => `The configuration was changed: ${on.at(-1)!.attributes['paths']}.`),
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'connection')} of a page at ` +
        `${facts.values('origin').join(', ') || 'an origin that the lines do not name'} ` +
        `refused.${refusalWords(facts)}`,
    ),
  ],
  background:
    'Scheme, host and port must stand in gateway.controlUi.allowedOrigins exactly as the browser ' +
    'shows them. A refusal shows that the way to the gateway works.',
  checks: () => [
    { what: 'The origins that are allowed', command: 'openclaw config get gateway.controlUi.allowedOrigins' },
  ],
  fix: (facts) => (changedOrigins(facts).length > 0 ? [fix.rollback, { ...addOrigin, instead: true }] : [addOrigin]),
})

const addOrigin: Step = {
  ...extendList('gateway.controlUi.allowedOrigins', '<origin>', 'Add the origin of the page to those that are allowed'),
  when: 'the origin is yours',
}

function changedOrigins(facts: Facts): readonly Event[] {
  const first = facts.events[0]
  return first ? facts.select([originsReload], { before: '24h', after: '0s' }).filter(({ at }) => at <= first.at) : []
}
