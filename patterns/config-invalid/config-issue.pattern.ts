import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const configIssue = definePattern({
  id: 'config.issue',
  class: 'config-invalid',
  role: 'cause',
  title: 'Invalid: {issue}',
  description: 'One problem in the configuration: on a line below the one that calls it invalid, or quoted alone.',
  keywords: [
    ': Unrecognized key',
    ': Invalid input',
    ': Invalid option',
    ': Invalid enum',
    ': Invalid literal',
    ': expected ',
    ': Failed to read include',
    'plugin not found:',
    'unknown heartbeat target',
    'extension entry escapes',
    'Reserved redaction sentinel',
    ': unknown channel id',
    'must not match gateway auth',
    'are mutually exclusive',
  ],
  match: sequence(
    /(?:^|[-•✖—] |: )/,
    anyOf(
      sequence(
        /(?<key>[\w$"'@/:[\]<>-]+(?:\.[\w$"'@/:[\]*-]+)*: )/,
        anyOf(
          /(?<problem>(?:Unrecognized key|Invalid (?:input|option|enum|literal)|Expected )[^\n]*)/,
          /(?<problem>(?:plugin not found|plugin: extension entry escapes)[^\n]*)/,
          /(?<problem>Failed to read include file[^\n]*)/,
          /(?<problem>unknown (?:heartbeat target|channel id)[^\n]*)/,
        ),
      ),
      /(?<problem>Reserved redaction sentinel[^\n]*)/,
      /(?<problem>[\w.]+ must not match gateway auth[^\n]*)/,
      /(?<problem>[^\n]*are mutually exclusive[^\n]*)/,
    ),
  ),
  fields: ({ key = '', problem }, { body }) =>
    /config reload skipped|Invalid config at/.test(body) ? undefined : { issue: `${key}${problem}`.slice(0, 300) },
  examples: {
    hits: [
      {
        line: '- plugins.entries.acme: plugin not found: acme',
        fields: { issue: 'plugins.entries.acme: plugin not found: acme' },
      },
      {
        line: 'openclaw.json:7 — gateway.port: Invalid input: expected number, received string',
        fields: { issue: 'gateway.port: Invalid input: expected number, received string' },
        note: 'as the start prints it since 2026.9.6',
      },
      { line: '<root>: Unrecognized key: "acme"', fields: { issue: '<root>: Unrecognized key: "acme"' } },
      {
        line: '  - <root>: Failed to read include file: ./acme.json5 (resolved: /home/ann/.openclaw/acme.json5)',
        fields: {
          issue: '<root>: Failed to read include file: ./acme.json5 (resolved: /home/ann/.openclaw/acme.json5)',
        },
      },
      {
        line: '- channels.acme: unknown channel id: acme',
        fields: { issue: 'channels.acme: unknown channel id: acme' },
      },
      {
        line: '- gateway.auth.token: Reserved redaction sentinel in the value',
        fields: { issue: 'Reserved redaction sentinel in the value' },
      },
      {
        line: 'Invalid config: hooks.token must not match gateway auth token',
        fields: { issue: 'hooks.token must not match gateway auth token' },
      },

      {
        line: '- models.providers.x: Unrecognized key: "api_key"',
        fields: { issue: 'models.providers.x: Unrecognized key: "api_key"' },
      },
      {
        line: '[2026-03-12T14:46:34.142Z] [WARN ] [Gateway stderr] - bindings.0: Invalid input',
        fields: { issue: 'bindings.0: Invalid input' },
      },
      {
        line: 'Gateway failed to start: Error: gateway auth mode is trusted-proxy, but a shared token is also configured; token and auth are mutually exclusive',
      },
    ],
    misses: ['- see the docs: Invalid is a word', '[tools] read failed: Invalid input'],
  },
})
