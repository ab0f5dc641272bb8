import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Step } from '../../src/model/decision.ts'
import { check } from '../steps.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsInvalidHandshake } from './ws-invalid-handshake.pattern.ts'

export const notAClient = defineCause({
  id: 'not-a-client',
  class: 'close-code',
  title: 'Something connects that does not speak as a client of this gateway',
  severity: 'low',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: stepFor(facts),
    restart: { helps: 'no', why: 'The gateway works: it refuses what it was sent.', on: facts.events },
    stands: true,
  }),
  trigger: [wsInvalidHandshake, { pattern: gatewayCloses, where: { refusal: ['not-a-client', 'connect-params'] } }],
  strength: 60,
  claims: [{ pattern: closes, where: { refusal: ['not-a-client', 'connect-params'] } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} did not begin with a valid connect request: ` +
        `${facts.values('reason').join(', ') || 'invalid handshake'}.`,
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['origin'] !== undefined || attributes['ua'] !== undefined),
      `It came from ${['remote', 'fwd', 'origin', 'ua'].flatMap((name) => facts.values(name)).join(', ')}.`,
    ),
  ],
  background:
    'A health check, a proxy on the wrong path, a program of a third party or a client of another version does this.',
  checks: () => [{ what: 'See who connects: remote=, origin= and ua= in the lines' }, check.versions],
  fix: (facts) => [stepFor(facts)],
})

function stepFor(facts: Facts): Step {
  const params = facts.values('reason').some((reason) => reason.includes('connect params'))
  return params
    ? {
        what:
          'Bring the client to the version of the gateway, or correct the fields of its connect request ' +
          'that the reason names',
      }
    : { what: 'Point the health check at /healthz, or the program that connects at its own port' }
}
