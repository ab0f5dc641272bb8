import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const providerUnreachable = definePattern({
  id: 'provider.unreachable',
  class: 'provider-unavailable',
  role: 'cause',
  title: 'The model provider {provider} does not answer: {error}',
  description:
    'The end of a run, or the request under it, that failed on the network: refused, not resolved, timed out, cut. ' +
    'All versions write `embedded run agent end`; `[model-fetch] error` came with 2026.9.',
  keywords: ['embedded run agent end', '[model-fetch] error', 'LLM request failed: '],
  subsystems: ['embedded', 'agent', 'agents', 'diagnostic', 'model-fallback', 'provider-transport-fetch'],
  match: sequence(
    anyOf(
      /isError=true[^\n]*?(?: provider=(?<provider>\S+))? error=/,
      /\[model-fetch\] error provider=(?<provider>\S+)/,
    ),
    /[^\n]*?/,
    anyOf(
      /(?<error>network connection error|Connection error|fetch failed|socket hang up)/,
      /(?<error>ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)/,
      /(?<error>certificate has expired|self-signed certificate|request timed out|Request timed out)/,
    ),
  ),
  examples: {
    hits: [
      {
        line: '[agent/embedded] embedded run agent end: runId=1 isError=true model=m1 provider=acme error=LLM request failed: network connection error. rawError=Connection error.',
        fields: { provider: 'acme', error: 'network connection error' },
      },
      {
        line: '[agent/embedded] embedded run agent end: runId=1 isError=true error=connect ECONNREFUSED 127.0.0.1:11434',
        fields: { error: 'ECONNREFUSED' },
      },
      {
        line: '[provider-transport-fetch] [model-fetch] error provider=acme api=openai-completions model=m1 elapsedMs=58 name=TypeError message=fetch failed',
        fields: { provider: 'acme', error: 'fetch failed' },
      },
      {
        line: '[agent/embedded] embedded run agent end: runId=1 isError=true provider=acme error=self-signed certificate',
        fields: { provider: 'acme', error: 'self-signed certificate' },
      },
    ],
    misses: [
      '[agent/embedded] embedded run agent end: runId=1 isError=false error=none Connection error',
      '[agent/embedded] embedded run agent end: runId=1 isError=true error=HTTP 401: invalid token',
    ],
  },
})
