import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const reportTaskMissing = definePattern({
  id: 'report.task-missing',
  class: 'false-green',
  role: 'cause',
  title: 'The service points to a missing program',
  description: 'The program of a scheduled task, a plist or a unit is gone.',
  keywords: [
    'Task script not found',
    'Service is loaded but not running',
    'Could not find service',
    'LaunchAgent not loaded',
    'status=203/EXEC',
    'service appears installed but',
  ],
  match: anyOf(
    /(?<what>Task script not found at \S+|Service is loaded but not running)/,
    /(?<what>Could not find service "?[\w.]+"?|status=203\/EXEC)/,
  ),
  roleOf: ({ what }) => (String(what).startsWith('Service is loaded') ? 'context' : 'cause'),
  examples: {
    hits: [
      {
        line: 'Could not find service "ai.openclaw.gateway" in domain for user gui: 501',
        fields: { what: 'Could not find service "ai.openclaw.gateway"' },
      },
      { line: 'Task script not found at C:\\Users\\ann\\.openclaw\\gateway.cmd', fields: {} },
    ],
    misses: ['script found'],
  },
})
