import { definePattern } from '../../src/model/pattern.ts'

export const listenerPortBusy = definePattern({
  id: 'listener.port-busy',
  class: 'dual-listener',
  role: 'context',
  title: 'Port {port} is in use',
  description:
    '`gateway status` and `doctor` print this about a healthy gateway too. It takes a second process to make ' +
    'two listeners.',
  keywords: ['is already in use.'],
  match: /^(?:Error: )?Port (?<port>\d+) is already in use\./,
  examples: {
    hits: [
      { line: 'Port 18789 is already in use.', fields: { port: '18789' } },
      { line: '│  Port 18789 is already in use.                          │', fields: { port: '18789' } },
    ],
    misses: ['The name is already in use.'],
  },
})
