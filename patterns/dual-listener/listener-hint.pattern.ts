import { definePattern } from '../../src/model/pattern.ts'

export const listenerHint = definePattern({
  id: 'listener.hint',
  class: 'dual-listener',
  role: 'context',
  title: 'The CLI says of the port: {what}',
  description: 'Its guess at who listens.',
  keywords: [
    'Another process is listening on this port',
    'Gateway already running locally',
    'Multiple listeners detected',
    'SSH tunnel already bound',
    'Gateway service appears',
  ],
  match:
    /(?<what>Another process is listening on this port|Gateway already running locally|Multiple listeners detected|SSH tunnel already bound|Gateway service appears (?:loaded|registered))/,
  examples: {
    hits: [
      {
        line: '- Another process is listening on this port.',
        fields: { what: 'Another process is listening on this port' },
      },
    ],
    misses: ['Another process is listening'],
  },
})
