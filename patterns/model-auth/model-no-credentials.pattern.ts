import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const modelNoCredentials = definePattern({
  id: 'model.no-credentials',
  class: 'model-auth',
  role: 'cause',
  title: 'No credentials for the model provider {provider}',
  description: 'No credentials are configured for the user and the agent that run.',
  keywords: [
    'No API key found for',
    'No route-compatible authentication',
    'requires authentication to be registered',
    'No credentials found for profile',
    'Token refresh failed',
  ],
  match: anyOf(
    /No API key found for (?:provider )?"?(?<provider>[\w.-]+)"?/,
    /No route-compatible authentication source is configured for (?<provider>[\w-]+)/,
    /(?<provider>\w+) requires authentication to be registered/,
    /No credentials found for profile "?(?<provider>[\w.:-]+)"?/,
    /\[(?<provider>[\w-]+)\] Token refresh failed: 4\d\d/,
  ),
  fields: ({ provider }) => ({ provider: provider?.toLowerCase() }),
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
