import { defineCause, type Family, type Selector } from '../src/model/incident.ts'
import { definePattern } from '../src/model/pattern.ts'
import { count } from '../src/base/text.ts'
import { check } from './steps.ts'

const noKey = definePattern({
  id: 'model.no-credentials',
  class: 'model-auth',
  role: 'cause',
  title: 'No credentials for the model provider {provider}',
  description: 'Nothing of the kind is configured for the user and agent that runs.',
  keywords: [
    'No API key found for',
    'No route-compatible authentication',
    'requires authentication to be registered',
    'No credentials found for profile',
    'Token refresh failed',
  ],
  match:
    /(?:No API key found for (?:provider )?"?(?<provider>[\w.-]+)"?|No route-compatible authentication source is configured for (?<provider2>[\w-]+)|(?<provider3>\w+) requires authentication to be registered|No credentials found for profile "?(?<provider4>[\w.:-]+)"?|\[(?<provider5>[\w-]+)\] Token refresh failed: 4\d\d)/,
  fields: (g) => ({
    provider: (g['provider'] ?? g['provider2'] ?? g['provider3'] ?? g['provider4'] ?? g['provider5'])?.toLowerCase(),
  }),
  examples: {
    hits: [
      { line: 'No route-compatible authentication source is configured for openai.', fields: { provider: 'openai' } },
      {
        line: 'Unknown model: ollama/x. Ollama requires authentication to be registered as a provider.',
        fields: { provider: 'ollama' },
      },
      { line: 'No credentials found for profile "openai:default"', fields: { provider: 'openai:default' } },
      { line: '[openai-codex] Token refresh failed: 401', fields: { provider: 'openai-codex' } },
      {
        line: 'Embedded agent failed before reply: No API key found for provider "anthropic". Auth store: x',
        fields: { provider: 'anthropic' },
      },
    ],
    misses: ['API key found'],
  },
})

