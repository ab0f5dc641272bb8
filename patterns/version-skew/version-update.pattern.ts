import { definePattern } from '../../src/model/pattern.ts'

export const versionUpdate = definePattern({
  id: 'version.update',
  class: 'other',
  role: 'context',
  sets: [{ track: 'package.version', state: { attribute: 'next' }, details: ['what'] }],
  change: 'other',
  title: 'Update: {what}',
  description: 'What `openclaw update` and the gateway say of versions.',
  keywords: ['update available (', 'openclaw update', 'Updating OpenClaw', 'Update Result', 'restart sentinel'],
  match:
    /^(?:(?<what>update available) \((?<channel>[^)]*)\): v(?<next>\S+) \(current v(?<gateway>[^)]+)\)|(?<what2>Updating OpenClaw|Update Result)[^\n]*)/,
  fields: ({ what, what2, next, gateway }) => ({ what: what ?? what2, next, gateway }),
  examples: {
    hits: [
      { line: 'Update Result: ERROR', fields: { what: 'Update Result' } },
      {
        line: '[gateway] update available (latest): v2026.9.6 (current v2026.9.3). Run: openclaw update',
        fields: { gateway: '2026.9.3', next: '2026.9.6' },
      },
    ],
    misses: ['no update available'],
  },
})
