import { defineCause, type Clue, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern, type EventClass } from '../src/model/pattern.ts'
import { formatDuration } from '../src/base/time.ts'
import { count } from '../src/base/text.ts'
import { closes } from './close-codes.ts'
import { refusalOf } from './reasons.ts'
import { check, fix } from './steps.ts'

// Refusals that are no matter of the shared or the device token.
const classes: Readonly<Record<string, EventClass>> = {
  'scope-mismatch': 'missing-scope',
  'bootstrap-invalid': 'pairing-required',
  'trusted-proxy': 'policy-drop',
  'proxy-attribution': 'policy-drop',
  tailscale: 'policy-drop',
}

const unauthorized = definePattern({
  id: 'auth.unauthorized',
  class: 'token-mismatch',
  role: 'cause',
  title: 'Refused: {reason}',
  description:
    'The credential did not do. role= to ua= since 2026.4.15, guidance= since 8.2, suppressed= since 5.28 (then one line stands for many: 1 + suppressed).',
  keywords: ['unauthorized conn='],
  subsystems: ['ws'],
  match:
    /unauthorized conn=(?<conn>\S+)(?: peer=(?<peer>\S+))?(?: remote=(?<remote>\S+))?(?: client=(?<client>.*?) (?<mode>\S+) v(?<version>\S+))?(?: role=(?<role>\S+) scopes=(?<scopes>\d+) auth=(?<auth>\S+) device=(?<device>yes|no) .*?)? reason=(?<reason>[\w-]+)(?: guidance=(?<guidance>.*?))?(?: suppressed=(?<suppressed>\d+))?(?: [a-zA-Z]\w*=.*)?$|unauthorized conn=(?<cutOff>[\w-]+)/,
  fields: ({ guidance, cutOff, ...groups }) => ({
    ...groups,
    conn: groups['conn'] ?? cutOff,
    refusal: refusalOf(groups['reason']) ?? refusalOf(guidance) ?? 'unauthorized',
  }),
  classOf: ({ refusal }) => classes[String(refusal)] ?? 'token-mismatch',
  examples: {
    hits: [
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 client=cli cl>',
        fields: { conn: '5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f' },
        note: 'cut off by a pager',
      },
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 client=openclaw-control-ui webchat v2026.3.8 reason=token_mismatch',
        fields: { reason: 'token_mismatch', refusal: 'token-mismatch', client: 'openclaw-control-ui', mode: 'webchat' },
      },
      {
        line: "[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:52064->127.0.0.1:18789 remote=127.0.0.1 client=cli cli v2026.9.6 role=operator scopes=5 auth=token device=yes platform=linux instance=n/a host=127.0.0.1:18789 origin=n/a ua=n/a reason=token_missing guidance=unauthorized: gateway token missing (use this gateway's gateway.auth.token or pair the device) suppressed=41",
        fields: { reason: 'token_missing', refusal: 'token-missing', auth: 'token', device: 'yes', suppressed: '41' },
      },
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 client=cli cli v2026.2.21-2 reason=device_token_mismatch',
        fields: { refusal: 'device-token-mismatch' },
      },
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=192.0.2.9 client=cli cli v2026.9.6 reason=rate_limited',
        fields: { refusal: 'rate-limited' },
      },
    ],
    misses: [
      '[slack] unauthorized: invalid_auth',
      {
        line: '[agent/embedded] embedded run agent end: isError=true error=HTTP 401: unauthorized conn',
        note: 'a model provider refuses',
      },
    ],
  },
})

