import { definePattern } from '../../src/model/pattern.ts'

export const reportRuntime = definePattern({
  id: 'report.runtime',
  class: 'false-green',
  role: 'context',
  title: 'Service: {state}',
  description: "The service manager's view of the process, as `gateway status` prints it.",
  keywords: [
    'Runtime: running',
    'Runtime: stopped',
    'Runtime: unknown',
    'Gateway not running',
    'systemd services are unavailable',
  ],
  match: /^(?:Runtime: (?<state>running|stopped|unknown)(?: \(pid (?<pid>\d+))?|(?<not>Gateway not running)\b)/,
  fields: ({ state, pid, not }) => ({ state: not === undefined ? state : 'not-running', pid }),
  examples: {
    hits: [
      { line: 'Runtime: running (pid 70112, state active)', fields: { state: 'running', pid: '70112' } },
      { line: '│  Gateway not running.  │', fields: { state: 'not-running' } },
    ],
    misses: ['Runtime: node'],
  },
})
