import { defineCause } from '../../src/model/cause.ts'
import { check } from '../steps.ts'
import { channelHealthRestart } from './channel-health-restart.pattern.ts'
import { channelRestartNoop } from './channel-restart-noop.derivation.ts'
import { channelStarting } from './channel-starting.pattern.ts'

export const wedgedChannel = defineCause({
  id: 'wedged-channel',
  class: 'channel-restart',
  title: 'A channel account is wedged: the monitor restarts it without effect',
  severity: 'high',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [channelRestartNoop],
  gap: '3h',
  strength: 86,
  claims: [channelHealthRestart],
  also: ['false-green'],
  recovery: [channelStarting],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `The health monitor restarts ${facts.values('channel').join(', ')} (${facts.values('account').join(', ')}) for "stopped" again and again, and the account never starts. Status shows the gateway as healthy.`,
    ),
  ],
  checks: () => [check.channels],
  fix: () => [{ what: 'Restart the process; the monitor cannot mend this', command: 'openclaw gateway restart' }],
})
