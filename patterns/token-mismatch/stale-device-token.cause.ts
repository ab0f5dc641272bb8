import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { check, fix } from '../steps.ts'
import { authUnauthorized } from './auth-unauthorized.pattern.ts'
import { clientNames } from './client-names.ts'
import { connected } from './connected.ts'
import { deviceToken } from './device-token.pattern.ts'
import { refused } from './refused.ts'
import { sameConnections } from './same-connections.ts'

export const staleDeviceToken = defineCause({
  id: 'stale-device-token',
  class: 'token-mismatch',
  title: 'A device uses a token that was rotated, revoked or issued to another identity',
  severity: 'high',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: refused('device-token-mismatch'),
  strength: 82,
  supports: [
    {
      events: [
        { pattern: deviceToken, where: { what: ['rotated', 'revoked', 'removed'] } },
        { pattern: closes, where: { refusal: 'device-revoked' } },
      ],
      before: '24h',
      weight: 10,
      why: 'the token of a device was {what} before',
    },
  ],
  against: [
    {
      events: [{ pattern: authUnauthorized, where: { refusal: 'token-mismatch' } }],
      weight: 5,
      why: 'the shared token is refused as well',
    },
  ],
  claims: sameConnections,
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} with a device token that does not belong to the device any more (${clientNames(facts.values('client'))}): after an update or a restored state directory the identity and the stored token no longer fit each other. Each such client repeats it until the device is approved or rotated.`,
    ),
  ],
  checks: () => [check.devices, { what: 'Open repair requests', command: 'openclaw devices list --json' }],
  fix: () => [
    fix.rotate,
    { what: 'Or remove the device and approve it anew', command: 'openclaw devices remove <id>' },
    fix.dashboard,
  ],
})
