import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { check, fix } from '../steps.ts'
import { clientClosed } from './client-closed.pattern.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const deviceProofRefused = defineCause({
  id: 'device-proof-refused',
  class: 'close-code',
  title: "A client's device proof was refused (nonce, signature or clock)",
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: [
    { pattern: gatewayCloses, where: { refusal: 'device-proof' } },
    { pattern: clientClosed, where: { refusal: 'device-proof' } },
  ],
  strength: 75,
  claims: [{ pattern: closes, where: { refusal: 'device-proof' } }],
  recovery: [wsWebchatConnected, wsHelloOk],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway refused ${count(facts.count, 'connection')} because the device could not prove itself: ${facts.values('reason').join(', ') || 'device proof invalid'}. "expired" means that the clocks differ by more than two minutes; a nonce mismatch, that the client answered another socket's challenge.`,
    ),
  ],
  checks: () => [{ what: "Compare the client's clock with the gateway's", command: 'date -u' }, check.devices],
  fix: () => [{ what: 'Set the clock, update the client, then connect again' }, fix.approve],
})
