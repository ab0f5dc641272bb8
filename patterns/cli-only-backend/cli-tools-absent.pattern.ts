import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const cliToolsAbsent = definePattern({
  id: 'cli.tools-absent',
  class: 'cli-only-backend',
  role: 'cause',
  title: 'An agent says that it has no tools',
  description: 'The model says this, or its prompt does. The gateway itself never logs it.',
  keywords: [
    'Tools are disabled in this session',
    'No exec tool',
    'no exec tool',
    'no shell tool',
    'tools are not available in this',
    'tools are disabled',
    'tool is not available in this session',
    'cannot run tools',
  ],
  match: anyOf(
    /(?<what>[Tt]ools are (?:disabled|not available) in this (?:session|run))/,
    /(?<what>[Nn]o (?:exec|shell) tool (?:in|is|available))/,
    /(?<what>(?:exec|shell) tool is not available in this session|cannot run tools)/,
  ),
  examples: {
    hits: [
      { line: 'The agent answered: I cannot run tools here.', fields: { what: 'cannot run tools' } },

      {
        line: "summary No exec tool in this cron session, so the script can't run.",
        fields: { what: 'No exec tool in' },
      },
      {
        line: 'Tools are disabled in this session. Do not call tools.',
        fields: { what: 'Tools are disabled in this session' },
      },
    ],
    misses: ['tools are listed'],
  },
})
