import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const deviceToken = definePattern({
  id: 'device.token',
  class: 'token-mismatch',
  role: 'context',
  sets: [{ track: 'client', state: { attribute: 'what' }, key: ['device'] }],
  change: 'other',
  title: 'Device token {what}',
  description:
    'A device got a new token or lost the one it had. From here on, clients that hold the old token are refused.',
  keywords: [
    'device token rotated',
    'device token revoked',
    'device pairing removed',
    'device pairing approved',
    'device pairing auto-approved',
  ],
  subsystems: ['gateway'],
  match: sequence(
    /^device (?:token|pairing) (?<what>rotated|revoked|removed|approved|auto-approved)/,
    / device=(?<device>\S+?)…?(?: role=(?<role>\S+))?(?: scopes=(?<scopes>\S+))?$/,
  ),
  examples: {
    hits: [
      {
        line: '[gateway] device token rotated device=00ab role=operator scopes=operator.read,operator.write',
        fields: { what: 'rotated', role: 'operator' },
      },
      { line: '[gateway] device pairing auto-approved device=00ab role=operator', fields: { what: 'auto-approved' } },
    ],
    misses: ['[gateway] device tokens are listed below'],
  },
})
