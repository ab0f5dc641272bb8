import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const listenerForceKill = definePattern({
  id: 'listener.force-kill',
  class: 'dual-listener',
  role: 'cause',
  title: 'A starting gateway killed the one on its port',
  description:
    'A supervised gateway (since 2026.3.8) and one with `--force` kill whatever holds their port. Two ' +
    'supervisors then cause an endless chain of clean SIGTERMs.',
  keywords: ['force: killed pid', 'service-mode: cleared', 'stale gateway pid(s)'],
  match: anyOf(
    /force: killed pid (?<pid>\d+)(?:.*? port (?<port>\d+))?/,
    /(?:service-mode: )?cleared (?<killed>\d+) stale gateway pid\(s\)(?:.*? port (?<port>\d+))?/,
  ),
  examples: {
    hits: [
      {
        line: '[gateway] force: killed pid 1906 (openclaw-gateway) on port 18789',
        fields: { pid: '1906', port: '18789' },
      },
      {
        line: '[gateway] service-mode: cleared 1 stale gateway pid(s) before bind on port 18789',
        fields: { killed: '1' },
      },
    ],
    misses: ['[gateway] force: no listeners on port 18789'],
  },
})
