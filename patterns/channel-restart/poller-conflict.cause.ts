import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange, yes } from '../answers.ts'
import { listenerAlready } from '../dual-listener/listener-already.pattern.ts'
import { listenerLockHeld } from '../dual-listener/listener-lock-held.pattern.ts'
import { listenerTwoUnits } from '../dual-listener/listener-two-units.derivation.ts'
import { check, fix } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelPollerConflict } from './channel-poller-conflict.pattern.ts'
import { channelSent } from './channel-sent.pattern.ts'
import { channelStartedTwice } from './channel-started-twice.derivation.ts'
import { channelStarting } from './channel-starting.pattern.ts'
import { channelTransport } from './channel-transport.pattern.ts'

const anotherGateway = [listenerAlready, listenerLockHeld, listenerTwoUnits]

export const pollerConflict = defineCause({
  id: 'poller-conflict',
  class: 'channel-restart',
  title: 'Two pollers use the same bot token',
  severity: 'high',
  decide,
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
      events: anotherGateway,
      before: '3h',
      after: '3h',
      weight: 4,
      why: 'a second gateway was started on this host',
    },
  ],
  claims: [channelExited, channelStartedTwice, channelStarting, channelTransport],
  recovery: [channelSent],
  recoverySharing: ['channel'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} ${facts.values('channel').join(', ') || 'the service'} refused ` +
        'the poll because another one is active with the same token.',
    ),
    facts.clause(twice(facts), 'Here accounts were started twice within one process before.'),
    facts.clause(
      facts.select(anotherGateway, { before: '3h', after: '3h' }),
      'A second gateway was started on this host.',
    ),
  ],
  background:
    'Messages go to whichever poller asks. A second gateway on another host, or a tool that tests ' +
    'the bot, leaves the same line.',
  checks: () => [check.channels, check.status],
  fix: (facts) =>
    twice(facts).length > 0 ? [fix.restart] : [{ what: 'Stop the other poller, or give it a bot token of its own' }],
})

function decide(facts: Facts): Ruling {
  if (facts.values('channel').every((channel) => channel === 'whatsapp') && facts.events.length > 0)
    return {
      verdict: 'align-credentials',
      do: {
        what: 'Close the other WhatsApp Web session, then link the account again',
        command: 'openclaw channels login --channel whatsapp',
      },
      restart: no('The session was replaced; a restart does not get it back.', facts.events.slice(-1)),
      rollback: noChange,
      confirm: { ...check.channels, expect: 'the account is not linked' },
    }
  const within = twice(facts)
  if (within.length > 0)
    return {
      verdict: 'restart-and-validate',
      do: fix.restart,
      restart: yes(
        'One process polls twice: its second start of the account came before the conflict.',
        within.slice(0, 1),
      ),
      rollback: noChange,
      confirm: { ...check.channels, expect: 'each account once' },
    }
  return {
    verdict: 'stop-duplicate',
    do: { what: 'Find the other poller with this bot token: another gateway, another host, a tool; stop that one' },
    restart: no('The other poller goes on.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.channels, expect: 'the account is in conflict' },
  }
}

function twice(facts: Facts): ReturnType<Facts['select']> {
  return facts.select([channelStartedTwice], { before: '1h' })
}
