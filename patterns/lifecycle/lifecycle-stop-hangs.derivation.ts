import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { lifecycleReady } from './lifecycle-ready.pattern.ts'
import { lifecycleServing } from './lifecycle-serving.pattern.ts'
import { lifecycleSignal } from './lifecycle-signal.pattern.ts'
import { lifecycleStart } from './lifecycle-start.pattern.ts'
import { lifecycleStopped } from './lifecycle-stopped.pattern.ts'

/** A gateway that still serves long after it was told to stop. */
export const lifecycleStopHangs = defineDerivation({
  id: 'lifecycle.stop-hangs',
  class: 'false-green',
  role: 'cause',
  sets: [{ track: 'gateway.process', state: 'stuck' }],
  title: 'Told to stop, and still serving',
  description:
    'The same process still answers 25 s or more after a stop signal, and no line says that it stopped. The ' +
    'supervisor shows "deactivating", and probes say ok.',
  needs: [lifecycleSignal, lifecycleServing, lifecycleStopped, lifecycleReady, lifecycleStart],
  *derive(events): Generator<Derived> {
    let told: Event | undefined
    for (const event of events.all) {
      if (event.pattern === lifecycleSignal.id && event.attributes['what'] === 'shutting down') told ??= event
      else if (event.pattern === lifecycleServing.id) {
        if (told && event.hasOwnTime && event.at - told.at > 25n * nanoseconds.second) {
          yield {
            on: event,
            attributes: { seconds: Number((event.at - told.at) / nanoseconds.second) },
            body: event.body,
          }
          told = undefined
        }
      } else told = undefined
    }
  },
})
