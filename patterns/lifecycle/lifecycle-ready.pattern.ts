import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const lifecycleReady = definePattern({
  id: 'lifecycle.ready',
  class: 'other',
  role: 'recovery',
  sets: [
    { track: 'gateway.process', state: 'serving', details: ['pid', 'port'] },
    { track: 'port', state: 'gateway', key: ['port'], details: ['pid'] },
    { track: 'config.used', state: 'read' },
  ],
  routine: true,
  title: 'The gateway is listening',
  description:
    '`listening on … (PID n)` up to 2026.3.31, `ready (n plugins)` from 2026.4.8 to 2026.4.15, and `http server ' +
    'listening (…)` since 2026.4.29.',
  keywords: ['listening on ws', 'http server listening (', '] ready ('],
  subsystems: ['gateway'],
  match: anyOf(
    /^listening on (?<url>wss?:\/\/[^\s,]+)(?:.*?\(PID (?<pid>\d+)\))?/,
    /^ready \(\d+ plugins?.*\)/,
    /^http server listening \([^)]*\)/,
  ),
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
