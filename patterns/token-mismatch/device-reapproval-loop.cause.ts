import { defineCause } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import type { Selector } from '../../src/model/selector.ts'
import { attempts } from '../attempts.ts'
import { closes } from '../close-patterns.ts'
import { deviceAccessUpgrade } from '../pairing/device-access-upgrade.pattern.ts'
import { approveStep } from '../approve-step.ts'
import { check } from '../steps.ts'
import { clientNames } from '../client-names.ts'
import { connected } from '../connected.ts'
import { deviceToken } from './device-token.pattern.ts'
import { refusalWords } from '../refusal-words.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

const newApproval: Selector[] = [
  deviceAccessUpgrade,
  { pattern: closes, where: { refusal: ['metadata-upgrade', 'scope-upgrade', 'role-upgrade'] } },
]

export const deviceReapprovalLoop = defineCause({
  id: 'device-reapproval-loop',
  class: 'token-mismatch',
  title: "Every reconnect asks for a new approval and spends the device's token",
  severity: 'high',
  decide: (facts) => ({
    verdict: 'approve-access',
    do: approveStep(facts),
    restart: { helps: 'no', why: 'The device asks for a new approval at each connect.' },
  }),
  trigger: refused('device-token-mismatch'),
  requires: [
    {
      events: newApproval,
      why: 'the device asked for a new approval just before',
    },
  ],
  strength: 88,
  claims: [
    ...sameConnections,
    { pattern: closes, where: { refusal: ['metadata-upgrade', 'scope-upgrade', 'role-upgrade', 'pairing'] } },
    deviceAccessUpgrade,
    deviceToken,
  ],
  also: ['pairing-required'],
  recovery: connected,
  recoverySharing: ['client'],
  explain: (facts) => [
    facts.clause(
      facts.select(newApproval),
      (on) => `A device${clientNames(named(on))} asked for a new approval (${reasons(on)}).`,
    ),
    facts.clause(
      facts.events,
      'Its next ' +
        `${attempts(facts.events) === 1 ? 'attempt was' : `${attempts(facts.events)} attempts were`} ` +
        `refused because its device token is not valid any more.${refusalWords(facts)}`,
    ),
  ],
  background:
    'A device that presents other metadata, scopes or another role than approved must be approved ' +
    'again, and by that its token is replaced; one that keeps the old token is then refused.',
  checks: () => [check.devices],
  fix: (facts) => [
    approveStep(facts),
    { what: 'Update the client, if it asks again after the approval' },
    { what: 'Remove the device and pair it again', command: 'openclaw devices remove <device-id>', instead: true },
  ],
})

function named(events: readonly Event[]): string[] {
  return [...new Set(events.flatMap(({ attributes }) => attributes['client'] ?? []))].map(String)
}

function reasons(events: readonly Event[]): string {
  return [...new Set(events.flatMap(({ attributes }) => attributes['refusal'] ?? []))].join(', ')
}
