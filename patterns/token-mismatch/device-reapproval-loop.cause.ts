import { defineCause } from '../../src/model/cause.ts'
import { closes } from '../close-patterns.ts'
import { deviceAccessUpgrade } from '../pairing/device-access-upgrade.pattern.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { deviceToken } from './device-token.pattern.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

export const deviceReapprovalLoop = defineCause({
  id: 'device-reapproval-loop',
  class: 'token-mismatch',
  title: "Every reconnect asks for a new approval and spends the device's token",
  severity: 'high',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: refused('device-token-mismatch'),
  requires: [
    {
      events: [
        deviceAccessUpgrade,
        { pattern: closes, where: { refusal: ['metadata-upgrade', 'scope-upgrade', 'role-upgrade'] } },
      ],
      why: 'the device asked to be approved anew just before',
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
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The device${facts.values('client').length > 0 ? ` (${facts.values('client').join(', ')})` : ''} comes with other metadata, scopes or role than approved; the gateway asks for a new approval and rotates the token, which makes the one the device holds void, so that the next attempt fails with device_token_mismatch.`,
    ),
  ],
  checks: () => [check.devices],
  fix: () => [
    fix.approve,
    {
      what: 'Update the client; if it goes on, remove the device and pair it anew',
      command: 'openclaw devices remove <id>',
    },
  ],
})
