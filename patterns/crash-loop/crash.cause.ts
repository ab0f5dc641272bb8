import { defineCause, type Facts } from '../../src/model/cause.ts'
import { channelExited } from '../channel-restart/channel-exited.pattern.ts'
import { channelHealthRestart } from '../channel-restart/channel-health-restart.pattern.ts'
import { channelSocketClosed } from '../close-codes/channel-socket-closed.pattern.ts'
import type { Ruling } from '../../src/model/decision.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { pressureEventLoop } from '../pressure/pressure-event-loop.pattern.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashNative } from './crash-native.pattern.ts'
import { crashSeries } from './crash-series.derivation.ts'
import { droppedClients } from './dropped-clients.ts'
import { howToLook } from './how-to-look.ts'
import { errorText, lastWords, rulingByLastWords } from './last-words.ts'
import { processEnds } from './process-ends.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'

export const crash = defineCause({
  id: 'crash',
  class: 'crash-loop',
  title: 'The gateway crashes on an error that nothing catches',
  severity: 'critical',
  decide,
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
    facts.clause(lastWords(facts), (on) => `The process ended on: ${errorText(on)}.`),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['signal'] !== undefined),
      (on) =>
        'It was ended by ' +
        `${[...new Set(on.map(({ attributes }) => String(attributes['signal'])))].join(', ')}: a fault ` +
        'in native code or in Node.js itself.',
    ),
    facts.clause(
      facts.events.filter(({ attributes }) => attributes['node'] !== undefined && attributes['error'] === undefined),
      'Node.js ended on an error that nothing caught; the stack stands above that line.',
    ),
  ],
  checks: () => howToLook,
  fix: () => [
    { what: 'Turn off what the error names, a channel or a plug-in, until it is fixed' },
    { what: 'Or go back to the exact version before', when: 'if it began with an update', instead: true },
  ],
})

function decide(facts: Facts): Ruling {
  const ruling = rulingByLastWords(facts)
  if (ruling.verdict !== 'undecidable') return ruling
  // The stack of an uncaught error names the code, if nothing else: what it was doing must change, not the process.
  if (!facts.events.some(({ attributes }) => attributes['error'] !== undefined || attributes['node'] !== undefined))
    return ruling
  return {
    ...ruling,
    verdict: 'fix-environment',
    do: { what: 'Read the error and its stack in the lines above the end, and change or turn off what they name' },
  }
}
