import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { listenerAlready } from '../dual-listener/listener-already.pattern.ts'
import { listenerLockHeld } from '../dual-listener/listener-lock-held.pattern.ts'
import { listenerTwoUnits } from '../dual-listener/listener-two-units.derivation.ts'
import { check, fix } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelPollerConflict } from './channel-poller-conflict.pattern.ts'
import { channelStartedTwice } from './channel-started-twice.derivation.ts'
import { channelStarting } from './channel-starting.pattern.ts'
import { channelTransport } from './channel-transport.pattern.ts'

export const pollerConflict = defineCause({
  id: 'poller-conflict',
  class: 'channel-restart',
  title: 'Two processes poll with the same bot token',
  severity: 'high',
  decide: () => ({ verdict: 'stop-duplicate' }),
  trigger: [channelPollerConflict],
  gap: '3h',
  strength: 88,
  supports: [
    {
      events: [channelStartedTwice],
      before: '1h',
      weight: 6,
      why: 'accounts were started twice within one process',
    },
    {
      events: [listenerAlready, listenerLockHeld, listenerTwoUnits],
      before: '3h',
      after: '3h',
      weight: 4,
      why: 'a second gateway was started on this host',
    },
  ],
  claims: [channelExited, channelStartedTwice, channelStarting, channelTransport],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} ${facts.values('channel').join(', ')} refused the poll because another one is active with the same token: ${facts.has(channelStartedTwice) ? 'here the accounts were started twice within one process' : 'a second gateway, here or on another host, or a tool that tests the bot'}. Messages go to whichever polls.`,
    ),
  ],
  checks: () => [check.channels, check.status, check.containers],
  fix: () => [{ what: 'Stop the other poller, or give it a token of its own' }, fix.restart],
})
