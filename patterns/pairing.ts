import { defineCause, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { closes } from './close-codes.ts'
import { pairingRefusals, refusalOf } from './reasons.ts'
import { check, fix } from './steps.ts'

const accessUpgrade = definePattern({
  id: 'device.access-upgrade',
  class: 'pairing-required',
  role: 'context',
  title: 'A device asks for more: {reason}',
  description:
    'Written before the refusal, with what the device has and what it asks for. Alone, without a refusal, it may have been approved in the same moment.',
  keywords: ['security audit: device'],
  subsystems: ['gateway'],
  match:
    /^security audit: device (?:access|metadata) upgrade requested reason=(?<reason>[\w-]+)(?: device=(?<device>[^\s>…]+))?(?:.*? auth=(?<auth>\S+))?(?:.*? scopesFrom=(?<scopesFrom>\S+) scopesTo=(?<scopesTo>\S+))?(?:.*? client=(?<client>\S+))?(?:.*? conn=(?<conn>\S+))?/,
  fields: (groups) => ({ ...groups, refusal: refusalOf(groups['reason']) }),
  examples: {
    hits: [
      {
        line: '[gateway] security audit: device access upgrade requested reason=scope-upgrade device=00ab ip=unknown-ip auth=token roleFrom=operator roleTo=operator scopesFrom=operator.read scopesTo=operator.admin client=gateway-client conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f',
        fields: {
          reason: 'scope-upgrade',
          scopesTo: 'operator.admin',
          client: 'gateway-client',
          refusal: 'scope-upgrade',
        },
      },
      {
        line: '[gateway] security audit: device metadata upgrade requested reason=metadata-upgrade device=00ab ip=127.0.0.1 auth=device-token payload=v2 client=openclaw-windows-companion conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f',
        fields: { reason: 'metadata-upgrade', auth: 'device-token' },
      },
    ],
    misses: ['[gateway] security audit: 3 findings'],
  },
})

const clientPairing = definePattern({
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

const pairingRejected = definePattern({
  id: 'device.pairing-denied',
  class: 'pairing-required',
  role: 'context',
  title: 'A pairing request was {what}',
  description: 'Somebody rejected the device, or may not approve it.',
  keywords: [
    'device pairing rejected',
    'device pairing approval denied',
    'device token rotation denied',
    'device token revocation denied',
  ],
  subsystems: ['gateway'],
  match:
    /^device (?:pairing|token) (?<what>rejected|approval denied|rotation denied|revocation denied)(?:.*? reason=(?<reason>[\w-]+))?/,
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

function refused(...refusals: string[]): Selector[] {
  return [
    { pattern: closes, where: { refusal: refusals } },
    { pattern: 'client.pairing-required', where: { refusal: refusals } },
  ]
}

const connected: Selector[] = [
  { pattern: ['ws.webchat-connected', 'ws.hello-ok'] },
  { pattern: 'device.token', where: { what: ['approved'] } },
]
const metadata = (reason: string): Selector => ({ pattern: 'device.access-upgrade', where: { refusal: reason } })
const cutOff: Selector = { pattern: 'ws.closed-before-connect', not: { code: /./, refusal: /./ } }
const rivals = [
  { id: 'token-drift', telltale: '"token_mismatch"' },
  { id: 'origin-not-allowed', telltale: '"origin not allowed"' },
] as const

const causes = [
  defineCause({
    id: 'not-paired',
    class: 'pairing-required',
    title: 'A device is not approved on this gateway',
    severity: 'medium',
    verdict: 'approve-access',
    trigger: refused('pairing'),
    absorbs: ['gateway-status-contradiction'],
    strength: 85,
    supports: [
      { events: [{ pattern: 'device.access-upgrade' }], weight: 5, why: 'the gateway wrote down the request' },
      { events: [{ pattern: 'device.pairing-denied' }], before: '24h', weight: 3, why: 'a request was {what} before' },
    ],
    claims: [
      ...refused(...pairingRefusals),
      { pattern: 'device.access-upgrade' },
      { pattern: closes, where: { refusal: 'client-gave-up' } },
    ],
    explains: ['closed-by-policy'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `${count(facts.count, 'attempt')} of a device that is not approved${facts.valuesOf('device.access-upgrade', 'client').length > 0 ? ` (${facts.valuesOf('device.access-upgrade', 'client').join(', ')})` : ''}. Its credential is not the problem: outside loopback a device must be approved once.`,
    checks: [check.devices],
    fix: [
      fix.approve,
      {
        what: 'In Compose, from the CLI container',
        command: 'docker compose run --rm openclaw-cli devices approve <requestId>',
      },
    ],
  }),
  defineCause({
    id: 'scope-upgrade',
    class: 'pairing-required',
    title: 'A device asks for more scopes than it was approved for',
    severity: 'medium',
    verdict: 'approve-access',
    trigger: [
      ...refused('scope-upgrade', 'role-upgrade'),
      { pattern: 'device.access-upgrade', where: { refusal: ['scope-upgrade', 'role-upgrade'] } },
    ],
    requires: [
      {
        events: [...refused('scope-upgrade', 'role-upgrade', 'pairing', 'client-gave-up'), cutOff],
        before: '10s',
        after: '10s',
        why: 'it was refused in the same moment',
      },
    ],
    absorbs: ['gateway-status-contradiction'],
    strength: 88,
    claims: [...refused('pairing', 'scope-upgrade', 'role-upgrade', 'client-gave-up'), cutOff],
    explains: ['not-paired', 'closed-by-policy', 'missing-scope'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `A device that is already paired asks for ${facts.values('scopesTo').join(', ') || 'more'} instead of ${facts.values('scopesFrom').join(', ') || 'what it has'}: typical after the client was upgraded. The gateway closes it until the new scopes are approved.`,
    checks: [check.devices],
    fix: [fix.approve],
  }),
  defineCause({
    id: 'metadata-changed',
    class: 'pairing-required',
    title: 'A device changed its identity or platform and must be approved anew',
    severity: 'medium',
    verdict: 'approve-access',
    trigger: refused('metadata-upgrade'),
    strength: 85,
    claims: [metadata('metadata-upgrade')],
    explains: ['closed-by-policy'],
    recovery: connected,
    rivals,
    explain: () =>
      'The device presents itself otherwise than when it was approved (another platform, version or key); the gateway wants the approval again.',
    checks: [check.devices],
    fix: [fix.approve],
  }),
  defineCause({
    id: 'device-identity-required',
    class: 'pairing-required',
    title: 'A client comes without a device identity where one is needed',
    severity: 'medium',
    verdict: 'fix-environment',
    trigger: refused('device-identity'),
    strength: 82,
    claims: refused('device-identity'),
    recovery: connected,
    rivals,
    explain: (facts) =>
      facts.values('reason').some((reason) => reason.includes('control ui'))
        ? 'A browser gives a page its device keys only in a secure context: the dashboard was opened over plain HTTP on another name than localhost.'
        : 'The client did not send a device identity; with this role or kind of credential the gateway demands one.',
    checks: [{ what: 'How the dashboard is opened: https:// or localhost, see origin= above' }, check.devices],
    fix: [
      {
        what: 'Open it over HTTPS (for instance by tailscale serve) or through an SSH tunnel on localhost',
        command: 'ssh -N -L 18789:127.0.0.1:18789 <host>',
      },
    ],
  }),
] as const

export default { patterns: [accessUpgrade, clientPairing, pairingRejected], causes } satisfies Family
