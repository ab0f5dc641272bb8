import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const reportOtherGateways = definePattern({
  id: 'report.other-gateways',
  class: 'dual-listener',
  role: 'context',
  title: 'The CLI sees more than one gateway or service',
  description: 'Printed by `gateway status --deep`, `gateway probe` and `doctor` at the moment somebody ran them.',
  keywords: [
    'Other gateway-like services detected',
    'does not own the listening port',
    'multiple reachable gateway',
    'System-level OpenClaw gateway service',
    'gateway services detected',
  ],
  match: anyOf(
    /(?<what>Other gateway-like services detected|System-level OpenClaw gateway service detected)/,
    /(?<what>Gateway runtime PID does not own the listening port|multiple reachable gateway identities)/,
  ),
  roleOf: ({ what }) => (what === 'Gateway runtime PID does not own the listening port' ? 'cause' : 'context'),
  examples: {
    hits: [
      {
        line: 'Gateway runtime PID does not own the listening port.',
        fields: { what: 'Gateway runtime PID does not own the listening port' },
      },

      {
        line: 'Other gateway-like services detected (best effort):',
        fields: { what: 'Other gateway-like services detected' },
      },
    ],
    misses: ['Other services detected'],
  },
})
