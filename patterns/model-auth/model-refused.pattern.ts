import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

const apiErrors = anyOf(
  /(?<reason>rate_limit_error|authentication_error|insufficient_quota)/,
  /(?<reason>Incorrect API key|invalid x-api-key|credit balance is too low)/,
)

export const modelRefused = definePattern({
  id: 'model.refused',
  class: 'model-auth',
  role: 'cause',
  title: 'The model provider refuses: {reason}',
  description: "A model API answered with HTTP 401, 402, 403 or 429. This is never the gateway's own authentication.",
  keywords: [
    'auth profile failure state updated',
    'embedded run agent end',
    'HTTP 401:',
    'HTTP 401 ',
    'HTTP 402:',
    'HTTP 402 ',
    'HTTP 403:',
    'HTTP 403 ',
    'HTTP 429:',
    'HTTP 429 ',
    'rate_limit_error',
    'authentication_error',
    'insufficient credits',
    'insufficient_quota',
    'invalid access token',
    'Incorrect API key',
    'invalid x-api-key',
    'credit balance is too low',
    'OAuth token refresh failed',
    'provider is in cooldown',
    'is in cooldown',
    'all profiles unavailable',
    'refresh token',
    'Please run /login',
    'Not logged in',
    'invalid_grant',
    'refresh_token_reused',
  ],
  subsystems: [
    'embedded',
    'agent',
    'diagnostic',
    'model-fallback',
    'model-fallback/decision',
    'cli-backend',
    'cli',
    'tools',
    'auth-profiles',
    'agents',
    'subagent',
  ],
  match: anyOf(
    sequence(
      /auth profile failure state updated: .*?provider=(?<provider>\S+)/,
      / reason=(?<reason>auth|auth_permanent|billing|rate_limit)\b/,
    ),
    // the end of a run
    sequence(
      /isError=true(?: model=(?<model>\S+))?(?: provider=(?<provider>\S+))?.*?/,
      anyOf(/(?<reason>HTTP (?:401|402|403|429)|insufficient credits|[Ii]nvalid access token)/, apiErrors),
    ),
    /(?<reason>HTTP (?:401|402|403|429))\b/,
    apiErrors,
    /(?<reason>OAuth token refresh failed|is in cooldown|all profiles unavailable)/,
    /(?<reason>Please run \/login|refresh_token_reused|[Nn]ot logged in)/,
  ),
  examples: {
    hits: [
      {
        line: '[agent/embedded] embedded run agent end: runId=1 isError=true model=m provider=p error=rate_limit_error: slow down',
        fields: { provider: 'p', reason: 'rate_limit_error' },
      },
      {
        line: '[agent/embedded] embedded run agent end: runId=1 isError=true error=Incorrect API key provided',
        fields: { reason: 'Incorrect API key' },
      },
      { line: 'All models failed (1): a/b: insufficient_quota', fields: { reason: 'insufficient_quota' } },
      { line: 'Embedded agent failed before reply: invalid x-api-key', fields: { reason: 'invalid x-api-key' } },
      {
        line: 'Embedded agent failed before reply: Provider anthropic is in cooldown',
        fields: { reason: 'is in cooldown' },
      },
      { line: '[agent/cli-backend] Not logged in · Please run /login', fields: { reason: 'Not logged in' } },
      {
        line: '[diagnostic] lane task error: lane=main durationMs=5 error="HTTP 429: rate_limit_error: slow down"',
        fields: { reason: 'HTTP 429' },
      },
      {
        line: '[agent/embedded] auth profile failure state updated: runId=1 profile=sha256:00 provider=modelstudio reason=auth window=cooldown reused=false',
        fields: { provider: 'modelstudio', reason: 'auth' },
      },
      {
        line: '[agent/embedded] embedded run agent end: runId=1 isError=true model=m provider=p error=HTTP 401: invalid access token or token expired',
        fields: { reason: 'HTTP 401', provider: 'p' },
      },
    ],
    misses: ['[ws] unauthorized conn=1 HTTP 401', '[agent/embedded] embedded run agent end: runId=1 isError=false'],
  },
})
