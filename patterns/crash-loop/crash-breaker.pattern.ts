import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const crashBreaker = definePattern({
  id: 'crash.breaker',
  class: 'crash-loop',
  role: 'cause',
  sets: [{ track: 'channel', state: 'held', where: { state: 'tripped' } }],
  title: 'Restart-loop breaker {state}',
  description:
    'Three unclean starts within five minutes trip it. The gateway then runs and looks healthy, but all ' +
    'channels stay silent. Since 2026.7.1.',
  keywords: ['restart-loop breaker', 'crash-loop breaker'],
  subsystems: [...channelSubsystems, 'health-monitor'],
  match: anyOf(
    /restart-loop breaker (?<state>tripped|recovered)(?:: (?<starts>\d+) unclean boot\(s\) within (?<windowMs>\d+)ms)?/,
    /channel autostart suppressed by crash-loop breaker; refusing automatic start for (?<channel>[\w-]+)/,
  ),
  fields: ({ state, starts, windowMs, channel }) => ({ state: state ?? 'suppressed', starts, windowMs, channel }),
  roleOf: ({ state }) => (state === 'recovered' ? 'recovery' : 'cause'),
  examples: {
    hits: [
      {
        line: '[gateway] restart-loop breaker tripped: 3 unclean boot(s) within 300000ms; suppressing channel/provider account auto-start.',
        fields: { state: 'tripped', starts: '3' },
      },
      {
        line: '[telegram] channel autostart suppressed by crash-loop breaker; refusing automatic start for telegram. Start a channel manually',
        fields: { state: 'suppressed', channel: 'telegram' },
      },
      { line: '[gateway] restart-loop breaker recovered; channel auto-start restored', fields: { state: 'recovered' } },
    ],
    misses: ['[gateway] circuit breaker tripped'],
  },
})
