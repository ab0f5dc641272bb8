import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { lifetimes } from '../lifetimes.ts'
import { lifecycleReady } from '../lifecycle/lifecycle-ready.pattern.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

const shortLife = 2n * nanoseconds.second
// A page that finds a restarted gateway reloads a few times until it has the new build and a new session.
const afterStart = nanoseconds.minute
const enough = 3
const enoughAfterStart = 6

export const wsFlapping = defineDerivation({
  id: 'ws.flapping',
  class: 'close-code',
  role: 'cause',
  title: 'A page connects and leaves again and again',
  description:
    'Three or more dashboard connections in a row (six within a minute of a start) live less than ' +
    'two seconds and end ' +
    'with 1001: the page reloads itself.',
  needs: [wsWebchatConnected, wsWebchatDisconnected, lifecycleReady],
  *derive(events): Generator<Derived> {
    const starts = events.all.filter(({ pattern }) => pattern === lifecycleReady.id)
    let started = -1
    let run: { readonly first: Event; readonly last: Event; readonly length: number } | undefined
    for (const { on, life } of lifetimes(events.all)) {
      const short = life < shortLife && Number(on.attributes['code']) === 1001
      const goesOn = run !== undefined && on.at - run.last.at <= 30n * nanoseconds.second
      run = short ? { first: goesOn ? run!.first : on, last: on, length: goesOn ? run!.length + 1 : 1 } : undefined
      if (!run) continue
      while (started + 1 < starts.length && starts[started + 1]!.at <= run.first.at) started++
      const start = starts[started]
      const times = start && run.first.at - start.at < afterStart ? enoughAfterStart : enough
      if (run.length === times) yield { on, attributes: { code: 1001, times }, body: on.body }
    }
  },
})
