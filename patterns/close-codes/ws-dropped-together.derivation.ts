import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { wsClosedBeforeConnect } from './ws-closed-before-connect.pattern.ts'
import { wsWebchatDisconnected } from './ws-webchat-disconnected.pattern.ts'

export const wsDroppedTogether = defineDerivation({
  id: 'ws.dropped-together',
  class: 'close-code',
  role: 'context',
  title: 'Several connections dropped in the same second',
  description:
    'A single dropped client points to its own network or proxy. Several at once point to the host, the gateway ' +
    'or the path they share.',
  needs: [wsWebchatDisconnected, wsClosedBeforeConnect],
  *derive(events): Generator<Derived> {
    let last: Event | undefined
    for (const event of events.all) {
      if (Number(event.attributes['code']) !== 1006 || !event.hasOwnTime) continue
      if (last && event.at - last.at <= nanoseconds.second && event.attributes['conn'] !== last.attributes['conn'])
        yield { on: event, attributes: { code: 1006 }, body: event.body }
      last = event
    }
  },
})
