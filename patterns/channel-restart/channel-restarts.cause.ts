import { defineCause, type Facts } from '../../src/model/cause.ts'
import type { Ruling } from '../../src/model/decision.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { no, noChange } from '../answers.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import { check } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelSent } from './channel-sent.pattern.ts'
import { channelTransport } from './channel-transport.pattern.ts'
import { refusedCredentials } from './refused-credentials.ts'

const restarts: Selector[] = [
  channelHealthRestart,
  channelTransport,
  { pattern: channelExited, not: { error: refusedCredentials } },
]

/** Idle accounts have quiet sockets, which some versions of the monitor take for dead ones. */
const idle = new Set(['stale-socket', 'stuck', 'half-dead'])

export const channelRestarts = defineCause({
  id: 'channel-restarts',
  class: 'channel-restart',
  title: 'A channel loses its connection or is restarted',
  severity: 'medium',
  decide,
  trigger: restarts,
  gap: '3h',
  by: 'channel',
  strength: 74,
  claims: [channelExited, channelSocketClosed],
  recovery: [channelSent],
  recoverySharing: ['channel'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'restart or loss', 'restarts or losses')} of ` +
        `${facts.values('channel').join(', ') || 'a channel'}${accounts(facts)}: ` +
        `${reasons(facts).slice(0, 3).join('; ') || 'no reason given'}.`,
    ),
    facts.clause(
      facts.select([channelSent]),
      'Messages went out in the meantime, so that the account works between the restarts.',
    ),
  ],
  background:
    'The health monitor looks at the channels every five minutes; reasons such as stale-socket also ' +
    'hit accounts that are only quiet.',
  checks: () => [
    check.channels,
    { what: 'Read the lines of that channel', command: 'openclaw channels logs --channel <channel>' },
    check.versions,
  ],
  fix: (facts) => [
    isIdle(facts)
      ? {
          what: 'Update, where messages go in and out between the restarts: newer versions tell quiet from dead',
          command: 'openclaw update',
        }
      : { what: 'Look at what the reason names: the network to the service, its limits, the plug-in of the channel' },
  ],
})

function decide(facts: Facts): Ruling {
  const restart = no('The channel is restarted already, and that does not end it.', facts.events.slice(-1))
  const confirm = { ...check.channels, expect: 'the account is connected between the restarts' }
  if (isIdle(facts))
    return {
      verdict: 'wait',
      do: { what: 'Watch whether messages go in and out; if they do, only the monitor is wrong' },
      restart,
      rollback: noChange,
      confirm,
    }
  return {
    verdict: 'fix-environment',
    do: { what: `Look at what the lines name: ${reasons(facts)[0] ?? 'the connection of the channel'}` },
    restart,
    rollback: noChange,
    confirm,
  }
}

function isIdle(facts: Facts): boolean {
  const said = facts.values('reason')
  return said.length > 0 && said.every((reason) => idle.has(reason))
}

function reasons(facts: Facts): string[] {
  const named = [...facts.values('error'), ...facts.values('reason')]
  // "exited" and "auto-restart attempt" say that it happened, not why.
  return named.length > 0 ? named : facts.values('what')
}

function accounts(facts: Facts): string {
  const names = facts.values('account')
  return names.length === 0 ? '' : ` (${names.slice(0, 6).join(', ')})`
}
