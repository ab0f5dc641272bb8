import { definePattern } from '../../src/model/pattern.ts'

export const configInvalid = definePattern({
  id: 'config.invalid',
  class: 'config-invalid',
  role: 'cause',
  sets: [{ track: 'config.disk', state: 'invalid', details: ['path'] }],
  title: 'The configuration is invalid: {path}',
  description:
    'Exit 78 (1 in older versions). The problems stand on the lines below. `Config invalid` with `File:` is the same from the CLI.',
  keywords: ['Invalid config at', 'Config invalid', 'Invalid config:', 'config is invalid;', 'JSON5: invalid'],
  match:
    /(?:Invalid config at (?<path>[^:\n\\]+?)[:.]?(?:\\n| |$|\n)(?:- )?(?<issue>[^\n]*)|^(?<text>Config invalid|OpenClaw config is invalid)(?:$|[.:;])|Invalid config: (?<issue2>[^\n]+)|(?<json>JSON5: invalid [^\n]*))/,
  fields: ({ path, issue, issue2, text, json }) => ({
    path,
    issue: issue ?? issue2 ?? json,
    what: text === undefined ? undefined : 'cli',
  }),
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
    ],
    misses: ['[config] Config validation is on'],
  },
})
