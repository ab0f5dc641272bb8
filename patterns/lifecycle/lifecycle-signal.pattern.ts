import { definePattern } from '../../src/model/pattern.ts'

export const lifecycleSignal = definePattern({
  id: 'lifecycle.signal',
  class: 'other',
  role: 'context',
  routine: true,
  sets: [
    { track: 'gateway.process', state: 'draining', where: { what: 'restarting' }, details: ['signal'] },
    { track: 'gateway.process', state: 'stopping', where: { what: 'shutting down' }, details: ['signal'] },
  ],
  change: 'other',
  title: 'The gateway was told to {what} ({signal})',
  description:
    'SIGUSR1 (SIGUSR2 in 9.6) restarts in place; SIGTERM comes from a supervisor, an operator, --force or a rival gateway. No such line before a start means an unclean end.',
  keywords: ['signal SIG', 'received SIG'],
  subsystems: ['gateway'],
  match:
    /^(?:signal (?<signal>SIG\w+) received|received (?<signal2>SIG\w+)(?:[;,] (?<what>shutting down|restarting)| during shutdown; ignoring))$/,
  fields: ({ signal: name, signal2, what }) => ({
    signal: name ?? signal2,
    what: what ?? (/SIGUSR/.test(name ?? signal2 ?? '') ? 'restarting' : 'shutting down'),
  }),
  examples: {
    hits: [
      { line: '[gateway] received SIGTERM; shutting down', fields: { signal: 'SIGTERM', what: 'shutting down' } },
      {
        line: '[gateway] received SIGTERM during shutdown; ignoring',
        fields: { signal: 'SIGTERM', what: 'shutting down' },
      },
      { line: '[gateway] signal SIGUSR1 received', fields: { signal: 'SIGUSR1', what: 'restarting' } },
    ],
    misses: ['[signal] signal SIGNAL received'],
  },
})
