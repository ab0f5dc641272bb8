import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const configReloadSkipped = definePattern({
  id: 'config.reload-skipped',
  class: 'config-invalid',
  role: 'cause',
  sets: [
    { track: 'config.used', state: 'refused', where: { why: 'invalid config' }, details: ['issue'] },
    { track: 'config.used', state: 'skipped', where: { why: /writer intent|not found|failed/ }, details: ['why'] },
  ],
  title: 'A changed configuration was not applied: {issue}',
  description: 'The running gateway keeps the old configuration. A later restart will fail on the new one.',
  keywords: ['config reload skipped (', 'config reload failed:', 'config restart failed:'],
  subsystems: ['reload', 'gateway'],
  match: anyOf(
    /^config reload skipped \((?<why>[^)]*)\)(?:: (?<issue>.*))?/,
    /^config (?:reload|restart) failed: (?<issue>.*)/,
  ),
  fields: ({ why = 'failed', issue }) => ({ why, issue: issue?.slice(0, 400) }),
  roleOf: ({ why }) => (typeof why === 'string' && /writer intent/.test(why) ? 'context' : 'cause'),
  examples: {
    hits: [
      { line: '[reload] config restart failed: Error: boom', fields: { why: 'failed', issue: 'Error: boom' } },
      {
        line: '[reload] config reload skipped (invalid config): auth.profiles.x: Unrecognized key: "apiKey"',
        fields: { why: 'invalid config', issue: 'auth.profiles.x: Unrecognized key: "apiKey"' },
      },
    ],
    misses: ['[plugins] config reload skipped'],
  },
})
