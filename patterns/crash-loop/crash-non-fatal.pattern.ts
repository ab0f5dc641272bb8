import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const crashNonFatal = definePattern({
  id: 'crash.non-fatal',
  class: 'other',
  role: 'context',
  title: 'An error that the gateway survived: {error}',
  description: 'The process caught the error and goes on. Before February 2026 the same error killed it.',
  keywords: ['Non-fatal unhandled rejection', 'Non-fatal uncaught exception', 'Suppressed AbortError'],
  match: anyOf(
    /\[(?:openclaw|clawdbot)\] Non-fatal (?:unhandled rejection|uncaught exception) \(continuing\):? ?(?<error>[^\n]*)/,
    /\[(?:openclaw|clawdbot)\] Suppressed AbortError:? ?(?<error>[^\n]*)/,
  ),
  examples: {
    hits: [
      {
        line: '[openclaw] Suppressed AbortError: This operation was aborted',
        fields: { error: 'This operation was aborted' },
      },

      {
        line: '[openclaw] Non-fatal unhandled rejection (continuing): TypeError: fetch failed',
        fields: { error: 'TypeError: fetch failed' },
      },
    ],
    misses: ['[x] Non-fatal unhandled rejection'],
  },
})
