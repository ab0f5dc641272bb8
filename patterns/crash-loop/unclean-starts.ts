import type { Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { agentModel } from '../cli-only-backend/agent-model.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'

/** Three or more starts within five minutes with no signal before them, as the gateway's own breaker counts them. */
export function* uncleanStarts(events: readonly Event[]): Generator<Derived> {
  const starts: Event[] = []
  let last: Event | undefined
  let clean = true
  for (const event of events) {
    if (event.pattern === lifecycleSignal.id) clean = true
    else if (
      event.pattern === lifecycleStart.id ||
      event.pattern === lifecycleReady.id ||
      event.pattern === agentModel.id
    ) {
      const same =
        last &&
        event.pattern !== lifecycleStart.id &&
        event.at - last.at < 90n * nanoseconds.second &&
        last.pattern !== event.pattern
      last = event
      if (same) continue
      if (!clean) starts.push(event)
      clean = false
      while (starts.length > 0 && event.at - starts[0]!.at > 5n * nanoseconds.minute) starts.shift()
      if (starts.length >= 2 && !clean && event.hasOwnTime) {
        const period = Number((event.at - starts[0]!.at) / BigInt(starts.length - 1) / nanoseconds.second)
        yield {
          on: event,
          attributes: { times: starts.length + 1, what: 'starts without a stop before', periodSeconds: period },
          body: event.body,
        }
      }
    }
  }
}
