import { definePattern } from '../../src/model/pattern.ts'

export const reportPortSilent = definePattern({
  id: 'report.port-silent',
  class: 'false-green',
  role: 'cause',
  title: 'The service runs, and nothing listens on its port',
  description: 'A gateway that is still starting, or a process without one.',
  keywords: [
    'is not listening (service appears running)',
    'is not listening, but',
    'is still free (',
    'status: free.',
    'to become healthy',
  ],
  match:
    /[Pp]ort (?<port>\d+) (?:is not listening(?: \(service appears running\)|, but the PID exists)|is still free|status: free\.|to become healthy)/,
  examples: {
    hits: [{ line: 'Gateway port 18789 is not listening (service appears running).', fields: { port: '18789' } }],
    misses: ['port is not listening'],
  },
})
