import { defineCause } from '../../src/model/cause.ts'
import { channelExited } from '../channel-restart/channel-exited.pattern.ts'
import { channelHealthRestart } from '../channel-restart/channel-health-restart.pattern.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashNative } from './crash-native.pattern.ts'
import { crashSeries } from './crash-series.derivation.ts'
import { droppedClients } from './dropped-clients.ts'
import { howToLook } from './how-to-look.ts'
import { processEnds } from './process-ends.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const crash = defineCause({
  id: 'crash',
  class: 'crash-loop',
  title: 'The gateway crashes on an error that nothing catches',
  severity: 'critical',
  decide: () => ({ verdict: 'restart-and-validate' }),
  trigger: [crashException, crashNative],
  gap: '2h',
  strength: 82,
  supports: [
    { events: [crashSeries], weight: 8, why: 'it happened {times} times ({what})' },
    {
      events: [supervisorExit],
      before: '1m',
      after: '1m',
      weight: 4,
      why: 'the supervisor saw the process end ({status})',
    },
  ],
  claims: [
    ...processEnds,
    ...droppedClients,
    channelSocketClosed,
    channelExited,
    channelHealthRestart,
    pressureEventLoop,
  ],
  recovery: [lifecycleReady],
  explain: (facts) => [
    facts.clause(
      facts.events,
      `${facts.values('kind').join(', ')}: ${facts.values('error').slice(0, 2).join('; ') || 'see the stack below the line'}. The process ended with exit code 1 and was left to its supervisor.`,
    ),
  ],
  checks: () => howToLook,
  fix: () => [
    {
      what: 'Disable what the stack names (a channel, a plugin), then start',
      command: 'openclaw config set channels.<channel>.enabled false && openclaw gateway restart',
    },
    {
      what: 'If it began with an update, go back to the version before',
      command: 'npm i -g openclaw@<version> && openclaw gateway install --force',
    },
  ],
})
