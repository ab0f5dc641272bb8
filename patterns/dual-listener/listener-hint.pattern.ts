import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const listenerHint = definePattern({
  id: 'listener.hint',
  class: 'dual-listener',
  role: 'context',
  title: 'The CLI about the port: {what}',
  description: "The CLI's guess at who is listening.",
  keywords: [
    'Another process is listening on this port',
    'Gateway already running locally',
    'Multiple listeners detected',
    'SSH tunnel already bound',
    'Gateway service appears',
  ],
  match: anyOf(
    /(?<what>Another process is listening on this port|Gateway already running locally|Multiple listeners detected)/,
    /(?<what>SSH tunnel already bound|Gateway service appears (?:loaded|registered))/,
  ),
  examples: {
    hits: [
      { line: '- Gateway service appears loaded. Stop it first.', fields: { what: 'Gateway service appears loaded' } },

      {
        line: '- Another process is listening on this port.',
        fields: { what: 'Another process is listening on this port' },
      },
    ],
    misses: ['Another process is listening'],
  },
})
