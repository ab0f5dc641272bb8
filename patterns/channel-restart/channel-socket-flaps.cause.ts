import { defineCause } from '../../src/model/cause.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import { check } from '../steps.ts'
import { channelSent } from './channel-sent.pattern.ts'

export const channelSocketFlaps = defineCause({
  id: 'channel-socket-flaps',
  class: 'channel-restart',
  title: "A channel's connection to its service is cut again and again",
  severity: 'medium',
  decide: (facts) => ({
    verdict: 'fix-environment',
    do: {
      what:
        `Look at the network between this host and ${facts.values('peer').join(', ') || 'the service'}: ` +
        'proxy, VPN, firewall, idle limits',
    },
    restart: no('The channel connects anew by itself, and is cut again.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.channels, expect: 'the account is connected for a moment only' },
  }),
  trigger: [{ pattern: channelSocketClosed, where: { code: [1005, 1006, 1011, 1012, 1013] } }],
  atLeast: 3,
  within: '10m',
  gap: '3h',
  by: 'peer',
  strength: 70,
  recovery: [channelSent],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'time')} the socket of ${facts.values('peer').join(', ') || 'a channel'} ` +
        `to its own service was closed (${facts.values('code').join(', ')}).`,
    ),
  ],
  background: "These are the service's sockets. OpenClaw's gateway and its clients have no part in them.",
  checks: () => [check.channels],
  fix: () => [{ what: 'Restore the way to the service' }],
})
