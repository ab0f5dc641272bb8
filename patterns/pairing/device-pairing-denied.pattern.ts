import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const devicePairingDenied = definePattern({
  id: 'device.pairing-denied',
  class: 'pairing-required',
  role: 'context',
  title: 'Device pairing: {what}',
  description: 'An operator rejected the device, or the caller may not approve it.',
  keywords: [
    'device pairing rejected',
    'device pairing approval denied',
    'device token rotation denied',
    'device token revocation denied',
  ],
  subsystems: ['gateway'],
  match: sequence(
    /^device (?:pairing|token) (?<what>rejected|(?:approval|rotation|revocation) denied)/,
    /(?:.*? reason=(?<reason>[\w-]+))?/,
  ),
  examples: {
    hits: [
      {
        line: '[gateway] device pairing approval denied request=8f2e reason=device-ownership-mismatch',
        fields: { what: 'approval denied', reason: 'device-ownership-mismatch' },
      },
    ],
    misses: ['[gateway] device pairing was not rejected'],
  },
})
