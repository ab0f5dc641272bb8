import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { configReload } from '../config-invalid/config-reload.pattern.ts'
import { fix } from '../steps.ts'
import { droppedMessages } from './dropped-messages.ts'
import { policySteps } from './policy-steps.ts'

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
  decide: () => ({ verdict: 'config-rollback' }),
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
  explain: (facts) => [
    facts.clause(
      facts.events,
      `Since the reload of ${facts.valuesOf(configReload, 'paths').join('; ') || 'the channel configuration'}, ${count(facts.count, 'message')} ${facts.count === 1 ? 'was' : 'were'} dropped on ${facts.values('channel').join(', ') || 'a channel'} (${facts.values('policy').join(', ') || facts.values('why').slice(0, 2).join('; ') || 'policy'}).`,
    ),
  ],
  checks: () => [
    ...policySteps([]),
    { what: 'Senders that wait for approval', command: 'openclaw pairing list --channel <channel>' },
  ],
  fix: () => [
    fix.rollback,
    { what: 'Or allow the senders', command: 'openclaw config set channels.<channel>.allowFrom \'["<id>"]\'' },
  ],
})
