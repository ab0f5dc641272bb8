import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const logIncomplete = definePattern({
  id: 'log.incomplete',
  class: 'other',
  role: 'context',
  title: 'The log itself is incomplete: {what}',
  description: 'Records were dropped or suppressed, so a missing line proves nothing.',
  keywords: [
    'file log queue overflow',
    'log file append failed',
    'log file rotation failed',
    'log file size cap reached',
    'Suppressed ',
  ],
  match: anyOf(
    /(?<what>file log queue overflow; dropped \d+|log file (?:append failed|rotation failed|size cap reached))/,
    /(?<what>Suppressed (?<dropped>\d+) messages from (?<unit>\S+))/,
  ),
  examples: {
    hits: [
      {
        line: '[openclaw] file log queue overflow; dropped 12 oldest record(s)',
        fields: { what: 'file log queue overflow; dropped 12' },
      },
      {
        line: 'Nov 22 10:00:01 host systemd-journald[88]: Suppressed 27500 messages from openclaw-gateway.service',
        fields: { dropped: '27500', unit: 'openclaw-gateway.service' },
      },
    ],
    misses: ['[openclaw] Suppressed AbortError: x'],
  },
})
