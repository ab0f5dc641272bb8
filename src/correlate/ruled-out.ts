import type { Event } from '../model/event.ts'
import type { RuledOut } from '../model/incident.ts'
import type { Hypothesis } from './hypothesis.ts'
import type { PrecedenceOrder } from './precedence.ts'
import type { Group } from './rank.ts'
import { isPlausible } from './settle.ts'

/** The hypotheses of an episode that are too weak to be named, looked up by their triggers. */
export class Implausible {
  private readonly byTrigger = new Map<Event, Hypothesis[]>()
  private readonly positions = new Map<Hypothesis, number>()

  constructor(tried: readonly Hypothesis[]) {
    for (const hypothesis of tried) {
      if (isPlausible(hypothesis) || hypothesis.cause.benign) continue
      this.positions.set(hypothesis, this.positions.size)
      for (const event of hypothesis.triggers) {
        const others = this.byTrigger.get(event)
        if (others) others.push(hypothesis)
        else this.byTrigger.set(event, [hypothesis])
      }
    }
  }

  /** Those that would explain one of the events, in the order in which they were tried. */
  about(events: readonly Event[]): Hypothesis[] {
    const found = new Set(events.flatMap((event) => this.byTrigger.get(event) ?? []))
    return [...found].sort((a, b) => this.positions.get(a)! - this.positions.get(b)!)
  }
}

/** What lost against the first cause, and what was too weak to be named; then what looks like it but left no trace. */
export function ruledOutOf(
  { first, causes, rivalsThatLost }: Group,
  implausible: Implausible,
  precedence: PrecedenceOrder,
): RuledOut[] {
  const result = new Map<string, RuledOut>()
  for (const { cause, against, strength } of [...rivalsThatLost, ...implausible.about(first.claimed)]) {
    if (result.has(cause.id) || cause === first.cause) continue
    const why =
      against.length > 0
        ? against.join('; ')
        : `explains the same lines less well (${strength} against ${first.strength} of 100)`
    result.set(cause.id, { id: cause.id, class: cause.class, title: cause.title, why })
  }
  for (const { cause, telltale } of precedence.rivalsOf(first.cause)) {
    if (result.has(cause.id) || causes.has(cause)) continue
    result.set(cause.id, { id: cause.id, class: cause.class, title: cause.title, why: `no ${telltale} in this log` })
  }
  return [...result.values()]
}
