import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { droppedMessages } from './dropped-messages.ts'
import { policySteps } from './policy-steps.ts'

export const channelPolicyDrops = defineCause({
  id: 'channel-policy-drops',
  class: 'policy-drop',
  title: 'Messages are dropped by the policy of a channel',
  severity: 'medium',
  decide: () => ({ verdict: 'approve-access' }),
  trigger: droppedMessages,
  by: 'channel',
  gap: '2h',
  strength: 82,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'message')} from senders or groups that the policy of ${facts.values('channel').join(', ') || 'the channel'} does not admit (${facts.values('policy').join(', ') || facts.values('why').slice(0, 2).join('; ') || facts.values('what').slice(0, 2).join('; ')}). The channel itself works; the sender hears nothing.`,
    ),
  ],
  checks: () => [
    ...policySteps([]),
    { what: 'Senders that wait for approval', command: 'openclaw pairing list --channel <channel>' },
  ],
  fix: () => [
    { what: 'Approve the sender', command: 'openclaw pairing approve <channel> <code>' },
    { what: 'Or add it to allowFrom, groupAllowFrom, groups or guilds of the channel' },
  ],
})
