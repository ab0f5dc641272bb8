import { definePattern } from '../../src/model/pattern.ts'
import { channelSubsystems } from '../channel-subsystems.ts'
import { lastSegment } from '../last-segment.ts'

export const channelHandlerFailed = definePattern({
  id: 'channel.handler-failed',
  class: 'plugin-failed',
  role: 'cause',
  title: 'The handler of {channel} failed: {error}',
  description:
    'The code of a channel threw on an inbound message, so that the message is lost while the channel stays ' +
    'connected. A TypeError here is code that calls what the other side no longer has.',
  keywords: ['handler failed: TypeError', 'handler failed: ReferenceError', 'handler failed: SyntaxError'],
  subsystems: channelSubsystems,
  match: /\bhandler failed: (?<error>(?:TypeError|ReferenceError|SyntaxError): [^\n]*)/,
  fields: ({ error }, { attributes }) => ({
    channel: lastSegment(attributes['subsystem']),
    error: error?.slice(0, 200),
  }),
  examples: {
    hits: [
      {
        line: "[telegram] callback handler failed: TypeError: Cannot read properties of undefined (reading 'send')",
        fields: { channel: 'telegram' },
      },
    ],
    misses: ['[hooks] handler failed: TypeError: x', '[telegram] handler failed: 400 Bad Request'],
  },
})
