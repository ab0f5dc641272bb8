import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const listenerSignalRepeated = definePattern({
  id: 'listener.signal-repeated',
  class: 'dual-listener',
  role: 'cause',
  title: 'Another supervisor may be managing this gateway',
  description: 'Three stops within five minutes. Since 2026.9.6.',
  keywords: ['another supervisor may be managing', 'Gateway restart storm'],
  match: anyOf(
    /(?:received|after) (?<signal>SIG\w+) (?<times>\d+) times in (?<minutes>\d+) min/,
    /Gateway restart storm: (?<restarts>\d+)/,
  ),
  examples: {
    hits: [
      { line: 'Gateway restart storm: 7 external CLI restarts in 10 minutes.', fields: { restarts: '7' } },
      {
        line: '[gateway] received SIGTERM 3 times in 5 min: another supervisor may be managing this Gateway — see `openclaw gateway status --deep`',
        fields: { times: '3' },
      },
      {
        line: '[gateway] stopped after SIGTERM 3 times in 5 min: another supervisor may be managing this Gateway',
        fields: { signal: 'SIGTERM', times: '3' },
      },
    ],
    misses: ['another supervisor may be managing it'],
  },
})
