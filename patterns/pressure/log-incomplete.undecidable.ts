import type { UndecidableRule } from '../../src/model/family.ts'
import { logIncomplete } from './log-incomplete.pattern.ts'

export const logIncompleteUndecidable = {
  id: 'log-incomplete',
  what:
    'Whether lines are missing at the decisive moment: the log itself says that records were dropped or ' +
    'suppressed.',
  enable:
    'Raise journald’s RateLimitBurst for the unit, or logging.maxFileBytes, and look at the other log (file or ' +
    'journal) as well.',
  when: [logIncomplete],
} satisfies UndecidableRule
