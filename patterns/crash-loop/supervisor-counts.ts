import type { Derived } from '../../src/model/derivation.ts'
import type { Event } from '../../src/model/event.ts'
import { crashBreaker } from './crash-breaker.pattern.ts'
import { supervisorExit } from './supervisor-exit.pattern.ts'
import { supervisorGaveUp } from './supervisor-gave-up.pattern.ts'
import { supervisorRestart } from './supervisor-restart.pattern.ts'

export function* supervisorCounts(events: readonly Event[]): Generator<Derived> {
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
