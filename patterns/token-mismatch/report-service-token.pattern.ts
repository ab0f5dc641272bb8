import { definePattern } from '../../src/model/pattern.ts'

export const reportServiceToken = definePattern({
  id: 'report.service-token',
  class: 'token-mismatch',
  role: 'context',
  sets: [{ track: 'credential.service', state: 'differs' }],
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
