import { definePattern } from '../../src/model/pattern.ts'

export const pressureDiskFull = definePattern({
  id: 'pressure.disk-full',
  class: 'other',
  role: 'cause',
  sets: [{ track: 'storage', state: 'full' }],
  title: 'The disk is full',
  description: 'Handlers that write fail, and the client sees a close with 1000.',
  keywords: ['ENOSPC: no space left', 'no space left on device', 'No space left on device', 'database or disk is full'],
  match: /(?<what>ENOSPC|[Nn]o space left on device|database or disk is full)/,
  examples: {
    hits: [{ line: 'Error: ENOSPC: no space left on device, write', fields: { what: 'ENOSPC' } }],
    misses: ['no space left in the queue'],
  },
})
