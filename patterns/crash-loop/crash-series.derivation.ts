import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { agentModel } from '../cli-only-backend/agent-model.pattern.ts'
import { configInvalid } from '../config-invalid/config-invalid.pattern.ts'
import { listenerAddressInUse } from '../dual-listener/listener-address-in-use.pattern.ts'
import { listenerAlready } from '../dual-listener/listener-already.pattern.ts'
import { listenerForceKill } from '../dual-listener/listener-force-kill.pattern.ts'
import { listenerLockHeld } from '../dual-listener/listener-lock-held.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashNative } from './crash-native.pattern.ts'
import { crashOutOfMemory } from './crash-out-of-memory.pattern.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { repeatedEvents } from './repeated-events.ts'
import { supervisorCounts } from './supervisor-counts.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'
import { supervisorGaveUp } from './supervisor-gave-up.pattern.ts'
import { supervisorRestart } from './supervisor-restart.pattern.ts'
import { uncleanStarts } from './unclean-starts.ts'

/** Starts, deaths and failed starts in quick succession, whoever logged them. */
export const crashSeries = defineDerivation({
  id: 'crash.series',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway starts and dies again and again',
  description:
    'Two failed starts or two crashes within ten minutes, three starts without a stop in between, a restart ' +
    'counter of three or more, or a supervisor that gave up. Also works for versions without the breaker.',
  needs: [
    crashStartFailed,
    crashException,
    crashNative,
    crashOutOfMemory,
    supervisorRestart,
    supervisorGaveUp,
    supervisorExit,
    lifecycleStart,
    lifecycleReady,
    lifecycleSignal,
    agentModel,
    configInvalid,
    crashBreaker,
    listenerAlready,
    listenerLockHeld,
    listenerAddressInUse,
    listenerForceKill,
  ],
  *derive(events): Generator<Derived> {
    const timedRefusals = events.of(configInvalid).filter(({ hasOwnTime }) => hasOwnTime)
    const untimedRefusals = events.of(configInvalid).filter(({ hasOwnTime }) => !hasOwnTime)
    const deaths = events.of(supervisorExit).filter(({ role }) => role === 'symptom')
    yield* supervisorCounts(events.of(supervisorRestart, supervisorGaveUp, crashBreaker, supervisorExit))
    yield* repeatedEvents(events.of(crashStartFailed), 'failed starts', 2)
    yield* repeatedEvents(
      events.of(listenerAlready, listenerLockHeld, listenerAddressInUse),
      'starts that found the port or the lock taken',
      2,
    )
    yield* repeatedEvents(events.of(listenerForceKill), 'gateways killed by the next one', 2)
    yield* repeatedEvents(timedRefusals, 'refusals of the configuration', 3)
    yield* repeatedEvents(events.of(crashException, crashNative, crashOutOfMemory), 'crashes', 2)
    yield* repeatedEvents(untimedRefusals, 'refusals of the configuration', 4)
    yield* repeatedEvents(deaths, 'deaths', 2, 30n * nanoseconds.minute)
    yield* uncleanStarts(events.of(lifecycleSignal, lifecycleStart, lifecycleReady, agentModel))
  },
})
