import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelLoggedOut } from './channel-logged-out.pattern.ts'
import { refusedCredentials } from './refused-credentials.ts'

export const channelCredentials = defineCause({
  id: 'channel-credentials',
  class: 'other',
  title: "A channel's own credentials are refused",
  severity: 'medium',
  decide: () => ({ verdict: 'align-credentials' }),
  trigger: [
    { pattern: channelLoggedOut, not: { intents: true } },
    { pattern: channelExited, where: { error: refusedCredentials } },
  ],
  gap: '3h',
  strength: 82,
  claims: [channelExited],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('channel').join(', ') || 'A channel'} refuses its bot token or session (${facts.values('what').slice(0, 2).join('; ')}). The gateway and its own token are not concerned.`,
    ),
  ],
  checks: () => [check.channels],
  fix: () => [
    { what: 'Set a valid token, or link the account anew', command: 'openclaw channels login --channel <channel>' },
    fix.restart,
  ],
})
