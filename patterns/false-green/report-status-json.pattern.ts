import { definePattern } from '../../src/model/pattern.ts'

export const reportStatusJson = definePattern({
  id: 'report.status-json',
  class: 'false-green',
  role: 'context',
  title: 'status --json: service {runtime}, port {port}',
  description: 'The two facts of `gateway status --json` that can contradict each other.',
  // As it stands, and as it looks inside another JSON string.
  keywords: ['"runtime":{"status"', '\\"runtime\\":{\\"status'],
  match: /"runtime":\{[^}]*"status":"(?<runtime>\w+)".*"port":\{[^}]*"status":"(?<port>\w+)"/,
  examples: {
    hits: [
      {
        line: '{"runtime":{"status":"stopped"},"port":{"port":18789,"status":"busy","listeners":[]}}',
        fields: { runtime: 'stopped', port: 'busy' },
      },
    ],
    misses: ['{"runtime":{}}'],
  },
})
