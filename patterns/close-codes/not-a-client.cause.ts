import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check } from '../steps.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsInvalidHandshake } from './ws-invalid-handshake.pattern.ts'

export const notAClient = defineCause({
  id: 'not-a-client',
  class: 'close-code',
  title: 'Something that is no OpenClaw client speaks to the port',
  severity: 'low',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [wsInvalidHandshake, { pattern: gatewayCloses, where: { refusal: ['not-a-client', 'connect-params'] } }],
  strength: 60,
  claims: [{ pattern: closes, where: { refusal: ['not-a-client', 'connect-params'] } }],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'connection')} did not begin with a valid connect request: ${facts.values('reason').join(', ') || 'invalid handshake'}. A health check, a proxy on the wrong path or a client of another age does this.`,
    ),
  ],
  checks: () => [{ what: 'Who connects: see remote= and ua= in the lines above' }, check.listeners],
  fix: () => [{ what: 'Point the health check at /healthz, or update the client' }],
})
