import type { Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'

const window = 10n * nanoseconds.minute

/** Runs of `atLeast` events or more, each at most `within` nanoseconds after the one before. `what` names them. */
export function* repeatedEvents(
  events: readonly Event[],
  what: string,
  atLeast: number,
  within = window,
): Generator<Derived> {
  let run: Event[] = []
  let times = 0
  for (const event of events) {
    const last = run.at(-1)
    if (last && event.at - last.at > within) {
      run = []
      times = 0
    }
    // Several lines report one failure at the same moment.
    if (last && run.length > 0 && event.hasOwnTime && last.hasOwnTime && event.at - last.at < nanoseconds.second)
      continue
    if (last && run.length > 0 && !event.hasOwnTime && event.logId === last.logId && event.line - last.line <= 3)
      continue
    run.push(event)
    times += event.count
    if (run.length < atLeast) continue
    const span = event.at - run[0]!.at
    const period = span > 0n ? Number(span / BigInt(run.length - 1) / nanoseconds.second) : undefined
    yield {
      on: event,
      attributes: {
        times,
        what,
        ...(period === undefined ? {} : { periodSeconds: period }),
      },
      body: event.body,
    }
  }
}
