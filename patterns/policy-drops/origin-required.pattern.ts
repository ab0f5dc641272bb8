import { definePattern } from '../../src/model/pattern.ts'

export const originRequired = definePattern({
  id: 'origin.required',
  class: 'policy-drop',
  role: 'cause',
  title: 'The gateway refuses to start without allowed origins',
  description: 'Since 2026.2.25/26 a dashboard on a non-loopback bind needs gateway.controlUi.allowedOrigins.',
  keywords: ['non-loopback Control UI requires'],
  match: /non-loopback Control UI requires gateway\.controlUi\.allowedOrigins/,
  fields: () => ({ key: 'gateway.controlUi.allowedOrigins' }),
  examples: {
    hits: [
      {
        line: 'Gateway failed to start: Error: non-loopback Control UI requires gateway.controlUi.allowedOrigins (set explicit origins), or set gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback=true',
        fields: { key: 'gateway.controlUi.allowedOrigins' },
      },
    ],
    misses: ['non-loopback Control UI is on'],
  },
})
