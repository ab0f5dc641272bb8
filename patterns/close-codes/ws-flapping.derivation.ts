import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { lifetimes } from '../lifetimes.ts'
import { wsWebchatConnected } from './ws-webchat-connected.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

const shortLife = 2n * nanoseconds.second

export const wsFlapping = defineDerivation({
  id: 'ws.flapping',
  class: 'close-code',
  role: 'cause',
  title: 'A page connects and leaves again and again',
  description:
    'Three or more dashboard connections in a row live less than two seconds and end with 1001: the page ' +
    'reloads itself.',
  needs: [wsWebchatConnected, wsWebchatDisconnected],
  *derive(events): Generator<Derived> {
    let run: Event[] = []
    for (const { on, life } of lifetimes(events.all)) {
      const short = life < shortLife && Number(on.attributes['code']) === 1001
      if (short && run.length > 0 && on.at - run.at(-1)!.at > 30n * nanoseconds.second) run = []
      run = short ? [...run, on] : []
      if (run.length === 3) yield { on, attributes: { code: 1001, times: 3 }, body: on.body }
    }
  },
})
