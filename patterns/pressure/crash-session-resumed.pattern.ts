import { definePattern } from '../../src/model/pattern.ts'

export const crashSessionResumed = definePattern({
  id: 'crash.session-resumed',
  class: 'other',
  role: 'context',
  title: 'A session that a crash cut off is resumed',
  description: 'If that session is what brings the process down, it does so again.',
  keywords: ['startup-orphaned main session', 'resumed interrupted main session'],
  match: /(?<what>marked \d+ startup-orphaned main session|resumed interrupted main session)/,
  examples: {
    hits: [{ line: '[main-session-restart-recovery] resumed interrupted main session: agent:main:main', fields: {} }],
    misses: ['resumed session'],
  },
})
