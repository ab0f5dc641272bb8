import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const configSecretMissing = definePattern({
  id: 'config.secret-missing',
  class: 'config-invalid',
  role: 'cause',
  title: 'A secret that the configuration refers to is missing: {name}',
  description: 'A reference to an environment variable, a file or a vault cannot be resolved.',
  keywords: [
    'SecretRefResolutionError',
    'SECRETS_RELOADER_DEGRADED',
    'required secrets are unavailable',
    'MissingEnvVarError',
    'Missing env var',
    'feature using this value will be unavailable',
  ],
  match: anyOf(
    sequence(
      anyOf(
        /(?<what>SecretRefResolutionError|SECRETS_RELOADER_DEGRADED|required secrets are unavailable)/,
        /(?<what>MissingEnvVarError|Missing env var)/,
      ),
      /(?:[^\n]*?(?:[Ee]nvironment variable|env var) "?(?<name>[A-Z][A-Z0-9_]+)"?)?/,
    ),
    // OpenClaw's own redaction can take the first words of this warning.
    /warnings: [\w.[\]-]+: [^\n]*?env var "(?<name>[A-Z][A-Z0-9_]+)" - feature using this value/,
  ),
  examples: {
    hits: [
      {
        line: '[config] warnings: gateway.auth.token: *** env var "ACME_TOKEN" - feature using this value will be unavailable',
        fields: { name: 'ACME_TOKEN' },
      },
      {
        line: 'MissingEnvVarError: Missing env var "OPENAI_API_KEY" referenced at config path: models.providers.openai.apiKey',
        fields: { name: 'OPENAI_API_KEY' },
      },

      {
        line: 'Gateway failed to start: Startup failed: required secrets are unavailable. SecretRefResolutionError: Environment variable "SLACK_BOT_TOKEN" is missing or empty.',
      },
    ],
    misses: ['all secrets are available'],
  },
})
