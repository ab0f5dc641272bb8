import { defineCause } from '../../src/model/cause.ts'
import { no, noChange } from '../answers.ts'
import { check } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelLoggedOut } from './channel-logged-out.pattern.ts'
import { channelSent } from './channel-sent.pattern.ts'
import { refusedCredentials } from './refused-credentials.ts'

export const channelCredentials = defineCause({
  id: 'channel-credentials',
  class: 'other',
  title: "A channel's own credentials are refused",
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'align-credentials',
    do: {
      what: 'Set a valid token, or link the account again',
      command: 'openclaw channels login --channel <channel>',
    },
    restart: no('The service refuses the same credential after a restart.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.channels, expect: 'the account above is not connected' },
  }),
  trigger: [
    { pattern: channelLoggedOut, not: { intents: true } },
    { pattern: channelExited, where: { error: refusedCredentials } },
  ],
  gap: '3h',
  by: 'channel',
  strength: 82,
  claims: [channelExited],
  recovery: [channelSent],
  recoverySharing: ['channel'],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('channel').join(', ') || 'A channel'} refuses ` +
        `${accounts(facts.values('account'))} ` +
        `(${[...facts.values('what'), ...facts.values('error')].slice(0, 2).join('; ')}). These are the ` +
        'credentials of the chat service, not the token of the gateway.',
    ),
  ],
  checks: () => [check.channels],
  fix: () => [
    { what: 'Set a valid token, or link the account again', command: 'openclaw channels login --channel <channel>' },
  ],
})

function accounts(names: readonly string[]): string {
  return names.length === 0 ? 'the account' : `account ${names.slice(0, 6).join(', ')}`
}