const clientRefused = definePattern({
  id: 'client.refused',
  class: 'token-mismatch',
  role: 'cause',
  title: 'A client was refused: {refusal}',
  description: 'The same refusals as clients, tools and the CLI print them, with or without a close code.',
  keywords: [
    'unauthorized: ',
    'AUTH_TOKEN_',
    'AUTH_PASSWORD_',
    'AUTH_DEVICE_TOKEN',
    'AUTH_RATE_LIMITED',
    'AUTH_SCOPE_MISMATCH',
    'AUTH_BOOTSTRAP_',
    'gateway credential is a redaction sentinel',
  ],
  match:
    /(?<text>unauthorized: (?:gateway (?:token|password)|device token|setup code|too many failed|tailscale|proxy client)[^"\n]*|AUTH_(?:TOKEN|PASSWORD|DEVICE_TOKEN|SCOPE|BOOTSTRAP_TOKEN|RATE)_\w+|gateway credential is a redaction sentinel)/,
  fields: ({ text }, { body }) => {
    // Those lines have patterns of their own that know more.
    if (/unauthorized conn=|closed before connect|closed \(|isconnected |close code=/.test(body)) return undefined
    const refusal = refusalOf(text)
    return refusal === undefined ? undefined : { refusal, reason: text }
  },
  classOf: ({ refusal }) => classes[String(refusal)] ?? 'token-mismatch',
  examples: {
    hits: [
      {
        line: 'gateway connect failed: GatewayClientRequestError: unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
        fields: { refusal: 'token-mismatch' },
      },
      {
        line: '{"ok":false,"error":{"message":"x","details":{"code":"AUTH_DEVICE_TOKEN_MISMATCH"}}}',
        fields: { refusal: 'device-token-mismatch' },
      },
      {
        line: '[tools] cron failed: unauthorized: too many failed authentication attempts (retry later)',
        fields: { refusal: 'rate-limited' },
      },
    ],
    misses: [
      '[agent/embedded] embedded run agent end: isError=true error=HTTP 401 unauthorized: invalid access token or token expired',
      '[slack] unauthorized: token_revoked',
    ],
  },
})

const deviceToken = definePattern({
  id: 'device.token',
  class: 'token-mismatch',
  role: 'context',
  title: 'Device token {what}',
  description:
    'A device got a new token or lost its own; clients that still hold the old one are refused from here on.',
  keywords: [
    'device token rotated',
    'device token revoked',
    'device pairing removed',
    'device pairing approved',
    'device pairing auto-approved',
  ],
  subsystems: ['gateway'],
  match:
    /^device (?:token|pairing) (?<what>rotated|revoked|removed|approved|auto-approved) device=(?<device>\S+?)…?(?: role=(?<role>\S+))?(?: scopes=(?<scopes>\S+))?$/,
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

const serviceTokenDiffers = definePattern({
  id: 'report.service-token',
  class: 'token-mismatch',
  role: 'context',
  title: 'The CLI says that the service has another token than the configuration',
  description:
    'Printed by `gateway restart` and `doctor`; in some versions also when the tokens are equal, so it proves nothing alone.',
  keywords: ['token differs from service token', 'OPENCLAW_GATEWAY_TOKEN that differs', 'service token is stale'],
  match:
    /(?<text>[Cc]onfig token differs from service token|OPENCLAW_GATEWAY_TOKEN that differs|service token is stale)/,
  fields: () => ({ what: 'service token differs' }),
  examples: {
    hits: [
      {
        line: '⚠️ Config token differs from service token. The daemon will use the old token after restart.',
        fields: { what: 'service token differs' },
      },
    ],
    misses: ['config token is set'],
  },
})

/** Every line that shows a refusal of this kind, whoever wrote it. */
function refused(...refusals: string[]): Selector[] {
  return [
    { pattern: 'auth.unauthorized', where: { refusal: refusals } },
    { pattern: closes, where: { refusal: refusals } },
    { pattern: 'client.refused', where: { refusal: refusals } },
  ]
}

const sameConnections: Selector[] = [
  { pattern: closes, where: { refusal: ['client-gave-up', 'unauthorized'] } },
  { pattern: closes, where: { code: 4001 } },
]
const connected: Selector[] = [{ pattern: ['ws.webchat-connected', 'ws.hello-ok'] }]

const authReload: Selector[] = [{ pattern: 'config.reload', where: { paths: /gateway\.auth|gateway\.remote/ } }]
const rotatedBefore: Omit<Clue, 'weight'> = {
  events: [...authReload, { pattern: closes, where: { refusal: 'auth-changed' } }],
  before: '2h',
  only: 'before',
  why: 'the credential was changed before it (reload of gateway.auth, or a close with 4001)',
}
const dashboardOnly: Selector = { pattern: 'auth.unauthorized', where: { mode: 'webchat' } }

const rivals = [
  { id: 'not-paired', telltale: '"pairing required"' },
  { id: 'origin-not-allowed', telltale: '"origin not allowed"' },
  { id: 'missing-scope', telltale: '"missing scope"' },
] as const

const driftChecks = [
  {
    what: 'Which configuration the CLI and the service use, and whether the service carries an old token',
    command: 'openclaw gateway status --deep',
  },
  check.authMode,
  {
    what: 'Whether the environment of the process overrides the configuration (OPENCLAW_GATEWAY_TOKEN wins)',
    command: 'systemctl --user show openclaw-gateway -p Environment | tr " " "\\n" | grep -c OPENCLAW_GATEWAY_TOKEN',
  },
] as const

const causes = [
  defineCause({
    id: 'token-rotated',
    class: 'token-mismatch',
    title: 'The gateway token was changed, and clients still send the old one',
    severity: 'high',
    verdict: 'align-credentials',
    trigger: refused('token-mismatch', 'password-mismatch'),
    requires: [rotatedBefore],
    absorbs: ['gateway-status-contradiction'],
    strength: 90,
    claims: sameConnections,
    explains: ['token-drift', 'old-dashboard-tab', 'auth-rate-limited', 'closed-by-policy'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `The credential of the gateway changed, and since then ${count(facts.count, 'attempt')} with the old one ${facts.count === 1 ? 'was' : 'were'} refused (${who(facts.values('client'))}). The gateway has the new token; it is the clients that lag behind.${differentSecrets(facts.fingerprints)}`,
    checks: driftChecks,
    fix: [
      fix.dashboard,
      {
        what: 'Give the new token to every client that has its own: gateway.remote.token, .env of Compose, service environments',
      },
      fix.reinstall,
    ],
  }),
  defineCause({
    id: 'token-drift',
    class: 'token-mismatch',
    title: 'Clients send another token than the running gateway holds',
    severity: 'high',
    verdict: 'align-credentials',
    trigger: refused('token-mismatch', 'password-mismatch'),
    absorbs: ['gateway-status-contradiction'],
    strength: 80,
    supports: [
      {
        events: [{ pattern: 'lifecycle.start' }, { pattern: 'lifecycle.ready' }],
        before: '30m',
        only: 'before',
        weight: 5,
        why: 'the gateway was started shortly before, so it read its token anew',
      },
      {
        events: [{ pattern: 'report.config-paths' }],
        before: '24h',
        after: '24h',
        weight: 10,
        why: 'the CLI and the service use different configuration files',
      },
      {
        events: [{ pattern: 'report.service-token' }],
        before: '24h',
        after: '24h',
        weight: 8,
        why: 'the CLI says that the service holds another token',
      },
    ],
    claims: [...sameConnections, ...refused('token-missing')],
    explains: ['auth-rate-limited', 'closed-by-policy', 'token-missing'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `${count(facts.count, 'attempt')} came with a token that the running gateway does not hold (${who(facts.values('client'))}). ` +
      'The token lives in three places: the configuration (gateway.auth.token), the environment of the process (OPENCLAW_GATEWAY_TOKEN, which wins) and the client (gateway.remote.token, a saved dashboard). One of them was changed without the others.' +
      differentSecrets(facts.fingerprints),
    checks: driftChecks,
    fix: [
      {
        what: 'Make the three agree, then write the service anew so that it carries the same token',
        command: 'openclaw gateway install --force',
      },
      fix.restart,
      fix.dashboard,
    ],
  }),
  defineCause({
    id: 'old-dashboard-tab',
    class: 'token-mismatch',
    title: 'An old dashboard tab keeps trying with no token or an old one',
    severity: 'medium',
    verdict: 'align-credentials',
    trigger: [dashboardOnly],
    atLeast: 3,
    requires: [
      {
        events: [
          {
            pattern: 'auth.unauthorized',
            where: {
              mode: 'webchat',
              refusal: ['token-mismatch', 'token-missing', 'password-mismatch', 'password-missing', 'rate-limited'],
            },
          },
        ],
        why: 'all attempts come from a browser tab',
      },
    ],
    absorbs: ['gateway-status-contradiction'],
    strength: 84,
    against: [
      {
        events: [
          {
            pattern: 'auth.unauthorized',
            where: { refusal: ['token-mismatch', 'password-mismatch'] },
            not: { mode: 'webchat' },
          },
        ],
        weight: 20,
        why: 'other clients than the dashboard are refused too',
      },
      {
        events: [{ pattern: 'auth.unauthorized', where: { refusal: 'device-token-mismatch' } }],
        weight: 10,
        why: 'a device token is refused too',
      },
    ],
    claims: [
      ...refused('token-mismatch', 'token-missing', 'rate-limited', 'password-mismatch', 'password-missing'),
      ...sameConnections,
    ],
    explains: ['token-missing', 'token-drift', 'auth-rate-limited', 'closed-by-policy', 'stale-device-token'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `A dashboard page in a browser tried ${count(facts.count, 'time')} in ${formatDuration(facts.span)} with ${facts.values('refusal').includes('token-missing') ? 'no token' : 'a token of before'}: pages reconnect by themselves, back off to 15 s and never give up. Ten failures in a minute lock its address out for five minutes. The gateway and its other clients are fine.`,
    checks: [{ what: 'Tabs of the dashboard in every browser and on every device' }, check.status],
    fix: [
      {
        what: 'Close the old tabs, then open the dashboard by a fresh link (it carries the token)',
        command: 'openclaw dashboard',
      },
    ],
  }),
  defineCause({
    id: 'token-missing',
    class: 'token-mismatch',
    title: 'Clients connect without the gateway token',
    severity: 'medium',
    verdict: 'align-credentials',
    trigger: refused('token-missing', 'password-missing'),
    absorbs: ['gateway-status-contradiction'],
    strength: 78,
    claims: sameConnections,
    explains: ['auth-rate-limited', 'closed-by-policy'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `${count(facts.count, 'attempt')} came without a credential (${who(facts.values('client'))}): the dashboard opened by its bare address, or a process or container that was not given the token.`,
    checks: [
      check.authMode,
      {
        what: 'Whether the token reaches the container or service that connects',
        command: 'docker compose exec openclaw-gateway printenv | grep -c OPENCLAW_GATEWAY_TOKEN',
      },
    ],
    fix: [
      fix.dashboard,
      { what: 'Pass OPENCLAW_GATEWAY_TOKEN, or set gateway.remote.token, for the client named above' },
    ],
  }),
  defineCause({
    id: 'gateway-without-token',
    class: 'token-mismatch',
    title: 'The gateway wants a token or password and has none itself',
    severity: 'high',
    verdict: 'align-credentials',
    trigger: refused('token-not-configured', 'password-not-configured'),
    absorbs: ['gateway-status-contradiction'],
    strength: 88,
    claims: sameConnections,
    recovery: connected,
    rivals,
    explain: () =>
      'gateway.auth.mode asks for a credential, and the configuration that the gateway read holds none, so nobody can connect.',
    checks: [check.authMode, check.configFile],
    fix: [{ what: 'Let the doctor make one', command: 'openclaw doctor --generate-gateway-token' }, fix.restart],
  }),
  defineCause({
    id: 'credential-redacted',
    class: 'token-mismatch',
    title: 'A redacted placeholder is used as the credential',
    severity: 'high',
    verdict: 'config-rollback',
    trigger: refused('credential-redacted'),
    strength: 90,
    recovery: connected,
    explain: () =>
      'The credential in the configuration or in the client is the text that stands in for a redacted one: a redacted dump was pasted or read back.',
    checks: [check.configFile, check.doctor],
    fix: [fix.doctorFix, fix.rollback],
  }),
  defineCause({
    id: 'device-reapproval-loop',
    class: 'token-mismatch',
    title: "Every reconnect asks for a new approval and spends the device's token",
    severity: 'high',
    verdict: 'approve-access',
    trigger: refused('device-token-mismatch'),
    requires: [
      {
        events: [
          { pattern: 'device.access-upgrade' },
          { pattern: closes, where: { refusal: ['metadata-upgrade', 'scope-upgrade', 'role-upgrade'] } },
        ],
        why: 'the device asked to be approved anew just before',
      },
    ],
    strength: 88,
    claims: [
      ...sameConnections,
      { pattern: closes, where: { refusal: ['metadata-upgrade', 'scope-upgrade', 'role-upgrade', 'pairing'] } },
      { pattern: 'device.access-upgrade' },
      { pattern: 'device.token' },
    ],
    explains: ['stale-device-token', 'not-paired', 'metadata-changed', 'scope-upgrade', 'auth-rate-limited'],
    also: ['pairing-required'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `The device${facts.values('client').length > 0 ? ` (${facts.values('client').join(', ')})` : ''} comes with other metadata, scopes or role than approved; the gateway asks for a new approval and rotates the token, which makes the one the device holds void, so that the next attempt fails with device_token_mismatch.`,
    checks: [check.devices],
    fix: [
      fix.approve,
      {
        what: 'Update the client; if it goes on, remove the device and pair it anew',
        command: 'openclaw devices remove <id>',
      },
    ],
  }),
  defineCause({
    id: 'stale-device-token',
    class: 'token-mismatch',
    title: 'A device uses a token that was rotated, revoked or issued to another identity',
    severity: 'high',
    verdict: 'approve-access',
    trigger: refused('device-token-mismatch'),
    absorbs: ['gateway-status-contradiction'],
    strength: 82,
    supports: [
      {
        events: [
          { pattern: 'device.token', where: { what: ['rotated', 'revoked', 'removed'] } },
          { pattern: closes, where: { refusal: 'device-revoked' } },
        ],
        before: '24h',
        weight: 10,
        why: 'the token of a device was {what} before',
      },
    ],
    against: [
      {
        events: [{ pattern: 'auth.unauthorized', where: { refusal: 'token-mismatch' } }],
        weight: 5,
        why: 'the shared token is refused as well',
      },
    ],
    claims: sameConnections,
    explains: ['auth-rate-limited'],
    recovery: connected,
    rivals,
    explain: (facts) =>
      `${count(facts.count, 'attempt')} with a device token that does not belong to the device any more (${who(facts.values('client'))}): after an update or a restored state directory the identity and the stored token no longer fit each other. Each such client repeats it until the device is approved or rotated.`,
    checks: [check.devices, { what: 'Open repair requests', command: 'openclaw devices list --json' }],
    fix: [
      fix.rotate,
      { what: 'Or remove the device and approve it anew', command: 'openclaw devices remove <id>' },
      fix.dashboard,
    ],
  }),
  defineCause({
    id: 'device-scope-mismatch',
    class: 'missing-scope',
    title: "A device's token holds fewer scopes than it asks for",
    severity: 'medium',
    verdict: 'approve-access',
    trigger: refused('scope-mismatch'),
    strength: 85,
    recovery: connected,
    explain: (facts) =>
      `${count(facts.count, 'attempt')} with a good token and too few scopes: the device was approved for less than it asks for. This is not a drift of the shared token.`,
    checks: [check.devices],
    fix: [
      fix.approve,
      {
        what: 'Or rotate it with the scopes it needs',
        command: 'openclaw devices rotate --device <id> --role operator --scope operator.read',
      },
    ],
  }),
  defineCause({
    id: 'setup-code-spent',
    class: 'pairing-required',
    title: 'A setup code or QR code was used twice, or has expired',
    severity: 'low',
    verdict: 'approve-access',
    trigger: refused('bootstrap-invalid'),
    strength: 88,
    recovery: connected,
    explain: () => 'Setup codes work once and for a short time.',
    checks: [check.devices],
    fix: [{ what: 'Make a new one', command: 'openclaw qr' }],
  }),
  defineCause({
    id: 'auth-rate-limited',
    class: 'token-mismatch',
    title: 'An address is locked out after too many failed attempts',
    severity: 'high',
    verdict: 'align-credentials',
    trigger: refused('rate-limited'),
    strength: 70,
    supports: [
      {
        events: refused('token-mismatch', 'token-missing', 'password-mismatch'),
        before: '10m',
        only: 'before',
        weight: 10,
        why: 'attempts with a wrong or no credential came before it',
      },
    ],
    claims: refused('token-mismatch', 'token-missing', 'password-mismatch'),
    recovery: connected,
    rivals,
    explain: () =>
      'Ten failures within a minute lock an address out for five minutes, and then the right token is refused too; behind a proxy that is everybody.',
    checks: [{ what: 'Which client keeps failing: see client= and remote= above' }, check.trustedProxies],
    fix: [{ what: 'Stop or mend the client that retries, wait five minutes, connect again' }],
  }),
  defineCause({
    id: 'auth-refused',
    class: 'token-mismatch',
    title: 'Clients are refused as unauthorized',
    severity: 'medium',
    verdict: 'align-credentials',
    fallback: true,
    trigger: [{ pattern: 'auth.unauthorized' }],
    strength: 40,
    claims: sameConnections,
    recovery: connected,
    explain: (facts) =>
      `${count(facts.count, 'attempt')} refused${facts.values('reason').length > 0 ? ` (${facts.values('reason').join(', ')})` : ''}.`,
    checks: driftChecks,
    fix: [fix.reinstall, fix.restart],
  }),
] as const

/** Two marks are two tokens: that the sides differ can be seen without knowing either. */
function differentSecrets(marks: readonly string[]): string {
  return marks.length < 2 ? '' : ` The lines show ${marks.length} different ones: ${marks.slice(0, 4).join(', ')}.`
}

function who(clients: readonly string[]): string {
  return clients.length === 0
    ? 'client not named'
    : clients.slice(0, 4).join(', ') + (clients.length > 4 ? ` and ${clients.length - 4} more` : '')
}

export default { patterns: [unauthorized, clientRefused, deviceToken, serviceTokenDiffers], causes } satisfies Family
