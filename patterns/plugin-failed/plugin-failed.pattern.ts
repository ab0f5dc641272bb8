import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const pluginFailed = definePattern({
  id: 'plugin.failed',
  class: 'plugin-failed',
  role: 'cause',
  title: 'The plug-in {plugin} failed: {error}',
  description:
    'A plug-in threw while it was loaded, registered or started, and is left out. The gateway serves without it. ' +
    '`[plugins] … failed during <phase> from <file>:` and the diagnostic that repeats it, 2026.9.6.',
  keywords: [
    'plugin failed during',
    ' failed during register from',
    ' failed during load from',
    ' failed to load from',
  ],
  subsystems: ['plugins', 'gateway'],
  match: anyOf(
    /^(?<plugin>[\w@/.-]+) failed (?:during (?<phase>\w+)|to (?<phase>load)) from (?<path>[^\n:]+): (?<error>[^\n]*)/,
    /plugin failed during (?<phase>\w+): (?<error>[^\n]*?) \(plugin=(?<plugin>[^,)]+), source=(?<path>[^)]+)\)/,
  ),
  fields: ({ plugin, phase, path, error }) => ({ plugin, phase, path, error: error?.slice(0, 200) }),
  examples: {
    hits: [
      {
        line: '[plugins] acme-notes failed during register from /home/ann/.openclaw/extensions/acme-notes/index.js: Error: boom',
        fields: {
          plugin: 'acme-notes',
          phase: 'register',
          path: '/home/ann/.openclaw/extensions/acme-notes/index.js',
          error: 'Error: boom',
        },
      },
      {
        line: '[gateway] [plugins] plugin failed during register: Error: boom (plugin=acme-notes, source=/home/ann/.openclaw/extensions/acme-notes/index.js)',
        fields: {
          plugin: 'acme-notes',
          phase: 'register',
          path: '/home/ann/.openclaw/extensions/acme-notes/index.js',
          error: 'Error: boom',
        },
      },
      {
        line: '[plugins] acme-notes failed to load from /home/ann/.openclaw/extensions/acme-notes/index.js: Error: boom',
        fields: { plugin: 'acme-notes', phase: 'load', error: 'Error: boom' },
      },
    ],
    misses: ['[plugins] acme-notes registered from /home/ann/x.js', '[tools] read failed during load from cache: x'],
  },
})
