import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const configBindFailed = definePattern({
  id: 'config.bind-failed',
  class: 'config-invalid',
  role: 'cause',
  title: 'The gateway cannot bind to {url}: {error}',
  description: 'This host does not have the address, or the port needs privileges.',
  keywords: [
    'failed to bind gateway socket on',
    'gateway bind=custom requested',
    'listen EACCES',
    'listen EADDRNOTAVAIL',
  ],
  match: anyOf(
    /failed to bind gateway socket on (?<url>\S+): (?<error>[^\n]*)/,
    /gateway bind=custom requested (?<url>\S+) but resolved (?<got>[\w.:]+)/,
    /listen (?<error>EACCES|EADDRNOTAVAIL)\b(?:: [^\n]*? (?<url>\S+:\d+))?/,
  ),
  fields: ({ url, error, got }, { body }) =>
    body.includes('EADDRINUSE')
      ? undefined
      : { url, error: error?.slice(0, 200) ?? (got === undefined ? undefined : `resolved to ${got}`) },
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: gateway bind=custom requested 10.99.99.99 but resolved 0.0.0.0; refusing fallback.',
        fields: { url: '10.99.99.99', error: 'resolved to 0.0.0.0' },
      },
      { line: 'Error: listen EACCES: permission denied 0.0.0.0:443', fields: { error: 'EACCES', url: '0.0.0.0:443' } },
      {
        line: 'Gateway failed to start: failed to bind gateway socket on ws://10.9.9.9:18789: Error: listen EADDRNOTAVAIL: address not available 10.9.9.9:18789',
        fields: { url: 'ws://10.9.9.9:18789' },
      },
    ],
    misses: ['[http] listen EACCESS'],
  },
})
