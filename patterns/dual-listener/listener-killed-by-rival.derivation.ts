import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { supervisorStopping } from '../lifecycle/supervisor-stopping.pattern.ts'

/** A process that something other than systemd stops, so that systemd starts it again. */
export const listenerKilledByRival = defineDerivation({
  id: 'listener.killed-by-rival',
  class: 'dual-listener',
  role: 'cause',
  title: 'Something other than its supervisor stops the gateway',
  description:
    "systemd does not restart what it stopped itself. A clean SIGTERM followed by 'Scheduled restart job' comes " +
    'from a rival that wants the port.',
  needs: [lifecycleSignal, supervisorRestart, supervisorStopping],
  *derive(events): Generator<Derived> {
    let told: Event | undefined
    let times = 0
    for (const event of events.all) {
      if (event.pattern === supervisorStopping.id) told = undefined
      else if (event.pattern === lifecycleSignal.id) told = event.attributes['signal'] === 'SIGTERM' ? event : undefined
      else if (event.pattern === supervisorRestart.id && told && event.at - told.at < nanoseconds.minute) {
        times++
        told = undefined
        if (times >= 2) yield { on: event, attributes: { times }, body: event.body }
      }
    }
  },
})
