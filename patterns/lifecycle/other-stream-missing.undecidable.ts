import type { UndecidableRule } from '../../src/model/family.ts'
import { lifecycleNoReturn } from './lifecycle-no-return.derivation.ts'

export const otherStreamMissing = {
  id: 'other-stream-missing',
  what: 'Why the gateway did not come back: errors during a start go to another stream than this log.',
  enable: 'Give oclog the error log as well (gateway.err.log, or the journal of the unit).',
  when: [lifecycleNoReturn],
} satisfies UndecidableRule
