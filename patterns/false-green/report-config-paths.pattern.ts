import { definePattern } from '../../src/model/pattern.ts'

export const reportConfigPaths = definePattern({
  id: 'report.config-paths',
  class: 'token-mismatch',
  role: 'context',
  title: 'CLI and service use different configuration files',
  description:
    'Only one of them knows the profile or state directory, which explains a token that differs or a workspace ' +
    'elsewhere.',
  keywords: ['CLI and service are using different config paths', 'profile/state-dir mismatch'],
  match: /(?<what>CLI and service are using different config paths)/,
  examples: {
    hits: [
      {
        line: 'Root cause: CLI and service are using different config paths (likely a profile/state-dir mismatch).',
        fields: {},
      },
    ],
    misses: ['different config'],
  },
})
