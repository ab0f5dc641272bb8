import { defineCause } from '../../src/model/cause.ts'
import { noChange, yes } from '../answers.ts'
import { check, fix } from '../steps.ts'
import { channelSent } from './channel-sent.pattern.ts'
import { channelStartedTwice } from './channel-started-twice.derivation.ts'

export const startedTwice = defineCause({
  id: 'started-twice',
  class: 'channel-restart',
  title: 'Channel accounts are started twice',
  severity: 'low',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: { ...fix.restart, when: 'if messages come twice or not at all' },
    restart: yes('The process runs the account twice.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.channels, expect: 'each account once' },
  }),
  trigger: [channelStartedTwice],
  strength: 50,
  recovery: [channelSent],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('account').slice(0, 6).join(', ') || 'An account'} started twice within a minute in one process.`,
    ),
  ],
  checks: () => [check.channels],
  fix: () => [{ ...fix.restart, when: 'if messages come twice or not at all' }],
})
