import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { agentModel } from '../cli-only-backend/agent-model.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleRestartMode } from '../lifecycle/lifecycle-restart-mode.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { lifecycleStopped } from '../lifecycle/lifecycle-stopped.pattern.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashOutOfMemory } from './crash-out-of-memory.pattern.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'

/** A start with no signal before it, after a gateway that was up. */
export const lifecycleUncleanStart = defineDerivation({
  id: 'lifecycle.unclean-start',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway started again without having been stopped',
  description:
    'SIGKILL, the OOM killer, a segmentation fault, a power cut and process.exit leave no line. The next start ' +
    'is the only trace.',
  needs: [
    lifecycleStart,
    lifecycleReady,
    agentModel,
    lifecycleSignal,
    lifecycleStopped,
    lifecycleRestartMode,
    crashStartFailed,
    crashException,
    crashOutOfMemory,
  ],
  *derive(events): Generator<Derived> {
    let up: Event | undefined
    let ended = false
    let told: bigint | undefined
    // A signal explains the starts shortly after it: one in place and one by the supervisor.
    const covered = (event: Event): boolean => ended || (told !== undefined && event.at - told < nanoseconds.minute)
    for (const event of events.all) {
      if (event.pattern === lifecycleReady.id) {
        const { pid } = event.attributes
        if (up && !covered(event) && pid !== undefined && pid !== up.attributes['pid']) yield found(event, up)
        up = event
        ended = false
      } else if (event.pattern === lifecycleStart.id) {
        if (up && !covered(event)) yield found(event, up)
        ended = true
      } else if (event.pattern !== agentModel.id) {
        ended = true
        told = event.at
      }
    }
  },
})

function found(on: Event, up: Event): Derived {
  return { on, attributes: { upSeconds: Number((on.at - up.at) / nanoseconds.second) }, body: on.body }
}
