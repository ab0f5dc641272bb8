import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { closes } from '../close-patterns.ts'
import { pairingRefusals } from '../reasons.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { devicePairingDenied } from './device-pairing-denied.pattern.ts'
import { refused } from './refused.ts'

export const notPaired = defineCause({
  id: 'not-paired',
  class: 'pairing-required',
  title: 'A device is not approved on this gateway',
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: refused('pairing'),
  strength: 85,
  supports: [
    { events: [deviceAccessUpgrade], weight: 5, why: 'the gateway wrote down the request' },
    { events: [devicePairingDenied], before: '24h', weight: 3, why: 'a request was {what} before' },
  ],
  claims: [
    ...refused(...pairingRefusals),
    deviceAccessUpgrade,
    { pattern: closes, where: { refusal: 'client-gave-up' } },
  ],
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'attempt')} of a device that is not approved${facts.valuesOf(deviceAccessUpgrade, 'client').length > 0 ? ` (${facts.valuesOf(deviceAccessUpgrade, 'client').join(', ')})` : ''}. Its credential is not the problem: outside loopback a device must be approved once.`,
    ),
  ],
  checks: () => [check.devices],
  fix: () => [
    fix.approve,
    {
      what: 'In Compose, from the CLI container',
      command: 'docker compose run --rm openclaw-cli devices approve <requestId>',
    },
  ],
})
