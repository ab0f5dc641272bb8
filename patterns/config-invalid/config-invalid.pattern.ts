import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const configInvalid = definePattern({
  id: 'config.invalid',
  class: 'config-invalid',
  role: 'cause',
  sets: [{ track: 'config.disk', state: 'invalid', details: ['path'] }],
  title: 'The configuration is invalid: {path}',
  description:
    'The gateway exits with 78 (1 in older versions), and the lines below name the problems. The CLI prints ' +
    '`Config invalid` with `File:` instead.',
  keywords: ['Invalid config at', 'Config invalid', 'Invalid config:', 'OpenClaw config is invalid', 'JSON5: invalid'],
  match: anyOf(
    /Invalid config at (?<path>[^:\n\\]+?)[:.]?(?:\\n| |$|\n)(?:- )?(?<issue>[^\n]*)/,
    /^(?<text>Config invalid|OpenClaw config is invalid)(?:$|[.:;])/,
    /Invalid config: (?<issue>[^\n]+)/,
    /(?<issue>JSON5: invalid [^\n]*)/,
  ),
  fields: ({ path, issue, text }) => ({ path, issue, what: text === undefined ? undefined : 'cli' }),
  examples: {
    hits: [
      {
        line: 'Invalid config: hooks.token must not match gateway auth token',
        fields: { issue: 'hooks.token must not match gateway auth token' },
      },
      { line: "JSON5: invalid character '}' at 12:1", fields: { issue: "JSON5: invalid character '}' at 12:1" } },
      {
        line: 'Gateway failed to start: Invalid config at /home/ann/.openclaw/openclaw.json:',
        fields: { path: '/home/ann/.openclaw/openclaw.json' },
      },
      {
        line: '2026-03-14T17:16:23.900+08:00 Invalid config at /home/ann/.openclaw/openclaw.json:\\n- models.providers.x: Unrecognized key: "api_key"',
        fields: { issue: 'models.providers.x: Unrecognized key: "api_key"' },
      },
      { line: 'Config invalid', fields: { what: 'cli' } },
      { line: 'OpenClaw config is invalid: ~/.openclaw/openclaw.json', fields: { what: 'cli' } },
    ],
    misses: ['[config] Config validation is on'],
  },
})
