import { definePattern } from '../../src/model/pattern.ts'

export const reportOtherGateways = definePattern({
  id: 'report.other-gateways',
  class: 'dual-listener',
  role: 'context',
  title: 'The CLI sees more than one gateway or service',
  description: 'From `gateway status --deep`, `gateway probe` and doctor; a moment in which somebody looked.',
  keywords: [
    'Other gateway-like services detected',
    'does not own the listening port',
    'multiple reachable gateway',
    'System-level OpenClaw gateway service',
    'gateway services detected',
  ],
  match:
    /(?<what>Other gateway-like services detected|Gateway runtime PID does not own the listening port|multiple reachable gateway identities|System-level OpenClaw gateway service detected)/,
  roleOf: ({ what }) => (what === 'Gateway runtime PID does not own the listening port' ? 'cause' : 'context'),
  examples: {
    hits: [
      {
        line: 'Other gateway-like services detected (best effort):',
        fields: { what: 'Other gateway-like services detected' },
      },
    ],
    misses: ['Other services detected'],
  },
})
