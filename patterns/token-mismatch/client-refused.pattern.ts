import { definePattern } from '../../src/model/pattern.ts'
import { refusalOf } from '../reasons.ts'
import { refusalClasses } from './refusal-classes.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const clientRefused = definePattern({
  id: 'client.refused',
  class: 'token-mismatch',
  role: 'cause',
  title: 'A client was refused: {refusal}',
  description: 'A refusal as clients, tools and the CLI print it, with or without a close code.',
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
  match: anyOf(
    /(?<text>unauthorized: (?:gateway (?:token|password)|device token|setup code|too many failed)[^"\n]*)/,
    /(?<text>unauthorized: (?:tailscale|proxy client)[^"\n]*)/,
    /(?<text>AUTH_(?:TOKEN|PASSWORD|DEVICE_TOKEN|SCOPE|BOOTSTRAP_TOKEN|RATE)_\w+)/,
    /(?<text>gateway credential is a redaction sentinel)/,
  ),
  fields: ({ text }, { body }) => {
    // These lines have patterns of their own, which read more.
    if (/unauthorized conn=|closed before connect|closed \(|isconnected |close code=/.test(body)) return undefined
    const refusal = refusalOf(text)
    return refusal === undefined ? undefined : { refusal, reason: text }
  },
  classOf: ({ refusal }) => refusalClasses[String(refusal)] ?? 'token-mismatch',
  examples: {
    hits: [
      {
        line: 'gateway connect failed: GatewayClientRequestError: unauthorized: tailscale identity missing',
        fields: { refusal: 'tailscale' },
      },
      {
        line: 'gateway connect failed: Error: gateway credential is a redaction sentinel',
        fields: { refusal: 'credential-redacted' },
      },

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
