import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { agentModel } from '../cli-only-backend/agent-model.pattern.ts'
import { configInvalid } from '../config-invalid/config-invalid.pattern.ts'
import { configStartBlocked } from '../config-invalid/config-start-blocked.pattern.ts'
import { listenerAddressInUse } from '../dual-listener/listener-address-in-use.pattern.ts'
import { listenerAlready } from '../dual-listener/listener-already.pattern.ts'
import { listenerForceKill } from '../dual-listener/listener-force-kill.pattern.ts'
import { listenerLockHeld } from '../dual-listener/listener-lock-held.pattern.ts'
import { listenerSupervisedWait } from '../dual-listener/listener-supervised-wait.pattern.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { lifecycleSignal } from '../lifecycle/lifecycle-signal.pattern.ts'
import { lifecycleStart } from '../lifecycle/lifecycle-start.pattern.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { crashException } from './crash-exception.pattern.ts'
import { crashOutOfMemory } from './crash-out-of-memory.pattern.ts'
import { crashStartFailed } from './crash-start-failed.pattern.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'
import { supervisorGaveUp } from './supervisor-gave-up.pattern.ts'
import { supervisorRestart } from './supervisor-restart.pattern.ts'
import { supervisorStarted } from './supervisor-started.pattern.ts'

const window = 10n * nanoseconds.minute

/** Starts, deaths and failed starts that follow each other in a short time, however they were written down. */
export const crashSeries = defineDerivation({
  id: 'crash.series',
  class: 'crash-loop',
  role: 'cause',
  title: 'The gateway starts and dies again and again',
  description:
    'Two failed starts within ten minutes, a restart counter of three or more, three crashes or starts without a stop in between, or the word of the supervisor that it gave up. Works for versions without the breaker.',
  needs: [
    crashStartFailed,
    crashException,
    crashOutOfMemory,
    supervisorRestart,
    supervisorGaveUp,
    supervisorExit,
    lifecycleStart,
    lifecycleReady,
    lifecycleSignal,
    agentModel,
    configInvalid,
    configStartBlocked,
    supervisorStarted,
    crashBreaker,
    listenerAlready,
    listenerLockHeld,
    listenerAddressInUse,
    listenerSupervisedWait,
    listenerForceKill,
  ],
  *derive(events): Generator<Derived> {
    const refusals = events.of(configInvalid)
    const deaths = events.of(supervisorExit).filter(({ role }) => role === 'symptom')
    yield* counted(events.of(supervisorRestart, supervisorGaveUp, crashBreaker, supervisorExit))
    yield* repeated(events.of(crashStartFailed), 'failed starts', 2)
    yield* repeated(
      events.of(listenerAlready, listenerLockHeld, listenerAddressInUse),
      'starts that found the port or the lock taken',
      2,
    )
    yield* repeated(events.of(listenerForceKill), 'gateways killed by the next one', 2)
    yield* repeated(refusals.filter(({ timed }) => timed), 'refusals of the configuration', 3) // prettier-ignore
    yield* repeated(events.of(crashException, crashOutOfMemory), 'crashes', 2)
    yield* repeated(refusals.filter(({ timed }) => !timed), 'refusals of the configuration', 4) // prettier-ignore
    yield* repeated(deaths, 'deaths', 2, 30n * nanoseconds.minute)
    yield* uncleanStarts(events.of(lifecycleSignal, lifecycleStart, lifecycleReady, agentModel))
  },
})

function* counted(events: readonly Event[]): Generator<Derived> {
  for (const on of events) {
    const times = Number(on.attributes['times'] ?? 0)
    if (on.pattern === supervisorRestart.id && times >= 3)
      yield { on, attributes: { times, what: 'restarts counted by systemd' }, body: on.body }
    if (on.pattern === supervisorGaveUp.id && on.role === 'cause')
      yield { on, attributes: { times, what: String(on.attributes['what']) }, body: on.body }
    if (on.pattern === crashBreaker.id && on.attributes['state'] === 'tripped')
      yield { on, attributes: { times: Number(on.attributes['starts'] ?? 3), what: 'unclean starts' }, body: on.body }
    if (on.pattern === supervisorExit.id && on.role === 'symptom' && on.attributes['then'] === 'restarting')
      yield {
        on,
        attributes: { times: 1, what: 'exits under a restart policy', status: String(on.attributes['status']) },
        body: on.body,
      }
  }
}

/** Runs of events that are no further apart than the window, and come from different lines' moments. */
function* repeated(events: readonly Event[], what: string, atLeast: number, within = window): Generator<Derived> {
  let run: Event[] = []
  for (const event of events) {
    const last = run.at(-1)
    if (last && event.at - last.at > within) run = []
    // One failure is reported by several lines within a moment.
    if (last && run.length > 0 && event.timed && last.timed && event.at - last.at < nanoseconds.second) continue
    if (last && run.length > 0 && !event.timed && event.sourceId === last.sourceId && event.line - last.line <= 3)
      continue
    run.push(event)
    if (run.length < atLeast) continue
    const span = event.at - run[0]!.at
    const period = span > 0n ? Number(span / BigInt(run.length - 1) / nanoseconds.second) : undefined
    yield {
      on: event,
      attributes: {
        times: run.reduce((sum, { count: each }) => sum + each, 0),
        what,
        ...(period === undefined ? {} : { periodSeconds: period }),
      },
      body: event.body,
    }
  }
}

/** Starts that no signal went before: three within five minutes are what the gateway's own breaker trips on. */
function* uncleanStarts(events: readonly Event[]): Generator<Derived> {
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
      if (starts.length >= 2 && !clean && event.timed) {
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