const refused = definePattern({
  id: 'model.refused',
  class: 'model-auth',
  role: 'cause',
  title: 'The model provider refuses: {reason}',
  description: "HTTP 401, 402, 403 or 429 of a model API: never the gateway's own authentication.",
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
  match:
    /(?:auth profile failure state updated: .*?provider=(?<provider>\S+) reason=(?<reason>auth|auth_permanent|billing|rate_limit)\b|isError=true(?: model=(?<model>\S+))?(?: provider=(?<provider2>\S+))?.*?(?<status>HTTP (?:401|402|403|429)|rate_limit_error|authentication_error|insufficient (?:credits|_quota)|insufficient_quota|[Ii]nvalid access token|Incorrect API key|invalid x-api-key|credit balance is too low)|(?<status2>HTTP (?:401|402|403|429)\b|authentication_error|rate_limit_error|insufficient_quota|Incorrect API key|invalid x-api-key|credit balance is too low|OAuth token refresh failed|is in cooldown|all profiles unavailable|Please run \/login|refresh_token_reused|[Nn]ot logged in))/,
  fields: (g) => ({
    provider: g['provider'] ?? g['provider2'],
    model: g['model'],
    reason: g['reason'] ?? g['status'] ?? g['status2'],
  }),
  examples: {
    hits: [
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

const fallback = definePattern({
  id: 'model.fallback',
  class: 'model-auth',
  role: 'context',
  title: 'Model {candidate} failed ({reason}), next {next}',
  description: 'Since 3.13. The console and the file word it differently.',
  keywords: ['model fallback decision', 'model_fallback_decision', 'model fallback chain stopped'],
  match:
    /model(?: |_)fallback(?: |_)decision(?:: (?:decision=)?(?<decision>\w+)(?: requested=(?<requested>\S+) candidate=(?<candidate>\S+))? reason=(?<reason>\S+)(?:.*? next=(?<next>\S+))?)?|model fallback chain stopped: reason=(?<reason2>\S+)/,
  fields: (g, { attributes }) => {
    const meta = (name: string): string | undefined =>
      typeof attributes[name] === 'string' ? attributes[name] : undefined
    return {
      decision: g['decision'] ?? meta('decision'),
      candidate: g['candidate'] ?? meta('candidateModel'),
      reason: g['reason'] ?? g['reason2'] ?? meta('reason'),
      next: g['next'],
    }
  },
  roleOf: ({ reason, decision }) =>
    decision !== 'candidate_succeeded' &&
    typeof reason === 'string' &&
    /^(?:auth|auth_permanent|billing|rate_limit)$/.test(reason)
      ? 'symptom'
      : 'context',
  examples: {
    hits: [
      {
        line: '[model-fallback/decision] model fallback chain stopped: reason=auth candidate=a/b',
        fields: { reason: 'auth' },
      },
      {
        line: '[model-fallback/decision] model fallback decision: decision=candidate_failed requested=a/b candidate=a/b reason=auth next=none',
        fields: { decision: 'candidate_failed', reason: 'auth', next: 'none' },
      },
    ],
    misses: ['fallback decision'],
  },
})

const notFound = definePattern({
  id: 'model.unknown',
  class: 'model-auth',
  role: 'cause',
  title: 'Unknown model: {model}',
  description: 'A name that no configured provider knows.',
  keywords: ['Unknown model:', 'model_not_found', 'not found. Fell back to'],
  match:
    /(?:Unknown model: (?<model>[^\s"]+)|Model "(?<model2>[^"]+)" not found\. Fell back|(?<missing>model_not_found))/,
  fields: (g) => ({ model: (g['model'] ?? g['model2'])?.replace(/[.,;]$/, '') }),
  examples: {
    hits: [
      { line: 'Model "a/b" not found. Fell back to "c/d".', fields: { model: 'a/b' } },
      { line: 'All models failed (1): a/b: x (model_not_found)' },
      {
        line: '[diagnostic] lane task error: lane=main durationMs=57 error="FailoverError: Unknown model: ollama/qwen2.5:3b."',
        fields: { model: 'ollama/qwen2.5:3b' },
      },
    ],
    misses: ['Unknown mode: x'],
  },
})

const allFailed = definePattern({
  id: 'model.all-failed',
  class: 'model-auth',
  role: 'context',
  title: 'All models failed',
  description: 'What the user reads as "Something went wrong".',
  keywords: ['All models failed ('],
  match: /All models failed \((?<tried>\d+)\)/,
  examples: {
    hits: [
      { line: 'Embedded agent failed before reply: All models failed (2): a/b: x | c/d: y', fields: { tried: '2' } },
    ],
    misses: ['All models failed'],
  },
})

const agentFailed = definePattern({
  id: 'agent.failed',
  class: 'other',
  role: 'symptom',
  title: 'A turn failed before it answered: {error}',
  description: 'The general line; its error tells the class.',
  keywords: ['agent failed before reply', 'lane task error:', 'embedded run timeout'],
  match:
    /(?:[Aa]gent failed before reply: (?<error>[^\n]*)|lane task error: lane=(?<lane>\S+) durationMs=\d+ error="(?<error2>[^\n]*?)"(?:\s|$)|(?<timeout>embedded run timeout): .*?timeoutMs=(?<limit>\d+))/,
  fields: ({ error, error2, lane, timeout, limit }) => ({
    error: (error ?? error2 ?? timeout)?.slice(0, 200),
    lane,
    limitMs: limit,
  }),
  examples: {
    hits: [
      {
        line: '[diagnostic] lane task error: lane=main durationMs=57 error="FailoverError: x"',
        fields: { lane: 'main', error: 'FailoverError: x' },
      },
      {
        line: '[agent/embedded] embedded run timeout: runId=1 sessionId=2 timeoutMs=600000',
        fields: { error: 'embedded run timeout', limitMs: '600000' },
      },
      {
        line: 'Embedded agent failed before reply: EACCES: permission denied',
        fields: { error: 'EACCES: permission denied' },
      },
    ],
    misses: ['agent failed'],
  },
})

const failing: Selector[] = [{ pattern: ['agent.failed', 'model.fallback', 'model.all-failed'] }]

const causes = [
  defineCause({
    id: 'model-credentials',
    class: 'model-auth',
    title: 'The model provider refuses: credentials, credit or rate',
    severity: 'medium',
    verdict: 'align-credentials',
    trigger: [{ pattern: ['model.no-credentials', 'model.refused'] }],
    gap: '3h',
    strength: 84,
    claims: [...failing, { pattern: 'model.unknown' }],
    explains: ['agent-fails', 'model-unknown'],
    recovery: [{ pattern: 'model.fallback', where: { decision: 'candidate_succeeded' } }],
    rivals: [{ id: 'token-drift', telltale: 'refused gateway client: "unauthorized" here is the provider\'s word' }],
    explain: (facts) =>
      `${count(facts.count, 'refusal')} by ${facts.values('provider').join(', ') || 'a model provider'} (${facts.values('reason').slice(0, 3).join(', ') || 'no credentials'}). Gateway, channels and tokens of clients are not concerned.`,
    checks: [check.models, { what: 'Which credentials there are', command: 'openclaw models auth list' }],
    fix: [
      {
        what: 'Renew the credential or add one for the user that runs the service',
        command: 'openclaw models auth login --provider <provider>',
      },
      { what: 'Or choose another model for now', command: 'openclaw models set <provider/model>' },
    ],
  }),
  defineCause({
    id: 'model-unknown',
    class: 'model-auth',
    title: 'The configured model is not known to its provider',
    severity: 'medium',
    verdict: 'config-rollback',
    trigger: [{ pattern: 'model.unknown' }],
    gap: '3h',
    strength: 76,
    claims: failing,
    explains: ['agent-fails'],
    recovery: [],
    explain: (facts) =>
      `${facts.values('model').join(', ') || 'The model'} does not exist there, or its provider is not registered.`,
    checks: [check.models, { what: 'Models that are known', command: 'openclaw models list' }],
    fix: [{ what: 'Set a model that exists', command: 'openclaw models set <provider/model>' }],
  }),
  defineCause({
    id: 'agent-fails',
    class: 'other',
    title: 'Turns of an agent fail',
    severity: 'low',
    verdict: 'undecidable',
    fallback: true,
    trigger: [{ pattern: 'agent.failed' }],
    strength: 45,
    explain: (facts) => `${count(facts.count, 'turn')} failed: ${facts.values('error').slice(0, 2).join('; ')}.`,
    checks: [check.models, check.doctor],
    fix: [{ what: 'Mend what the error names' }],
  }),
] as const

export default { patterns: [noKey, refused, fallback, notFound, allFailed, agentFailed], causes } satisfies Family
