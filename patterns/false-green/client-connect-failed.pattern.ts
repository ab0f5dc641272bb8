import { definePattern } from '../../src/model/pattern.ts'
import { refusalOf } from '../reasons.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const clientConnectFailed = definePattern({
  id: 'client.connect-failed',
  class: 'other',
  role: 'symptom',
  title: 'A client could not connect: {error}',
  description: 'The general error line of the CLI. The text after the colon says what went wrong.',
  keywords: ['gateway connect failed:', 'Gateway call failed:', 'gateway timeout after', 'gateway request timeout'],
  match: anyOf(
    /(?:gateway connect|Gateway call) failed: (?<error>[^\n]*)/,
    /gateway (?:request )?timeout (?:after (?<ms>\d+)ms|for (?<method>\S+))/,
  ),
  fields: ({ error, ms, method }) => ({ error: error?.slice(0, 200), refusal: refusalOf(error), afterMs: ms, method }),
  examples: {
    hits: [
      { line: 'gateway request timeout for health', fields: { method: 'health' } },
      {
        line: 'gateway connect failed: Error: invalid connect params: data must NOT have additional properties',
        fields: { refusal: 'connect-params' },
      },
      { line: 'gateway timeout after 10000ms', fields: { afterMs: '10000' } },
    ],
    misses: ['connect failed'],
  },
})
