import { definePattern } from '../../src/model/pattern.ts'

export const reportCronRun = definePattern({
  id: 'report.cron-run',
  class: 'false-green',
  role: 'context',
  title: 'A cron run reports {status}',
  description: 'Printed by `openclaw cron runs`.',
  keywords: ['openclaw cron runs', 'status  ok', 'status  error', 'status  failed', 'cron runs --id'],
  match: /^status\s+(?<status>ok|error|failed)\s/,
  examples: {
    hits: [
      { line: 'status  error   2026-08-17T05:48Z   1.2s', fields: { status: 'error' } },
      { line: 'status  ok   2026-08-17T05:48Z   41.2s', fields: { status: 'ok' } },
    ],
    misses: ['status ok'],
  },
})
