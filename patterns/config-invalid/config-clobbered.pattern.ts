import { definePattern } from '../../src/model/pattern.ts'

export const configClobbered = definePattern({
  id: 'config.clobbered',
  class: 'config-invalid',
  role: 'cause',
  sets: [{ track: 'config.disk', state: 'damaged', details: ['what', 'why'] }],
  title: 'The configuration was damaged and {what}',
  description:
    'Since 3.24 to 4.29: a write that lost too much is refused, or the last good file is put back. See the files .clobbered.* and .rejected.*',
  keywords: ['Config write rejected:', 'Config auto-restored from', 'Config write anomaly:', 'Config observe anomaly:'],
  match:
    /^(?<what>Config write rejected|Config auto-restored from last-(?:known-)?good|Config (?:observe|write) anomaly): (?<path>\S+)(?: \((?<why>[^)]*)\))?/,
  examples: {
    hits: [
      {
        line: 'Config auto-restored from last-known-good: /home/ann/.openclaw/openclaw.json (missing-meta-vs-last-good)',
        fields: { why: 'missing-meta-vs-last-good' },
      },
    ],
    misses: ['Config write accepted'],
  },
})
