import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { attempts } from '../attempts.ts'
import { closes } from '../close-patterns.ts'
import { approveStep } from '../approve-step.ts'
import { check } from '../steps.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { deviceToken } from './device-token.pattern.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const ended: Selector[] = [
  { pattern: deviceToken, where: { what: ['rotated', 'revoked', 'removed'] } },
  { pattern: closes, where: { refusal: 'device-revoked' } },
]

export const staleDeviceToken = defineCause({
  id: 'stale-device-token',
  class: 'token-mismatch',
  title: 'A device uses a token that is not valid for it (any more)',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'approve-access',
    do: approveStep(facts),
    restart: { helps: 'no', why: 'The device goes on sending the token that it has saved.' },
  }),
  trigger: refused('device-token-mismatch'),
  strength: 82,
  supports: [
    {
      events: ended,
      before: '24h',
      weight: 10,
      why: 'the token of a device was {what} before',
    },
  ],
  against: [
    {
      events: [{ pattern: authUnauthorized, where: { refusal: 'token-mismatch' } }],
      atLeast: 5,
      weight: 15,
      why: 'the shared token is refused as well, and not once',
    },
  ],
  claims: sameConnections,
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.select(ended, { before: '24h', after: '0s' }),
      (on) => `Before it the gateway said: "${on.at(-1)!.body.slice(0, 120)}".`,
    ),
    facts.clause(
      facts.events,
      `${count(attempts(facts.events), 'attempt')} with a device token that the gateway does not ` +
        `take${clientNames(facts.values('client'))}.${refusalWords(facts)}`,
    ),
  ],
  background:
    'A device token is valid for one identity, until it is rotated or revoked or its device is ' +
    'removed. A client that lost its identity, for instance by a restored state directory, asks for ' +
    'a repair, which must be approved.',
  checks: () => [check.devices],
  fix: (facts) => [
    approveStep(facts),
    {
      what: 'Remove the device and pair it again',
      command: 'openclaw devices remove <device-id>',
      when: 'there is no open request of it',
      instead: true,
    },
  ],
})
