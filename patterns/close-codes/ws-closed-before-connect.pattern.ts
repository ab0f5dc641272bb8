import { definePattern } from '../../src/model/pattern.ts'
import { closeRole } from './close-role.ts'
import { connectionFields } from './connection-fields.ts'

export const wsClosedBeforeConnect = definePattern({
  id: 'ws.closed-before-connect',
  class: 'close-code',
  role: 'symptom',
  title: 'Closed before connect with {code}',
  description:
    'The TCP connection and the upgrade succeeded, but `connect` did not. This is the last line of a failed ' +
    'handshake; an earlier line with the same conn= says why. Has peer= since 2026.4.15, suppressed= since ' +
    '2026.5.28 and phase= since 2026.7.1. The console of 2026.9.6 repeats the fields at the end.',
  keywords: ['closed before connect'],
  subsystems: ['ws', 'gateway'],
  exclusive: true,
  match: /closed before connect[ .…]+(?<rest>\w+=.*)$/,
  fields: ({ rest }, { attributes }) => connectionFields(rest!, attributes),
  roleOf: (attributes) => (Number(attributes['code']) === 1000 ? 'symptom' : closeRole(attributes)),
  examples: {
    hits: [
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 fwd=n/a origin=http://localhost:18789 host=localhost:18789 ua=Mozilla/5.0 (X11; Linux x86_64) code=1008 reason=unauthorized: gateway token missing (open the dashboard URL and paste the token in Control UI settings)',
        fields: {
          code: 1008,
          refusal: 'token-missing',
          remote: '127.0.0.1',
          origin: 'http://localhost:18789',
          ua: 'Mozilla/5.0 (X11; Linux x86_64)',
        },
      },
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:61022->127.0.0.1:18789 remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=1006 reason=n/a phase=ws_upgrade_started suppressed=12',
        fields: { code: 1006, phase: 'ws_upgrade_started', suppressed: '12', peer: '127.0.0.1:61022->127.0.0.1:18789' },
      },
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:1->127.0.0.1:2 remote=127.0.0.1 fwd=198.51.100.7 origin=n/a host=127.0.0.1:18789 ua=n/a code=1008 reason=device identity required phase=ws_upgrade_started cause=device-required durationMs=53 handshake=failed phase=ws_upgrade_started host=127.0.0.1:18789 client=cli mode=cli version=2026.9.6',
        fields: {
          code: 1008,
          refusal: 'device-identity',
          cause: 'device-required',
          fwd: '198.51.100.7',
          client: 'cli',
          durationMs: '53',
        },
      },
      {
        line: '[gateway/ws] WARN closed before connect cause=handshake-timeout handshakeMs=12688 durationMs=16859 code=1000',
        fields: { code: 1000, refusal: 'handshake-timeout' },
      },
      {
        line: 'Apr 05 14:16:13 pi node[206]: 2026-04-05T14:16:13.853+01:00 [ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=>',
        fields: { conn: '5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f', remote: '127.0.0.1' },
        note: 'cut off by a pager',
      },
      {
        line: '[ws] closed before connect conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=203.0.113.9 fwd=n/a origin=n/a host=x ua=Evil code=1001 reason=n/a code=1008 reason=unauthorized: gateway token mismatch (x)',
        fields: { ambiguous: true },
        note: 'a user agent that poses as the rest of the line',
      },
    ],
    misses: [
      '[ws] closed before connecting to the database',
      { line: "[error]: [ '[ws]', 'closed before connect conn' ]", note: "a channel vendor's own socket" },
    ],
  },
})
