import { definePattern } from '../../src/model/pattern.ts'

export const crashBundle = definePattern({
  id: 'crash.bundle',
  class: 'other',
  role: 'context',
  title: 'The gateway saved a stability bundle',
  description: 'The bundle records how the process ended. Since 2026.4.29.',
  keywords: ['wrote stability bundle'],
  match: /wrote stability bundle: ?(?<path>\S+)?/,
  examples: {
    hits: [
      {
        line: '[gateway] wrote stability bundle: /home/ann/.openclaw/logs/stability/x.json',
        fields: { path: '/home/ann/.openclaw/logs/stability/x.json' },
      },
    ],
    misses: ['stability bundle'],
  },
})
