import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const configClobbered = definePattern({
  id: 'config.clobbered',
  class: 'config-invalid',
  role: 'cause',
  sets: [{ track: 'config.disk', state: 'damaged', details: ['what', 'why'] }],
  title: 'The configuration was damaged: {what}',
  description:
    'A write that lost too much is refused, or the last good file is put back; see the files .clobbered.* and ' +
    '.rejected.*. The wordings came with the versions from 2026.3.24 to 2026.4.29.',
  keywords: ['Config write rejected:', 'Config auto-restored from', 'Config write anomaly:', 'Config observe anomaly:'],
  match: sequence(
    /^(?<what>Config write rejected|Config auto-restored from last-(?:known-)?good|Config (?:observe|write) anomaly)/,
    /: (?<path>\S+)(?: \((?<why>[^)]*)\))?/,
  ),
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
