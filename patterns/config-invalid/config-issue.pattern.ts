import { definePattern } from '../../src/model/pattern.ts'

export const configIssue = definePattern({
  id: 'config.issue',
  class: 'config-invalid',
  role: 'cause',
  title: 'Invalid: {issue}',
  description:
    'One problem of the configuration, on a line of its own below the one that says that it is invalid, or quoted alone.',
  keywords: [
    ': Unrecognized key',
    ': Invalid input',
    ': Invalid option',
    ': Invalid enum',
    ': Invalid literal',
    ': expected ',
    'plugin not found:',
    'unknown heartbeat target',
    'extension entry escapes',
    'Reserved redaction sentinel',
    ': unknown channel id',
    'must not match gateway auth',
    'are mutually exclusive',
  ],
  match:
    /(?:^|[-•✖] |: )(?<issue>(?:[\w$"'@/:[\]-]+(?:\.[\w$"'@/:[\]*-]+)*: (?:Unrecognized key|Invalid (?:input|option|enum|literal)|plugin: extension entry escapes|plugin not found|unknown heartbeat target|unknown channel id|Expected )|Reserved redaction sentinel|[\w.]+ must not match gateway auth|[^\n]*are mutually exclusive)[^\n]*)/,
  fields: ({ issue: problem }, { body }) =>
    /config reload skipped|Invalid config at/.test(body) ? undefined : { issue: problem?.slice(0, 300) },
  examples: {
    hits: [
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
