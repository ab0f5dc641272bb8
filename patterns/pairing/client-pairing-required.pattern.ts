import { definePattern } from '../../src/model/pattern.ts'
import { refusalOf } from '../reasons.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const clientPairingRequired = definePattern({
  id: 'client.pairing-required',
  class: 'pairing-required',
  role: 'cause',
  title: 'A client was told that pairing is required',
  description:
    'The wording of clients, tools and structured records. Up to 2026.4.15 just `pairing required`, since then ' +
    'with the reason and the request id.',
  keywords: [
    'pairing required',
    'pairing-required',
    'PAIRING_REQUIRED',
    'NOT_PAIRED',
    'device identity required',
    'pairing-pending',
    'upgrade pending approval',
  ],
  match: sequence(
    /(?:^|[^\w-])/,
    anyOf(
      /(?<text>pairing required)(?:: (?<why>[^(")\n]*[^(")\s]))?(?: \(requestId: (?<requestId>[^)\s]+)\))?/,
      /(?<text>PAIRING_REQUIRED|NOT_PAIRED|device identity required|pairing-(?:required|pending))/,
      /(?<upgrade>scope|role) upgrade pending approval(?: \(requestId: (?<requestId>[^)\s]+)\))?/,
    ),
    /(?:[^\w-]|$)/,
  ),
  fields: ({ text, why, requestId, upgrade }, { body, attributes }) => {
    // Closes have patterns of their own.
    if (/closed before connect|closed? ?(?:\(|: 1)|isconnected |close code=|code=1008/.test(body)) return undefined
    if (upgrade !== undefined) return { refusal: `${upgrade}-upgrade`, requestId }
    const meta = typeof attributes['reason'] === 'string' ? attributes['reason'] : undefined
    return {
      refusal: refusalOf(why) ?? refusalOf(meta) ?? refusalOf(text),
      why,
      requestId: requestId ?? attributes['requestId'] ?? /"requestId":"([\w-]+)"/.exec(body)?.[1],
    }
  },
  examples: {
    hits: [
      {
        line: 'stderr = gateway connect failed: GatewayClientRequestError: scope upgrade pending approval (requestId: 81d0)',
        fields: { refusal: 'scope-upgrade', requestId: '81d0' },
      },
      { line: 'gateway connect failed: GatewayClientRequestError: pairing required', fields: { refusal: 'pairing' } },
      {
        line: 'gateway connect failed: GatewayClientRequestError: pairing required: device is asking for more scopes than currently approved (requestId: 8f2e)',
        fields: { refusal: 'scope-upgrade', requestId: '8f2e' },
      },
      {
        line: '{"cause":"pairing-required","handshake":"failed","reason":"not-paired"}',
        fields: { refusal: 'pairing' },
      },
    ],
    misses: ['no pairing requirement is set', '[bluetooth] pairing required-by-spec'],
  },
})
