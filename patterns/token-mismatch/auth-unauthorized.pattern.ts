import { definePattern } from '../../src/model/pattern.ts'
import { refusalOf } from '../reasons.ts'
import { refusalClasses } from './refusal-classes.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const authUnauthorized = definePattern({
  id: 'auth.unauthorized',
  class: 'token-mismatch',
  role: 'cause',
  sets: [{ track: 'client', state: 'refused', key: ['client', 'mode'], details: ['refusal'] }],
  title: 'Refused: {reason}',
  description:
    'The gateway rejected the credential. Has role= to ua= since 2026.4.15, suppressed= since 2026.5.28 (the ' +
    'line then stands for 1 + suppressed refusals) and guidance= since 2026.8.2.',
  keywords: ['unauthorized conn='],
  subsystems: ['ws'],
  match: anyOf(
    sequence(
      /unauthorized conn=(?<conn>\S+)(?: peer=(?<peer>\S+))?(?: remote=(?<remote>\S+))?/,
      /(?: client=(?<client>.*?) (?<mode>\S+) v(?<version>\S+))?/,
      /(?: role=(?<role>\S+) scopes=(?<scopes>\d+) auth=(?<auth>\S+) device=(?<device>yes|no) .*?)?/,
      / reason=(?<reason>[\w-]+)(?: guidance=(?<guidance>.*?))?/,
      /(?: suppressed=(?<suppressed>\d+))?(?: [a-zA-Z]\w*=.*)?$/,
    ),
    // a line that was cut off
    /unauthorized conn=(?<conn>[\w-]+)/,
  ),
  fields: ({ guidance, ...groups }) => ({
    ...groups,
    refusal: refusalOf(groups['reason']) ?? refusalOf(guidance) ?? 'unauthorized',
  }),
  classOf: ({ refusal }) => refusalClasses[String(refusal)] ?? 'token-mismatch',
  examples: {
    hits: [
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 client=cli cl>',
        fields: { conn: '5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f' },
        note: 'cut off by a pager',
      },
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 client=openclaw-control-ui webchat v2026.3.8 reason=token_mismatch',
        fields: { reason: 'token_mismatch', refusal: 'token-mismatch', client: 'openclaw-control-ui', mode: 'webchat' },
      },
      {
        line: "[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f peer=127.0.0.1:52064->127.0.0.1:18789 remote=127.0.0.1 client=cli cli v2026.9.6 role=operator scopes=5 auth=token device=yes platform=linux instance=n/a host=127.0.0.1:18789 origin=n/a ua=n/a reason=token_missing guidance=unauthorized: gateway token missing (use this gateway's gateway.auth.token or pair the device) suppressed=41",
        fields: { reason: 'token_missing', refusal: 'token-missing', auth: 'token', device: 'yes', suppressed: '41' },
      },
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=127.0.0.1 client=cli cli v2026.2.21-2 reason=device_token_mismatch',
        fields: { refusal: 'device-token-mismatch' },
      },
      {
        line: '[ws] unauthorized conn=5f0c3a11-6a2e-4f57-9d1e-0a4b1c2d3e4f remote=192.0.2.9 client=cli cli v2026.9.6 reason=rate_limited',
        fields: { refusal: 'rate-limited' },
      },
    ],
    misses: [
      '[slack] unauthorized: invalid_auth',
      {
        line: '[agent/embedded] embedded run agent end: isError=true error=HTTP 401: unauthorized conn',
        note: 'a model provider refuses',
      },
    ],
  },
})
