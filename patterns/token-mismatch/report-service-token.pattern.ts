import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const reportServiceToken = definePattern({
  id: 'report.service-token',
  class: 'token-mismatch',
  role: 'context',
  sets: [{ track: 'credential.service', state: 'differs' }],
  title: 'The CLI says that the service token differs from the configuration',
  description:
    'Printed by `gateway restart` and `doctor`. Some versions print it even if the tokens are equal, so it ' +
    'proves nothing by itself.',
  keywords: ['token differs from service token', 'OPENCLAW_GATEWAY_TOKEN that differs', 'service token is stale'],
  match: anyOf(
    /[Cc]onfig token differs from service token/,
    /OPENCLAW_GATEWAY_TOKEN that differs|service token is stale/,
  ),
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
