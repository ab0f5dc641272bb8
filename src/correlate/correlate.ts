import type { EventSet } from '../model/event-set.ts'
import { inOrder } from '../model/event-order.ts'
import type { Benign, Incident, Undecidable } from '../model/incident.ts'
import { Duplicates } from './duplicates.ts'
import { Gateways } from './gateways.ts'
import { GatewayHistory, historyKey, type Memory } from './history.ts'
import { inOrderOfImportance } from './importance.ts'
import type { Knowledge } from './knowledge.ts'
import { benignShown } from './numbers.ts'
import { Undecided } from './undecided.ts'
import { distinct, withUndated } from './undated.ts'

export interface Diagnosis {
  /** The most important first. */
  readonly incidents: readonly Incident[]
  /** In order of time. */
  readonly benign: readonly Benign[]
  readonly undecidable: readonly Undecidable[]
}

/** Makes incidents of events. A pure function of them: nothing here knows of clocks, files or chunks. */
export function correlate(set: EventSet, knowledge: Knowledge, memory: Memory = new Map()): Diagnosis {
  const gateways = new Gateways(set.origins())
  const duplicates = new Duplicates(set.spans())
  const undecided = new Undecided(knowledge.undecidables)
  const dated = new Map<string, GatewayHistory>()
  const undated = new Map<string, GatewayHistory>()
  for (const event of set.events()) {
    undecided.observe(event)
    if (duplicates.isDuplicate(event)) continue
    const gateway = gateways.of(event)
    const key = historyKey(event, gateway)
    const histories = event.hasDate ? dated : undated
    let history = histories.get(key)
    if (!history) histories.set(key, (history = new GatewayHistory(gateway, knowledge, memory.get(key))))
    history.add(event)
  }

  const inTime = ended(dated)
  const outOfTime = ended(undated)
  const incidents = inOrderOfImportance(
    distinct(
      withUndated(
        inTime.flatMap((history) => history.incidents),
        outOfTime.flatMap((history) => history.incidents),
      ),
    ),
  )
  return {
    incidents,
    benign: [...inTime, ...outOfTime]
      .flatMap(({ benign }) => benign)
      .sort((a, b) => inOrder(a.event, b.event))
      .slice(0, benignShown),
    undecidable: undecided.found(incidents),
  }
}

/** The histories, each complete, in an order that does not depend on which log came first. */
function ended(histories: ReadonlyMap<string, GatewayHistory>): GatewayHistory[] {
  const list = [...histories].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, history]) => history)
  for (const history of list) history.endEpisode()
  return list
}
