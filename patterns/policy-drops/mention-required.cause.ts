import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { policyDropped } from './policy-dropped.pattern.ts'
import { policyGroupSkipped } from './policy-group-skipped.pattern.ts'
import { policyUnmentioned } from './policy-unmentioned.pattern.ts'

export const mentionRequired = defineCause({
  id: 'mention-required',
  class: 'policy-drop',
  title: 'Group messages without a mention are skipped',
  severity: 'low',
  decide: () => ({
    verdict: 'none-needed',
    restart: { helps: 'no', why: 'The channel does what its configuration says.' },
    confirm: {
      what: 'Whether a mention is required',
      command: 'openclaw config get channels.<channel>',
      expect: 'requireMention true, or no word of it.',
    },
  }),
  fallback: true,
  trigger: [
    { pattern: policyGroupSkipped, where: { reason: 'no-mention' } },
    { pattern: policyDropped, where: { what: /\bmention\b/ } },
    policyUnmentioned,
  ],
  by: 'channel',
  gap: '3h',
  strength: 45,
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'message')} in groups of ` +
        `${facts.values('channel').join(', ') || 'a channel'} did not mention the bot and ` +
        `${facts.count === 1 ? 'was' : 'were'} not answered.`,
    ),
  ],
  background:
    'Groups are meant to work like this. It is a fault only if people did mention the bot, and it ' +
    'does not know its own name.',
  checks: () => [{ what: 'Whether a mention is required', command: 'openclaw config get channels.<channel>' }],
  fix: () => [
    {
      what: 'Let the bot answer every message of a group',
      when: 'it is meant to',
      command: 'openclaw config set channels.<channel>.groups.<id>.requireMention false',
    },
  ],
})
