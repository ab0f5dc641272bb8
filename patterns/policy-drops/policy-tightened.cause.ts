import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { fix } from '../steps.ts'
import { droppedMessages } from './dropped-messages.ts'
import { admit, dropReason, policyChecks } from './policy-steps.ts'
import { appliedPolicy } from './applied-policy.ts'

const policyReload: Selector = {
  pattern: configReload,
  where: {
    paths:
      /(?:dm|group|network)Policy|allowFrom|groupAllowFrom|groups|guilds|requireMention|allowlist|channels(?:\.|,|$)/i,
  },
}

export const policyTightened = defineCause({
  id: 'policy-tightened',
  class: 'policy-drop',
  title: 'A channel policy was changed, and messages are dropped since',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'config-rollback',
    otherwise: 'approve-access',
    stands: true,
    do: changesOf(facts).length > 0 ? fix.rollback : admit(facts),
    restart: { helps: 'no', why: 'The running gateway uses the changed policy already.' },
    rollback: {
      helps: changesOf(facts).length > 0 ? 'yes' : 'no',
      why:
        changesOf(facts).length > 0
          ? 'The policy of this channel was changed before the first drop; the configuration of before did ' +
            'not hold that change.'
          : 'What was changed is not about this channel.',
      on: changesOf(facts),
    },
    confirm: { ...policyChecks[0]!, expect: `The policy that the lines name (${dropReason(facts)}).` },
  }),
  trigger: droppedMessages,
  requires: [
    {
      events: [policyReload],
      before: '6h',
      only: 'before',
      why: 'the configuration of the channels was reloaded before the first drop ({paths})',
    },
  ],
  by: 'channel',
  gap: '2h',
  strength: 88,
  recovery: [appliedPolicy],
  stands: true,
  explain: (facts) => [
    facts.clause(changesBefore(facts), (on) => `The configuration was changed: ${on.at(-1)!.attributes['paths']}.`),
    facts.clause(
      facts.events,
      `After that ${count(facts.count, 'message')} ${facts.count === 1 ? 'was' : 'were'} not let in by ` +
        `${facts.values('channel').join(', ') || 'a channel'} (${dropReason(facts)}).`,
    ),
  ],
  checks: () => policyChecks,
  fix: (facts) => [fix.rollback, { ...admit(facts), instead: true }],
})

function changesBefore(facts: Facts): readonly Event[] {
  const first = facts.events[0]
  return first ? facts.select([policyReload], { before: '6h', after: '0s' }).filter(({ at }) => at <= first.at) : []
}

/** Those that name the channel of the drops: another channel's policy drops nothing here. */
function changesOf(facts: Facts): readonly Event[] {
  const channels = facts.values('channel')
  return changesBefore(facts).filter(({ attributes: { paths } }) =>
    channels.some((channel) => String(paths).includes(`channels.${channel}`)),
  )
}
