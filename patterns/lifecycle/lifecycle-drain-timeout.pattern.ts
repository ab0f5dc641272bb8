import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const lifecycleDrainTimeout = definePattern({
  id: 'lifecycle.drain-timeout',
  class: 'other',
  role: 'symptom',
  title: 'The gateway could not finish its work before it stopped',
  description: 'The supervisor may then kill it, and the next start counts as unclean.',
  keywords: [
    'drain timeout reached',
    'restart drain budget',
    'shutdown timed out',
    'shutdown deadline reached',
    'stop-sigterm',
  ],
  match: anyOf(
    /(?<what>drain timeout reached|restart drain budget \d+ms exhausted|State 'stop-sigterm' timed out)/,
    /(?<what>shutdown timed out; exiting|shutdown deadline reached)/,
  ),
  examples: {
    hits: [
      {
        line: '[gateway] shutdown timed out; exiting without full cleanup',
        fields: { what: 'shutdown timed out; exiting' },
      },

      { line: '[gateway] drain timeout reached; proceeding with restart' },
      {
        line: "Sep 07 09:40:32 host systemd[1345]: openclaw-gateway.service: State 'stop-sigterm' timed out. Killing.",
      },
    ],
    misses: ['[db] pool drain timeout is 5 s'],
  },
})
