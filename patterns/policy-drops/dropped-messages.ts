import type { Selector } from '../../src/model/selector.ts'
import { policyBlocked } from './policy-blocked.pattern.ts'
import { policyDmPairing } from './policy-dm-pairing.pattern.ts'
import { policyDropped } from './policy-dropped.pattern.ts'
import { policyGroupSkipped } from './policy-group-skipped.pattern.ts'
import { policyIgnored } from './policy-ignored.pattern.ts'

export const droppedMessages: Selector[] = [
  policyBlocked,
  { pattern: policyDropped, not: { what: /\bmention\b/ } },
  policyIgnored,
  policyDmPairing,
  { pattern: policyGroupSkipped, not: { reason: 'no-mention' } },
]
