import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from '../last-segment.ts'
import { refusedCredentials } from './refused-credentials.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const channelExited = definePattern({
  id: 'channel.exited',
  class: 'channel-restart',
  role: 'cause',
  sets: [{ track: 'channel', state: 'down', key: ['channel', 'account'], details: ['error'] }],
  title: 'A channel stopped: {error}',
  description: 'One account of a channel stopped. The gateway restarts it up to ten times, 5 s to 5 min apart.',
  keywords: ['channel exited', 'auto-restart attempt', 'giving up after', 'auto-restart skipped'],
  subsystems: channelSubsystems,
  match: anyOf(
    /^\[(?<account>[^\]]+)\] channel exited(?:: (?<error>[^\n]*)| without an error)/,
    /^\[(?<account>[^\]]+)\] (?<what>auto-restart attempt) (?<attempt>\d+)\/\d+/,
    /^\[(?<account>[^\]]+)\] (?:(?<what>giving up after) \d+ restart attempts|(?<what>auto-restart skipped))/,
  ),
  fields: ({ account, error, what, attempt }, { attributes }) => ({
    account,
    channel: lastSegment(attributes['subsystem']),
    error: error?.slice(0, 300),
    what: what ?? 'exited',
    attempt,
  }),
  classOf: ({ error }) => (refusedCredentials.test(String(error ?? '')) ? 'other' : 'channel-restart'),
  examples: {
    hits: [
      { line: '[telegram] [default] auto-restart skipped: manual stop', fields: { what: 'auto-restart skipped' } },

      {
        line: "[telegram] [default] channel exited: Call to 'getMe' failed! (401: Unauthorized)",
        fields: { account: 'default', what: 'exited' },
      },
      {
        line: '[discord] [main] auto-restart attempt 3/10 in 20s',
        fields: { attempt: '3', what: 'auto-restart attempt' },
      },
      { line: '[slack] [default] giving up after 10 restart attempts', fields: { what: 'giving up after' } },
    ],
    misses: ['[x] channel exited', '2026-03-23T22:10:25Z [INFO] Auto-restarting in 8s (attempt 3/5)...'],
  },
})
