import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const reportPortSilent = definePattern({
  id: 'report.port-silent',
  class: 'false-green',
  role: 'cause',
  title: 'The service runs, but nothing listens on its port',
  description: 'The gateway is still starting, or the process runs without one.',
  keywords: [
    'is not listening (service appears running)',
    'is not listening, but',
    'is still free (',
    'status: free.',
    'to become healthy',
  ],
  match: anyOf(
    /[Pp]ort (?<port>\d+) is not listening(?: \(service appears running\)|, but the PID exists)/,
    /[Pp]ort (?<port>\d+) (?:is still free|status: free\.|to become healthy)/,
  ),
  examples: {
    hits: [
      { line: 'Timed out waiting for gateway port 18789 to become healthy.', fields: { port: '18789' } },
      { line: 'Gateway port 18789 is not listening (service appears running).', fields: { port: '18789' } },
    ],
    misses: ['port is not listening'],
  },
})
