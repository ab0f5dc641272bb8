import { definePattern } from '../../src/model/pattern.ts'

export const cliToolsAbsent = definePattern({
  id: 'cli.tools-absent',
  class: 'cli-only-backend',
  role: 'cause',
  title: 'An agent says that it has no tools',
  description: 'The words of the model or of the prompt it was given; the gateway itself writes no such line.',
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
  match:
    /(?<what>Tools are disabled in this session|[Nn]o (?:exec|shell) tool (?:in|is|available)|(?:exec|shell) tool is not available in this session|[Tt]ools are (?:disabled|not available) in this (?:session|run)|cannot run tools)/,
  examples: {
    hits: [
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
