import { defineCause } from '../../src/model/cause.ts'
import { noChange, yes } from '../answers.ts'
import { check } from '../steps.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelRestartNoop } from './channel-restart-noop.derivation.ts'
import { channelStarting } from './channel-starting.pattern.ts'

export const wedgedChannel = defineCause({
  id: 'wedged-channel',
  class: 'channel-restart',
  title: 'A channel account is wedged: the monitor restarts it without effect',
  severity: 'high',
  decide: (facts) => ({
    verdict: 'restart-and-validate',
    do: { what: 'Restart the gateway: the monitor cannot start this account', command: 'openclaw gateway restart' },
    restart: yes('The monitor restarts the account, and no start follows.', facts.events.slice(-1)),
    rollback: noChange,
    confirm: { ...check.channels, expect: 'the account is not running' },
  }),
  trigger: [channelRestartNoop],
  gap: '3h',
  strength: 86,
  claims: [channelHealthRestart],
  also: ['false-green'],
  recovery: [channelStarting],
  recoverySharing: ['account'],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The health monitor restarts ${facts.values('channel').join(', ')} ` +
        `(${facts.values('account').join(', ')}) for "stopped" again and again, and the account never ` +
        'starts.',
    ),
  ],
  checks: () => [check.channels],
  fix: () => [{ what: 'Restart the gateway', command: 'openclaw gateway restart' }],
})
