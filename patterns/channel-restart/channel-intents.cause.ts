import { defineCause } from '../../src/model/cause.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import { check } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelLoggedOut } from './channel-logged-out.pattern.ts'

export const channelIntents = defineCause({
  id: 'channel-intents',
  class: 'channel-restart',
  title: 'Discord refuses the bot for want of privileged intents (4014)',
  severity: 'high',
  decide: () => ({ verdict: 'fix-environment' }),
  trigger: [{ pattern: channelLoggedOut, where: { intents: true } }],
  strength: 78,
  claims: [channelExited, channelSocketClosed],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      "Discord's own gateway closed the bot with 4014: the intents that it asks for are not switched on in the developer portal. This is Discord's code, OpenClaw's gateway is not meant.",
    ),
  ],
  checks: () => [check.channels],
  fix: () => [
    {
      what: 'Switch on the Message Content (and Server Members) intent of the bot in the Discord developer portal, then restart the channel',
      command: 'openclaw gateway restart',
    },
  ],
})
