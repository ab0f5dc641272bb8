import { definePattern } from '../../src/model/pattern.ts'

export const crashSessionResumed = definePattern({
  id: 'crash.session-resumed',
  class: 'other',
  role: 'context',
  title: 'The gateway resumes a session that a crash cut off',
  description: 'If that session brings the process down, it will do so again.',
  keywords: ['startup-orphaned main session', 'resumed interrupted main session'],
  match: /(?<what>marked \d+ startup-orphaned main session|resumed interrupted main session)/,
  examples: {
    hits: [{ line: '[main-session-restart-recovery] resumed interrupted main session: agent:main:main', fields: {} }],
    misses: ['resumed session'],
  },
})
