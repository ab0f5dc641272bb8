import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const agentFailed = definePattern({
  id: 'agent.failed',
  class: 'other',
  role: 'symptom',
  title: 'A turn failed before it answered: {error}',
  description: 'The general error line of a turn. The error says what went wrong.',
  keywords: ['agent failed before reply', 'lane task error:', 'embedded run timeout'],
  match: anyOf(
    /[Aa]gent failed before reply: (?<error>[^\n]*)/,
    /lane task error: lane=(?<lane>\S+) durationMs=\d+ error="(?<error>[^\n]*?)"(?:\s|$)/,
    /(?<error>embedded run timeout): .*?timeoutMs=(?<limitMs>\d+)/,
  ),
  fields: ({ error, lane, limitMs }) => ({ error: error?.slice(0, 200), lane, limitMs }),
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
