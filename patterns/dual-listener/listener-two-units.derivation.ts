import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { supervisorExit } from '../crash-loop/supervisor-exit.pattern.ts'
import { supervisorRestart } from '../crash-loop/supervisor-restart.pattern.ts'
import { supervisorStarted } from '../crash-loop/supervisor-started.pattern.ts'

/** Two units on one host that both start a gateway within minutes. */
export const listenerTwoUnits = defineDerivation({
  id: 'listener.two-units',
  class: 'dual-listener',
  role: 'context',
  title: 'Two units start a gateway on one host',
  description:
    'A user unit and a system unit, or units with the old and the new name, were both started or restarted ' +
    'within ten minutes.',
  needs: [supervisorStarted, supervisorRestart, supervisorExit],
  *derive(events): Generator<Derived> {
    let last: Event | undefined
    for (const event of events.all) {
      const unit = event.attributes['unit']
      if (typeof unit !== 'string' || !/gateway|openclaw|clawd/i.test(unit)) continue
      const manager = event.resource['process.pid'] ?? ''
      if (last && last.hasOwnTime && event.hasOwnTime && event.at - last.at < 10n * nanoseconds.minute) {
        const before = String(last.attributes['unit'])
        if (before !== unit || String(last.resource['process.pid'] ?? '') !== String(manager)) {
          yield { on: event, attributes: { unit, otherUnit: before }, body: event.body }
          return
        }
      }
      last = event
    }
  },
})
