import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { supervisorStopping } from '../lifecycle/supervisor-stopping.pattern.ts'

const soon = 20n * nanoseconds.second
const window = 10n * nanoseconds.minute

/** Three starts in ten minutes that something stops within seconds. */
export const listenerStoppedEarly = defineDerivation({
  id: 'listener.stopped-early',
  class: 'dual-listener',
  role: 'cause',
  title: 'Each start is stopped by SIGTERM within seconds',
  description:
    'Three starts within ten minutes got SIGTERM at most 20 s after they began or were ready, and systemd did not ' +
    'say that it stops them. A person restarts once; a rival supervisor does it each time.',
  needs: [lifecycleStart, lifecycleReady, lifecycleSignal, supervisorStopping],
  *derive(events): Generator<Derived> {
    let started: Event | undefined
    let early: Event[] = []
    for (const event of events.all) {
      if (event.pattern === supervisorStopping.id) started = undefined
      else if (event.pattern !== lifecycleSignal.id) started = event
      else if (event.attributes['signal'] !== 'SIGTERM') started = undefined
      else if (started?.hasOwnTime && event.at - started.at <= soon) {
        early = [...early.filter(({ at }) => event.at - at <= window), event]
        started = undefined
        if (early.length >= 3) yield { on: event, attributes: { times: early.length }, body: event.body }
      }
    }
  },
})
