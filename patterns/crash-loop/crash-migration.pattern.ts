import { definePattern } from '../../src/model/pattern.ts'

export const crashMigration = definePattern({
  id: 'crash.migration',
  class: 'other',
  role: 'cause',
  title: 'The state must be migrated before the gateway can start',
  description: 'The gateway exits with 78, so systemd does not restart it. Since 2026.7.1.',
  keywords: ['startup migrations did not complete', 'requires state migration.'],
  match: /(?<what>startup migrations did not complete cleanly|requires state migration\. Stop the service)/,
  examples: {
    hits: [
      {
        line: '[gateway] requires state migration. Stop the service with openclaw gateway stop (or its service owner), then run openclaw doctor --fix',
      },
    ],
    misses: ['requires state migration later'],
  },
})
