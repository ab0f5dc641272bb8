import { defineDerivation, type Derived } from '../../src/model/derivation.ts'
import { nanoseconds } from '../../src/base/time.ts'
import { clientClosed } from '../close-codes/client-closed.pattern.ts'
import { clientConnected } from '../close-codes/client-connected.pattern.ts'
import { lifetimes } from '../lifetimes.ts'
import { wsClose } from '../close-codes/ws-close.pattern.ts'
import { wsWebchatConnected } from '../close-codes/ws-webchat-connected.pattern.ts'
import { wsWebchatDisconnected } from '../close-codes/ws-webchat-disconnected.pattern.ts'

// Documented idle limits of proxies: nginx and ALB 60 s, Cloudflare 100 s, Azure 240 s, AWS NLB 350 s.
const tolerance = 0.05

/** Connections that all end at the same age, which only a proxy brings about. */
export const proxyLifetimeCluster = defineDerivation({
  id: 'proxy.lifetime-cluster',
  class: 'proxy-timeout',
  role: 'cause',
  title: 'Connections end at the age of {seconds} s, one after another',
  description:
    'Three or more dashboard connections end with 1006 or 1005 at ages within five percent of each other, ' +
    'between 4 s and two hours.',
  needs: [wsWebchatConnected, wsWebchatDisconnected, wsClose, clientConnected, clientClosed],
  *derive(events): Generator<Derived> {
    const cut = lifetimes(events.all).filter(
      ({ on, life }) =>
        [1006, 1005].includes(Number(on.attributes['code'])) &&
        life > 4n * nanoseconds.second &&
        life < 2n * nanoseconds.hour,
    )
    for (const { life } of cut) {
      const close = cut.filter(
        (other) => Math.abs(Number(other.life - life)) <= Math.max(Number(life) * tolerance, 1e9),
      )
      if (close.length < 3 || close.length < cut.length * 0.6) continue
      const seconds = Math.round(median(close.map((each) => Number(each.life) / 1e9)))
      for (const { on } of close)
        yield { on, attributes: { seconds, times: close.length, conn: String(on.attributes['conn']) }, body: on.body }
      return
    }
  },
})

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
