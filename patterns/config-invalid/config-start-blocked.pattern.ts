import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const configStartBlocked = definePattern({
  id: 'config.start-blocked',
  class: 'config-invalid',
  role: 'cause',
  title: 'The gateway refuses to start: {why}',
  description:
    'gateway.mode is not local, the file is missing or looks clobbered, or the gateway would listen without ' +
    'authentication.',
  keywords: [
    'Gateway start blocked:',
    'Missing config.',
    'Refusing to bind gateway',
    'refusing to bind gateway',
    'plugin verification failed',
    'Failed to read config at',
  ],
  match: anyOf(
    /(?<why>Gateway start blocked: [^\n]*|Missing config\. Run [^\n]*|OpenClaw plugin verification failed)/,
    /(?<why>[Rr]efusing to bind gateway to \S+ without auth)/,
    /(?<why>Failed to read config at \S+ SyntaxError[^\n]*)/,
  ),
  fields: ({ why }) => ({ why: why?.slice(0, 200), bind: /without auth/.test(why ?? '') ? true : undefined }),
  examples: {
    hits: [
      {
        line: 'Failed to read config at /home/ann/.openclaw/openclaw.json SyntaxError: JSON5: invalid end of input at 3:1',
      },

      {
        line: 'Gateway start blocked: set gateway.mode=local (current: unset) or pass --allow-unconfigured.',
        fields: { why: 'Gateway start blocked: set gateway.mode=local (current: unset) or pass --allow-unconfigured.' },
      },
      { line: 'Refusing to bind gateway to lan without auth.', fields: { bind: true } },
    ],
    misses: ['Missing config for plugin x'],
  },
})
