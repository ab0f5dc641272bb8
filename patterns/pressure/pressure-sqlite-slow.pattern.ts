import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const pressureSqliteSlow = definePattern({
  id: 'pressure.sqlite-slow',
  class: 'other',
  role: 'context',
  sets: [{ track: 'storage', state: 'slow' }],
  title: 'SQLite is slow or locked',
  description: 'Slow storage delays everything, handshakes included.',
  keywords: ['slow SQLite ', 'SQLITE_BUSY', 'database is locked', 'attempt to write a readonly database'],
  match: sequence(
    /(?<what>slow SQLite [\w ]+?|database is locked|SQLITE_BUSY\w*|attempt to write a readonly database)/,
    /(?:\s*[:;(,]|$| \d)/,
  ),
  examples: {
    hits: [
      {
        line: '[sqlite/transaction] slow SQLite transaction hold: 1200ms',
        fields: { what: 'slow SQLite transaction hold' },
      },
    ],
    misses: ['SQLite is fine'],
  },
})
