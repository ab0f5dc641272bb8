import { definePattern } from '../../src/model/pattern.ts'

export const workspaceFallback = definePattern({
  id: 'workspace.fallback',
  class: 'workspace-mismatch',
  role: 'cause',
  title: 'The agent falls back to another workspace: {reason}',
  description: 'The session names no usable workspace. Since 2026.2.9.',
  keywords: ['[workspace-fallback]'],
  match: /\[workspace-fallback\] caller=(?<caller>\S+) reason=(?<reason>\S+)/,
  examples: {
    hits: [
      {
        line: '[agent/embedded] [workspace-fallback] caller=runEmbeddedAgent reason=missing run=1 session=2 agent=main workspace=sha256:00',
        fields: { reason: 'missing' },
      },
    ],
    misses: ['workspace-fallback is set'],
  },
})
