import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from '../last-segment.ts'
import { refusedCredentials } from './refused-credentials.ts'
import { anyOf } from '../../src/base/expressions.ts'

export const channelTransport = definePattern({
  id: 'channel.transport',
  class: 'channel-restart',
  role: 'cause',
  title: '{what} ({channel})',
  description:
    'A channel lost its connection to the chat service: stalled polling, a closed socket, or reconnects that ' +
    'stopped.',
  keywords: [
    'Polling stall detected',
    'Web connection closed (status',
    'Web reconnect: max attempts',
    'watchdog timeout (',
    'onnection lost, reconnecting',
    'SSE stream error',
    'reconnect stopped',
    'READY wait timed out',
    'slack socket mode failed',
    'slack socket mode disconnected',
    'socket mode failed',
    'polling runner stop',
  ],
  subsystems: channelSubsystems,
  match: anyOf(
    // Telegram
    /(?<what>Polling stall detected|polling runner stopp)/,
    // WhatsApp
    /(?<what>Web connection closed \(status \d+|Web reconnect: max attempts reached|watchdog timeout \()/,
    // Signal, and others that lose a connection
    /(?<what>(?:Signal )?(?:SSE )?[Cc]onnection lost, reconnecting|Signal SSE stream error|Signal reconnect stopped)/,
    // Discord
    /(?<what>READY wait timed out)/,
    // Slack
    /(?<what>(?:slack )?socket mode (?:failed to start|disconnected))/,
  ),
  fields: ({ what }, { attributes, body }) => {
    if (refusedCredentials.test(body)) return undefined
    const channel = /Web (?:connection|reconnect)|watchdog/.test(what ?? '')
      ? 'whatsapp'
      : /socket mode/.test(what ?? '')
        ? 'slack'
        : /Signal/.test(what ?? '')
          ? 'signal'
          : lastSegment(attributes['subsystem'])
    return { channel, what: what?.replace(/ \($/, '').replace(/\(status (\d+)$/, '(status $1)') }
  },
  examples: {
    hits: [
      { line: '[signal] Signal SSE stream error: terminated', fields: { channel: 'signal' } },
      { line: '[discord] gateway READY wait timed out', fields: { channel: 'discord', what: 'READY wait timed out' } },
      { line: '[slack] slack socket mode disconnected', fields: { channel: 'slack' } },

      {
        line: '[telegram] Polling stall detected (no response for 120s)',
        fields: { channel: 'telegram', what: 'Polling stall detected' },
      },
      {
        line: '[whatsapp] Web connection closed (status 408). Retry 1/12 in 4.1s',
        fields: { what: 'Web connection closed (status 408)' },
      },
    ],
    misses: ['connection lost'],
  },
})
