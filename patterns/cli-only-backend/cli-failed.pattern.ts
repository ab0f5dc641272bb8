import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const cliFailed = definePattern({
  id: 'cli.failed',
  class: 'cli-only-backend',
  role: 'cause',
  title: 'The CLI backend failed: {what}',
  description: 'The program was silent until the watchdog ended it, or the service cannot find it, or it died.',
  keywords: [
    'cli watchdog timeout',
    'cli terminal failure',
    'CLI produced no output',
    'CLI exceeded timeout',
    'CLI backend executable could not',
    'spawn claude ENOENT',
    'spawn codex ENOENT',
    'spawn gemini ENOENT',
    'claude live session turn failed',
    'Claude CLI failed',
    'CLI failed.',
    'CLI exited',
  ],
  match: sequence(
    anyOf(
      /(?<what>cli watchdog timeout|cli terminal failure|CLI produced no output|CLI exceeded timeout)/,
      /(?<what>CLI backend executable could not be resolved|spawn (?:claude|codex|gemini) ENOENT)/,
      /(?<what>claude live session turn failed|(?:Claude|Codex|Gemini) CLI (?:failed|exited))/,
    ),
    /(?:[^\n]*?provider=(?<provider>\S+)(?: model=(?<model>\S+))?)?/,
    /(?:[^\n]*?(?:noOutputTimeoutMs=|for )(?<limit>\d+))?/,
  ),
  fields: ({ what, provider, model, limit }, { body }) => ({
    what,
    provider,
    model,
    limit,
    error: /error=(.{1,200})/.exec(body)?.[1],
    kind: /ENOENT|could not be resolved/.test(what ?? '')
      ? 'missing'
      : /watchdog|no output|exceeded/.test(what ?? '')
        ? 'silent'
        : 'failed',
  }),
  examples: {
    hits: [
      { line: 'Embedded agent failed before reply: spawn claude ENOENT', fields: { kind: 'missing' } },
      { line: 'Embedded agent failed before reply: Claude CLI failed.', fields: { kind: 'failed' } },

      {
        line: '[agent/claude-cli] cli watchdog timeout: provider=claude-cli model=claude-opus-5 noOutputTimeoutMs=480000',
        fields: { provider: 'claude-cli', kind: 'silent', limit: '480000' },
      },
      {
        line: 'Embedded agent failed before reply: CLI produced no output for 480s and was terminated.',
        fields: { kind: 'silent', limit: '480' },
      },
      {
        line: '[agent/cli-backend] cli terminal failure: provider=claude-cli model=x durationMs=4 runId=1 error=CLI backend executable could not be resolved: claude',
        fields: { provider: 'claude-cli' },
      },
    ],
    misses: ['[tools] exec failed: CLI not allowed'],
  },
})
