import { definePattern } from '../../src/model/pattern.ts'
import { anyOf, sequence } from '../../src/base/expressions.ts'

export const channelHealthRestart = definePattern({
  id: 'channel.health-restart',
  class: 'channel-restart',
  role: 'cause',
  sets: [{ track: 'channel', state: 'restarting', key: ['channel', 'account'], details: ['reason'] }],
  title: 'The health monitor restarts {channel} ({reason})',
  description:
    'The monitor checks the channels every five minutes. "stale-socket" and "stuck" also hit idle accounts. A ' +
    'restart for "stopped" may do nothing if the account is wedged.',
  keywords: [
    'health-monitor: restarting',
    'restarts/hour limit',
    'health-monitor: hit',
    'health-monitor: restart failed',
    'health-monitor: skipping restart',
  ],
  match: sequence(
    /(?:^\[(?<channel>[\w-]+):(?<account>[^\]]+)\] )?health-monitor: /,
    anyOf(
      /restarting \(reason: (?<reason>[\w-]+)\)/,
      /hit (?<times>\d+) restarts\/hour limit/,
      /skipping restart, (?<skip>[\w -]+)/,
      /restart failed: (?<error>.*)/,
    ),
  ),
  fields: ({ channel, account, reason, times, error, skip }) => ({
    channel,
    account,
    reason: reason ?? skip?.replace(/ /g, '-') ?? (times === undefined ? 'restart-failed' : 'hourly-limit'),
    error,
  }),
  examples: {
    hits: [
      {
        line: '[health-monitor] [slack:default] health-monitor: hit 10 restarts/hour limit, skipping',
        fields: { reason: 'hourly-limit' },
      },
      {
        line: '[health-monitor] [whatsapp:default] health-monitor: skipping restart, terminal disconnect',
        fields: { reason: 'terminal-disconnect' },
      },
      {
        line: '[health-monitor] [discord:default] health-monitor: restart failed: Error: x',
        fields: { reason: 'restart-failed', error: 'Error: x' },
      },
      {
        line: '[health-monitor] [telegram:coding] health-monitor: restarting (reason: stuck)',
        fields: { channel: 'telegram', account: 'coding', reason: 'stuck' },
      },
    ],
    misses: ['[health-monitor] started (interval: 300s, grace: 60s)'],
  },
})
