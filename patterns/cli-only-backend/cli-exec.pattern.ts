import { definePattern } from '../../src/model/pattern.ts'
import { sequence } from '../../src/base/expressions.ts'

export const cliExec = definePattern({
  id: 'cli.exec',
  class: 'cli-only-backend',
  role: 'context',
  title: 'A turn runs on the CLI backend {provider}',
  description:
    'Up to 2026.3.24 such runs are told "Tools are disabled in this session". Later, tools reach the CLI only ' +
    'through a loopback MCP bridge.',
  keywords: ['cli exec: provider=', 'claude live session', 'cli turn: provider=', 'cli session reset: provider='],
  match: sequence(
    /(?<what>cli exec|cli turn|cli session reset|claude live session (?:start|reuse|close))/,
    /[^:\n]*: (?:reason=\S+ )?provider=(?<provider>\S+)(?: model=(?<model>\S+))?/,
  ),
  examples: {
    hits: [
      {
        line: '[agent/cli-backend] cli exec: provider=claude-cli model=claude-opus-5 promptChars=412 trigger=user',
        fields: { provider: 'claude-cli', model: 'claude-opus-5' },
      },
    ],
    misses: ['cli executes'],
  },
})
