import { defineCause } from '../../src/model/cause.ts'
import type { Selector } from '../../src/model/selector.ts'
import { count } from '../../src/base/text.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import { check, fix } from '../steps.ts'
import { channelExited } from './channel-exited.pattern.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelTransport } from './channel-transport.pattern.ts'
import { refusedCredentials } from './refused-credentials.ts'

const restarts: Selector[] = [
  channelHealthRestart,
  channelTransport,
  { pattern: channelExited, not: { error: refusedCredentials } },
]

export const channelRestarts = defineCause({
  id: 'channel-restarts',
  class: 'channel-restart',
  title: 'A channel is restarted again and again',
  severity: 'medium',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: restarts,
  gap: '3h',
  by: 'channel',
  strength: 74,
  claims: [channelExited, channelSocketClosed],
  recovery: [],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${count(facts.count, 'restart or loss', 'restarts or losses')} of ${facts.values('channel').join(', ') || 'a channel'}${facts.values('account').length > 0 ? ` (${facts.values('account').slice(0, 6).join(', ')})` : ''}: ${[...facts.values('reason'), ...facts.values('what'), ...facts.values('error')].slice(0, 3).join('; ') || 'no reason given'}. The gateway itself went on; quiet accounts are taken for dead by some versions of the monitor.`,
    ),
  ],
  checks: () => [
    check.channels,
    { what: 'Lines of that channel', command: 'openclaw channels logs --channel <channel>' },
    check.versions,
  ],
  fix: () => [
    {
      what: 'If messages go in and out between the restarts, update; else restart the gateway',
      command: 'openclaw update',
    },
    fix.restart,
  ],
})
