import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleDrainTimeout = definePattern({
  id: 'lifecycle.drain-timeout',
  class: 'other',
  role: 'symptom',
  title: 'The gateway could not finish its work before it stopped',
  description: 'The supervisor may kill it then, and the next start counts as unclean.',
  keywords: [
    'drain timeout reached',
    'restart drain budget',
    'shutdown timed out',
    'shutdown deadline reached',
    'stop-sigterm',
  ],
  match:
    /(?<what>drain timeout reached|restart drain budget \d+ms exhausted|shutdown timed out; exiting|shutdown deadline reached|State 'stop-sigterm' timed out)/,
  examples: {
    hits: [
      { line: '[gateway] drain timeout reached; proceeding with restart' },
      {
        line: "Sep 07 09:40:32 host systemd[1345]: openclaw-gateway.service: State 'stop-sigterm' timed out. Killing.",
      },
    ],
    misses: ['[db] pool drain timeout is 5 s'],
  },
})
