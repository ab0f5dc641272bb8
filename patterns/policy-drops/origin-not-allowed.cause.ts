import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { wsHelloOk } from '../close-codes/ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { fix } from '../steps.ts'

const refusedOrigin: Selector[] = [{ pattern: closes, where: { refusal: 'origin' } }]

export const originNotAllowed = defineCause({
  id: 'origin-not-allowed',
  class: 'policy-drop',
  title: "The address that the dashboard is opened at is not among the gateway's allowed origins",
  severity: 'high',
  decide: () => ({ verdict: 'config-rollback' }),
  trigger: refusedOrigin,
  strength: 90,
  supports: [
    {
      events: [{ pattern: configReload, where: { paths: /allowedOrigins|controlUi/ } }],
      before: '24h',
      only: 'before',
      weight: 5,
      why: 'the allowed origins were changed before',
    },
  ],
  claims: [...refusedOrigin, { pattern: closes, where: { refusal: 'client-gave-up' } }],
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} from ${facts.values('origin').join(', ') || 'a page'} refused: scheme, host and port must stand in gateway.controlUi.allowedOrigins exactly as the browser shows them. The path to the gateway works.`,
    ),
  ],
  checks: () => [
    { what: 'The origins that are allowed', command: 'openclaw config get gateway.controlUi.allowedOrigins' },
  ],
  fix: () => [
    {
      what: 'Add the origin named above',
      command: 'openclaw config set gateway.controlUi.allowedOrigins \'["<origin>"]\'',
    },
    {
      what: 'If it worked before a change of the configuration, put the last good one back',
      command: fix.rollback.command,
    },
  ],
})
