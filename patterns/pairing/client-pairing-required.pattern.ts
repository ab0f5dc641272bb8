import { definePattern } from '../../src/model/pattern.ts'
import { refusalOf } from '../reasons.ts'

export const clientPairingRequired = definePattern({
  id: 'client.pairing-required',
  class: 'pairing-required',
  role: 'cause',
  title: 'A client was told that pairing is required',
  description:
    'As clients, tools and structured records say it; `pairing required` alone up to 2026.4.15, since then with the reason and the request id.',
  keywords: [
    'pairing required',
    'pairing-required',
    'PAIRING_REQUIRED',
    'NOT_PAIRED',
    'device identity required',
    'pairing-pending',
    'upgrade pending approval',
  ],
  match:
    /(?:^|[^\w-])(?<text>pairing required(?:: (?<why>[^(")\n]*[^(")\s]))?(?: \(requestId: (?<requestId>[^)\s]+)\))?|PAIRING_REQUIRED|NOT_PAIRED|device identity required|pairing-(?:required|pending)|(?<upgrade>scope|role) upgrade pending approval(?: \(requestId: (?<requestId2>[^)\s]+)\))?)(?:[^\w-]|$)/,
  fields: ({ text, why, requestId, upgrade, requestId2 }, { body, attributes }) => {
    if (
      /closed before connect|webchat disconnected|clos(?:ed|e) ?(?:\(|: 1)|isconnected |close code=|code=1008/.test(
        body,
      )
    )
      return undefined
    if (upgrade !== undefined) return { refusal: `${upgrade}-upgrade`, requestId: requestId2 }
    const meta = typeof attributes['reason'] === 'string' ? attributes['reason'] : undefined
    return {
      refusal: refusalOf(why) ?? refusalOf(meta) ?? refusalOf(text),
      why,
      requestId: requestId ?? attributes['requestId'],
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
