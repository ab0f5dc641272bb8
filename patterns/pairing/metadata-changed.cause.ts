import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { check, fix } from '../steps.ts'
import { connected } from './connected.ts'
import { deviceAccessUpgrade } from './device-access-upgrade.pattern.ts'
import { refused } from './refused.ts'

const metadata = (reason: string): Selector => ({ pattern: deviceAccessUpgrade, where: { refusal: reason } })

export const metadataChanged = defineCause({
  id: 'metadata-changed',
  class: 'pairing-required',
  title: 'A device changed its identity or platform and must be approved anew',
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: refused('metadata-upgrade'),
  strength: 85,
  claims: [metadata('metadata-upgrade')],
  recovery: connected,
  explain: (facts) => [
    facts.clause(
      facts.events,
      'The device presents itself otherwise than when it was approved (another platform, version or key); the gateway wants the approval again.',
    ),
  ],
  checks: () => [check.devices],
  fix: () => [fix.approve],
})
