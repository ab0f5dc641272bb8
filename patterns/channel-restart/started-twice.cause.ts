import { defineCause } from '../../src/model/cause.ts'
import { check, fix } from '../steps.ts'
import { channelStartedTwice } from './channel-started-twice.derivation.ts'

export const startedTwice = defineCause({
  id: 'started-twice',
  class: 'channel-restart',
  title: 'Channel accounts are started twice',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [channelStartedTwice],
  strength: 50,
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('account').slice(0, 6).join(', ')} started twice within a minute in one process.`,
    ),
  ],
  checks: () => [check.channels],
  fix: () => [fix.restart],
})
