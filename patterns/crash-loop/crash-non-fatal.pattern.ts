import { definePattern } from '../../src/model/pattern.ts'

export const crashNonFatal = definePattern({
  id: 'crash.non-fatal',
  class: 'other',
  role: 'context',
  title: 'An error that the gateway survived: {error}',
  description: 'The same kind of error, caught: the process goes on. Before February 2026 it killed it.',
  keywords: ['Non-fatal unhandled rejection', 'Non-fatal uncaught exception', 'Suppressed AbortError'],
  match:
    /\[(?:openclaw|clawdbot)\] (?:Non-fatal (?:unhandled rejection|uncaught exception) \(continuing\)|Suppressed AbortError):? ?(?<error>[^\n]*)/,
  examples: {
    hits: [
      {
        line: '[openclaw] Non-fatal unhandled rejection (continuing): TypeError: fetch failed',
        fields: { error: 'TypeError: fetch failed' },
      },
    ],
    misses: ['[x] Non-fatal unhandled rejection'],
  },
})
