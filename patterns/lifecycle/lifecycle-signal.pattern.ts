import { definePattern } from '../../src/model/pattern.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const lifecycleSignal = definePattern({
  id: 'lifecycle.signal',
  class: 'other',
  role: 'context',
  sets: [
    { track: 'gateway.process', state: 'draining', where: { what: 'restarting' }, details: ['signal'] },
    { track: 'gateway.process', state: 'stopping', where: { what: 'shutting down' }, details: ['signal'] },
  ],
  routine: true,
  change: 'other',
  title: 'The gateway received {signal}: {what}',
  description:
    'SIGUSR1 (SIGUSR2 in 2026.9.6) restarts in place. SIGTERM comes from a supervisor, an operator, --force or ' +
    'a rival gateway. A start without this line before it follows an unclean end.',
  keywords: ['signal SIG', 'received SIG'],
  subsystems: ['gateway'],
  match: anyOf(
    /^signal (?<signal>SIG\w+) received$/,
    /^received (?<signal>SIG\w+)(?:[;,] (?<what>shutting down|restarting)| during shutdown; ignoring)$/,
  ),
  fields: ({ signal = '', what }) => ({
    signal,
    what: what ?? (signal.includes('SIGUSR') ? 'restarting' : 'shutting down'),
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
