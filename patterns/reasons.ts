/**
 * Why a connection was refused or closed, as one word, from the wordings of close reasons, `reason=` values and
 * `cause=` fields of all versions. 1008 alone stands for some 25 reasons. `undefined` for other wordings.
 */
export function refusalOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  for (const [refusal, wording] of wordings) if (wording.test(text)) return refusal
  return undefined
}

// Most exact first: every "unauthorized: …" is also "unauthorized".
const wordings: readonly (readonly [string, RegExp])[] = [
  ['credential-redacted', /redaction sentinel|_redacted_config|__OPENCLAW_REDACTED__/],
  ['device-token-mismatch', /device[ _]token[ _]mismatch|AUTH_DEVICE_TOKEN_MISMATCH/],
  ['scope-mismatch', /device token scope mismatch|scope_mismatch|AUTH_SCOPE_MISMATCH/],
  ['token-not-configured', /token not configured|token_missing_config|AUTH_TOKEN_NOT_CONFIGURED/],
  ['password-not-configured', /password not configured|password_missing_config|AUTH_PASSWORD_NOT_CONFIGURED/],
  ['token-mismatch', /(?:gateway |^)token[ _]mismatch|AUTH_TOKEN_MISMATCH/],
  ['token-missing', /(?:gateway |^)token[ _]missing|AUTH_TOKEN_MISSING/],
  ['password-mismatch', /password[ _]mismatch|AUTH_PASSWORD_MISMATCH/],
  ['password-missing', /password[ _]missing|AUTH_PASSWORD_MISSING/],
  ['bootstrap-invalid', /setup code invalid|bootstrap_token_invalid|AUTH_BOOTSTRAP_TOKEN_INVALID/],
  ['rate-limited', /too many failed auth|rate_limited|AUTH_RATE_LIMITED/],
  ['tailscale', /unauthorized: tailscale|tailscale_\w+|AUTH_TAILSCALE/],
  ['trusted-proxy', /trusted[ _]proxy/],
  ['proxy-attribution', /proxy client attribution|proxy_attribution_required|ingress[ -]attribution/],
  ['metadata-upgrade', /device identity changed and must be re-approved|metadata-upgrade/],
  ['role-upgrade', /asking for a higher role|role-upgrade/],
  ['scope-upgrade', /asking for more scopes|scope-upgrade/],
  ['pairing', /pairing[ -]required|not-paired|NOT_PAIRED|device is not approved yet|PAIRING_REQUIRED/],
  [
    'device-identity',
    /device identity required|device-required|control ui requires|control-ui-insecure-auth|DEVICE_IDENTITY_REQUIRED/,
  ],
  ['device-proof', /device (?:identity mismatch|signature|nonce|public key)|device-auth-invalid|DEVICE_AUTH_/],
  ['origin', /origin[ -](?:not[ -]allowed|mismatch)|CONTROL_UI_ORIGIN_NOT_ALLOWED/],
  ['ui-build', /Control UI updated|control-ui-build-mismatch|CONTROL_UI_BUILD_MISMATCH/],
  ['protocol', /protocol[ -_]mismatch|PROTOCOL_MISMATCH/],
  ['version', /client version mismatch|CLIENT_VERSION_MISMATCH/],
  ['stale-install', /gateway install changed|message handler unavailable|message-handler-load-failed/],
  ['connect-params', /invalid connect params/],
  ['not-a-client', /invalid[ -]handshake|invalid request frame|invalid role|first request must be connect/],
  ['oversize', /preauth[ -]payload[ -]too[ -]large|Max payload size/],
  ['slow-consumer', /slow[ -]consumer|outbound-buffer-exceeded/],
  ['repeated-unauthorized', /repeated[ -]unauthorized[ -](?:calls|requests)/],
  ['auth-changed', /gateway auth changed|gateway-auth-rotated/],
  ['device-revoked', /device removed|client invalidated|device-token-r|authority closed/],
  ['restart', /^service restart/],
  ['starting', /gateway starting|startup-sidecars-pending/],
  ['draining', /restart in progress|suspension in progress|gateway-restarting|gateway-suspending/],
  ['tick-timeout', /tick timeout|heartbeat-timeout/],
  ['handshake-timeout', /handshake-timeout|connect timeout|connect challenge timeout/],
  ['client-gave-up', /connect failed|connect retry/],
  ['unauthorized', /^unauthorized/],
]

export const pairingRefusals = [
  'pairing',
  'scope-upgrade',
  'role-upgrade',
  'metadata-upgrade',
  'device-identity',
] as const

/** The name of a close code in RFC 6455 §7.4.1 and in the gateway's lines. */
export function codeName(code: number): string {
  return (
    {
      1000: 'normal closure',
      1001: 'going away',
      1002: 'protocol error',
      1003: 'unsupported data',
      1005: 'no status received',
      1006: 'abnormal closure',
      1007: 'invalid payload',
      1008: 'policy violation',
      1009: 'message too big',
      1011: 'internal error',
      1012: 'service restart',
      1013: 'try again later',
    }[code] ?? (code >= 4000 ? "the application's own" : 'unassigned')
  )
}
