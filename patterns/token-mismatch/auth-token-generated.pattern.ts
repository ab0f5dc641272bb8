import { definePattern } from '../../src/model/pattern.ts'

export const authTokenGenerated = definePattern({
  id: 'auth.token-generated',
  class: 'token-mismatch',
  role: 'cause',
  sets: [{ track: 'credential.used', state: 'made at this start' }],
  title: 'The gateway has no token and made one for this start',
  description:
    'Token mode without gateway.auth.token. The made-up token is written nowhere, so the next start makes another ' +
    'one, and each restart locks out whoever had it. 2026.2.26 saved the token, in other words.',
  keywords: ['auth token was missing. Generated'],
  subsystems: ['gateway'],
  match: /auth token was missing\. Generated (?<kind>a runtime token for this startup without changing config)/,
  fields: ({ kind }) => ({ kind }),
  examples: {
    hits: [
      {
        line: '[gateway] auth token was missing. Generated a runtime token for this startup without changing config; restart will generate a different token. Persist one with `openclaw config set gateway.auth.mode token` and `openclaw config set gateway.auth.token <token>`.',
        fields: { kind: 'a runtime token for this startup without changing config' },
      },
    ],
    misses: ['[gateway] auth token was missing. Generated a new token and saved it to config (gateway.auth.token).'],
  },
})
