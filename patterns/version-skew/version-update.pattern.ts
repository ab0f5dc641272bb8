import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const versionUpdate = definePattern({
  id: 'version.update',
  class: 'other',
  role: 'context',
  sets: [{ track: 'package.version', state: { attribute: 'next' }, details: ['what'] }],
  change: 'other',
  title: 'Update: {what}',
  description: 'Printed by `openclaw update`, or logged by the gateway when a newer version exists.',
  keywords: ['update available (', 'openclaw update', 'Updating OpenClaw', 'Update Result', 'restart sentinel'],
  match: anyOf(
    /^(?<what>update available) \([^)]*\): v(?<next>\S+) \(current v(?<gateway>[^)]+)\)/,
    /^(?<what>Updating OpenClaw|Update Result)(?:: (?<result>[A-Z]+))?/,
  ),
  examples: {
    hits: [
      { line: 'Update Result: ERROR', fields: { what: 'Update Result', result: 'ERROR' } },
      {
        line: '[gateway] update available (latest): v2026.9.6 (current v2026.9.3). Run: openclaw update',
        fields: { gateway: '2026.9.3', next: '2026.9.6' },
      },
    ],
    misses: ['no update available'],
  },
})
