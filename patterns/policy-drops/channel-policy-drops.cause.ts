import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { droppedMessages } from './dropped-messages.ts'
import { policyDmPairing } from './policy-dm-pairing.pattern.ts'
import { admit, dropReason, policyChecks } from './policy-steps.ts'
import { appliedPolicy } from './applied-policy.ts'

export const channelPolicyDrops = defineCause({
  id: 'channel-policy-drops',
  class: 'policy-drop',
  title: 'Messages are dropped by the policy of a channel',
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'approve-access',
    stands: true,
    do: admit(facts),
    restart: { helps: 'no', why: 'The channel does what its configuration says.' },
    confirm: { ...policyChecks[0]!, expect: `The policy that the lines name (${dropReason(facts)}).` },
  }),
  trigger: droppedMessages,
  by: 'channel',
  gap: '2h',
  strength: 82,
  recovery: [appliedPolicy],
  stands: true,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'message')} ${facts.count === 1 ? 'was' : 'were'} not let in by ` +
        `${facts.values('channel').join(', ') || 'a channel'} (${dropReason(facts)}).`,
    ),
    facts.clause(
      facts.events.filter(({ pattern }) => pattern === policyDmPairing.id),
      'A sender asked to be paired and waits for an approval.',
    ),
  ],
  background:
    'The channel itself works. A sender that its policy does not admit hears nothing, but for a pairing code.',
  checks: () => policyChecks,
  fix: (facts) => [admit(facts)],
})
