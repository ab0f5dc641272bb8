import { definePattern } from '../../src/model/pattern.ts'

export const reportTaskMissing = definePattern({
  id: 'report.task-missing',
  class: 'false-green',
  role: 'cause',
  title: 'The service points to something that is not there',
  description: 'A scheduled task, a plist or a unit whose program is gone.',
  keywords: [
    'Task script not found',
    'Service is loaded but not running',
    'Could not find service',
    'LaunchAgent not loaded',
    'status=203/EXEC',
    'service appears installed but',
  ],
  match:
    /(?<what>Task script not found at \S+|Service is loaded but not running|Could not find service "?[\w.]+"?|status=203\/EXEC)/,
  roleOf: ({ what }) => (String(what).startsWith('Service is loaded') ? 'context' : 'cause'),
  examples: {
    hits: [{ line: 'Task script not found at C:\\Users\\ann\\.openclaw\\gateway.cmd', fields: {} }],
    misses: ['script found'],
  },
})
