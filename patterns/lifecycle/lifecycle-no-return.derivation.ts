import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { agentModel } from '../cli-only-backend/agent-model.pattern.ts'
import { lifecycleReady } from './lifecycle-ready.pattern.ts'
import { lifecycleRestartMode } from './lifecycle-restart-mode.pattern.ts'
import { lifecycleStart } from './lifecycle-start.pattern.ts'

export const lifecycleNoReturn = defineDerivation({
  id: 'lifecycle.no-return',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway went down for a restart and came back late',
  description:
    'A restart takes seconds; this one took more than five minutes. Whatever should have brought the gateway ' +
    'back did not, and the reason is in another log.',
  needs: [lifecycleRestartMode, lifecycleReady, lifecycleStart, agentModel],
  *derive(events): Generator<Derived> {
    let down: Event | undefined
    for (const event of events.all) {
      if (event.pattern === lifecycleRestartMode.id) down = event
      else {
        if (down && down.hasOwnTime && event.at - down.at > 5n * nanoseconds.minute) {
          yield {
            on: event,
            attributes: { downSeconds: Number((event.at - down.at) / nanoseconds.second) },
            body: event.body,
          }
        }
        down = undefined
      }
    }
  },
})
