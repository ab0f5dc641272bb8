import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import { check } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelLoggedOut } from './channel-logged-out.pattern.ts'
import { channelSent } from './channel-sent.pattern.ts'

export const channelIntents = defineCause({
  id: 'channel-intents',
  class: 'channel-restart',
  title: 'Discord refuses the bot: privileged intents are not enabled (4014)',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: { what: 'Enable the Message Content (and Server Members) intent of the bot in the Discord developer portal' },
    restart: no('Discord refuses the bot at each start.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.channels, expect: 'discord is not connected' },
  }),
  trigger: [{ pattern: channelLoggedOut, where: { intents: true } }],
  strength: 84,
  claims: [channelExited, channelSocketClosed],
  recovery: [channelSent],
  recoverySharing: ['channel'],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      "Discord's own gateway refused the bot: the intents that it asks for are not enabled in the developer portal.",
    ),
  ],
  background: "4014 is a close code of Discord's gateway. OpenClaw's gateway and its clients have no part in it.",
  checks: () => [check.channels],
  fix: () => [{ what: 'Enable the intents in the Discord developer portal; the channel connects at its next attempt' }],
})
