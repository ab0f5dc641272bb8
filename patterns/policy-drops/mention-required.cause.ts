import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { policyGroupSkipped } from './policy-group-skipped.pattern.ts'
import { policyUnmentioned } from './policy-unmentioned.pattern.ts'

export const mentionRequired = defineCause({
  id: 'mention-required',
  class: 'policy-drop',
  title: 'Group messages without a mention are skipped',
  severity: 'low',
  decide: () => ({ verdict: 'wait' }),
  fallback: true,
  trigger: [{ pattern: policyGroupSkipped, where: { reason: 'no-mention' } }, policyUnmentioned],
  by: 'channel',
  gap: '3h',
  strength: 45,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'message')} in groups of ${facts.values('channel').join(', ') || 'a channel'} did not mention the bot and were not answered. That is how groups are meant to work; it is a fault only if people did mention it, and the bot does not know its own name.`,
    ),
  ],
  checks: () => [{ what: 'Whether a mention is required', command: 'openclaw config get channels.<channel>' }],
  fix: () => [
    {
      what: 'If it should answer everything in that group',
      command: 'openclaw config set channels.<channel>.groups.<id>.requireMention false',
    },
  ],
})
