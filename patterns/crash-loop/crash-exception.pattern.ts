import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const crashException = definePattern({
  id: 'crash.exception',
  class: 'crash-loop',
  role: 'cause',
  sets: [{ track: 'gateway.process', state: 'dead' }],
  title: 'The process died of an error: {error}',
  description:
    'The process exits with 1. It logs `[openclaw] Uncaught exception` from 2026.1.30 to 2026.5.7, and a block ' +
    'that begins with "OpenClaw hit an unexpected runtime error." since 2026.5.18.',
  keywords: [
    'Unhandled promise rejection',
    'FATAL unhandled rejection',
    'Uncaught exception',
    'CONFIGURATION ERROR - requires fix',
    'hit an unexpected runtime error',
    'Node.js v2',
  ],
  match: anyOf(
    sequence(
      /\[(?:openclaw|clawdbot|moltbot)\] /,
      anyOf(
        /(?<kind>FATAL unhandled rejection|Unhandled promise rejection)/,
        /(?<kind>Uncaught exception|CONFIGURATION ERROR - requires fix)/,
      ),
      /:? ?(?<error>[^\n]*)/,
    ),
    /^(?<kind>OpenClaw hit an unexpected runtime error)\./,
    /^Node\.js v(?<node>2\d\.\d+\.\d+)$/,
  ),
  fields: ({ kind, error, node }) => ({
    kind: kind ?? (node === undefined ? undefined : 'Node.js ended on an error that nothing caught'),
    error: error?.slice(0, 300),
    node,
  }),
  examples: {
    hits: [
      {
        line: '[openclaw] Uncaught exception: Error: write EPIPE',
        fields: { kind: 'Uncaught exception', error: 'Error: write EPIPE' },
      },
      {
        line: "[openclaw] Unhandled promise rejection: TypeError: Cannot read properties of undefined (reading 'error')",
        fields: {
          kind: 'Unhandled promise rejection',
          error: "TypeError: Cannot read properties of undefined (reading 'error')",
        },
      },
      {
        line: '23:06:09 [clawdbot] Unhandled promise rejection: TypeError: fetch failed',
        fields: { error: 'TypeError: fetch failed' },
      },
      {
        line: 'Node.js v24.21.0',
        fields: { node: '24.21.0' },
        note: 'the last line that Node.js prints when it dies of an error',
      },
      {
        line: 'OpenClaw hit an unexpected runtime error.',
        fields: { kind: 'OpenClaw hit an unexpected runtime error' },
      },
    ],
    misses: [
      '[openclaw] Non-fatal unhandled rejection (continuing): TypeError: fetch failed',
      '[sandbox] Uncaught exception in user script',
    ],
  },
})
