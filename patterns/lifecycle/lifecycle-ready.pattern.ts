import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleReady = definePattern({
  id: 'lifecycle.ready',
  class: 'other',
  role: 'recovery',
  routine: true,
  sets: [
    { track: 'gateway.process', state: 'serving', details: ['pid', 'port'] },
    { track: 'port', state: 'gateway', key: ['port'], details: ['pid'] },
  ],
  title: 'The gateway listens',
  description:
    'Up to 3.31 `listening on … (PID n)`, 4.8 to 4.15 `ready (n plugins)`, since 4.29 `http server listening (…)`.',
  keywords: ['listening on ws', 'http server listening (', '] ready ('],
  subsystems: ['gateway'],
  match:
    /^(?:listening on (?<url>wss?:\/\/[^\s,]+)(?:.*?\(PID (?<pid>\d+)\))?|http server listening \((?<plugins>[^)]*)\)|ready \(\d+ plugins?.*\))/,
  fields: ({ url, pid }) => ({ url, pid, port: /:(\d+)$/.exec(url ?? '')?.[1] }),
  examples: {
    hits: [
      {
        line: '[gateway] listening on ws://127.0.0.1:18789, ws://[::1]:18789 (PID 15850)',
        fields: { url: 'ws://127.0.0.1:18789', pid: '15850', port: '18789' },
      },
      { line: '[gateway] http server listening (14 plugins: anthropic, browser; 6.4s)', fields: {} },
    ],
    misses: [
      '[browser/server] Browser control listening on http://127.0.0.1:18791/ (auth=token)',
      'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789',
    ],
  },
})
