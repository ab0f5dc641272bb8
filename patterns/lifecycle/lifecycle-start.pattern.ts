import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleStart = definePattern({
  id: 'lifecycle.start',
  class: 'other',
  role: 'context',
  routine: true,
  sets: [
    { track: 'gateway.process', state: 'starting' },
    { track: 'config.used', state: 'read' },
  ],
  change: 'other',
  title: 'The gateway starts',
  description: 'The first line of a start since 2026.4.8. Earlier versions begin with the listening line.',
  keywords: ['loading configuration'],
  subsystems: ['gateway'],
  match: /^loading configuration(?:…|\.\.\.)$/,
  fields: () => ({ what: 'start' }),
  examples: {
    hits: [{ line: '[gateway] loading configuration…', fields: { what: 'start' } }],
    misses: ['[plugins] loading configuration of feishu'],
  },
})
