import { definePattern } from '../../src/model/pattern.ts'

export const pressureMemory = definePattern({
  id: 'pressure.memory',
  class: 'other',
  role: 'symptom',
  sets: [{ track: 'memory', state: { attribute: 'level' }, details: ['rss'] }],
  title: 'Memory pressure: {level}',
  description: 'The gateway uses a lot of memory, or its use grows fast. Since 2026.5.18.',
  keywords: ['memory pressure: level='],
  subsystems: ['memory', 'diagnostic', 'gateway'],
  match: /memory pressure: level=(?<level>\w+)(?: reason=(?<reason>\w+))?(?: rss=(?<rss>[\d.]+ ?\w+))?/,
  roleOf: ({ level }) => (level === 'critical' ? 'symptom' : 'context'),
  examples: {
    hits: [
      {
        line: '[diagnostic] memory pressure: level=warning reason=rss_growth rss=1.2 GiB heap=1 GiB',
        fields: { reason: 'rss_growth' },
      },
      {
        line: '[diagnostics/memory] memory pressure: level=critical rss=3.61 GiB heap=3.09 GiB threshold=3 GiB',
        fields: { level: 'critical', rss: '3.61 GiB' },
      },
    ],
    misses: ['memory pressure is low'],
  },
})
