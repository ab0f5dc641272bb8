import { defineCause, type Facts } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import type { Ruling, Step } from '../../src/model/decision.ts'
import type { Event } from '../../src/model/event.ts'
import { check } from '../steps.ts'
import { clientClosed } from './client-closed.pattern.ts'
import { closes, gatewayCloses } from '../close-patterns.ts'
import { wsHelloOk } from './ws-hello-ok.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'

export const deviceProofRefused = defineCause({
  id: 'device-proof-refused',
  class: 'close-code',
  title: "A client's device proof was refused (nonce, signature or clock)",
  severity: 'medium',
  decide: (facts) => ruling(facts),
  trigger: [
    { pattern: gatewayCloses, where: { refusal: 'device-proof' } },
    { pattern: clientClosed, where: { refusal: 'device-proof' } },
  ],
  strength: 75,
  claims: [{ pattern: closes, where: { refusal: 'device-proof' } }],
  recovery: [wsWebchatConnected, wsHelloOk],
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The gateway refused ${count(facts.count, 'connection')}: ` +
        `${facts.values('reason').join(', ') || 'the proof of the device is invalid'}.`,
    ),
    facts.clause(expired(facts), 'The signature had expired when it came: the clocks of client and gateway differ.'),
    facts.clause(
      saying(facts, /nonce/),
      "A nonce that does not fit is the client's answer to another challenge than the one of this connection.",
    ),
  ],
  background: "A signature is valid for two minutes of the gateway's clock.",
  checks: (facts) => (expired(facts).length > 0 ? [compareClocks] : [check.devices, compareClocks]),
  fix: (facts) => (expired(facts).length > 0 ? [setClock] : stepsOf(facts)),
})

const compareClocks: Step = { what: "Compare the client's clock with the gateway's", command: 'date -u' }
const setClock: Step = {
  what:
    'Set the clock that is wrong and keep it synchronized (NTP; WSL and virtual machines fall behind ' +
    'when the host sleeps), then connect again',
}
const updateClient: Step = { what: 'Update the client and let it connect again' }
const pairAgain: Step = {
  what: 'Let the device pair again with the key that it has now, and approve its request',
  command: 'openclaw devices approve <requestId>',
}

function ruling(facts: Facts): Ruling {
  const restart = {
    helps: 'no',
    why: 'The gateway works: it refuses what the device sends.',
    on: facts.events,
  } as const
  if (expired(facts).length > 0)
    return {
      verdict: 'fix-environment',
      do: setClock,
      restart,
      confirm: { ...compareClocks, expect: 'two times more than two minutes apart' },
    }
  const [step] = stepsOf(facts)
  return { verdict: step === pairAgain ? 'approve-access' : 'fix-environment', do: step, restart }
}

/** A key or an identity that does not fit needs another pairing; a nonce or a missing field is the client's mistake. */
function stepsOf(facts: Facts): [Step, ...Step[]] {
  const otherKey = saying(facts, /signature|public key|identity mismatch/)
  return otherKey.length > 0 ? [pairAgain, { ...updateClient, instead: true }] : [updateClient]
}

function expired(facts: Facts): readonly Event[] {
  return saying(facts, /expired|skew|stale/i)
}

function saying({ events }: Facts, words: RegExp): readonly Event[] {
  return events.filter(({ attributes }) =>
    words.test(`${String(attributes['reason'] ?? '')} ${String(attributes['cause'] ?? '')}`),
  )
}
