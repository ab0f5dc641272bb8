import { definePattern } from '../../src/model/pattern.ts'

export const listenerAlready = definePattern({
  id: 'listener.already',
  class: 'dual-listener',
  role: 'cause',
  sets: [{ track: 'port', state: 'taken', key: ['port'] }],
  title: 'Another gateway is already listening on {url}',
  description:
    'The port is taken; who has it only the lines below "Port … is already in use." tell: it need not be a gateway. Immediate up to 8.x, after 20 attempts in about 10 s in 9.x.',
  keywords: ['instance is already listening on'],
  match: /another \w+ instance is already listening on (?<url>[^\s|]+)/,
  fields: ({ url }) => ({ url, port: /:(\d+)$/.exec(url ?? '')?.[1] }),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789 | listen EADDRINUSE: address already in use 127.0.0.1:18789 | EADDRINUSE',
        fields: { port: '18789' },
      },
    ],
    misses: ['another gateway instance is fine'],
  },
})
