import type { Event } from '../model/event.ts'
import { firstIndex } from '../model/event-order.ts'
import { DisjointSets } from './disjoint-sets.ts'
import type { Hypothesis } from './hypothesis.ts'
import { relatedWithin } from './numbers.ts'
import type { PrecedenceOrder } from './precedence.ts'

interface Numbered {
  readonly hypothesis: Hypothesis
  readonly index: number
}

/**
 * Groups the hypotheses that are about one incident. Two are related when they share an event, or when one supersedes
 * the other and they are close in time; such links connect a group (union-find). Groups and their members keep the
 * order given.
 */
export function mergeRelated(found: readonly Hypothesis[], precedence: PrecedenceOrder): Hypothesis[][] {
  const sets = new DisjointSets(found.length)
  uniteSharing(found, sets)

  const byCause = Map.groupBy(
    found.map((hypothesis, index): Numbered => ({ hypothesis, index })),
    ({ hypothesis }) => hypothesis.cause,
  )
  for (const [cause, winners] of byCause)
    for (const loser of precedence.supersededBy(cause)) uniteClose(winners, byCause.get(loser) ?? [], sets)

  const groups = Map.groupBy(found.keys(), (index) => sets.rootOf(index))
  return [...groups.values()].map((members) => members.map((index) => found[index]!))
}

/** The same context may explain several incidents, so sharing it does not make them one unless it is a trigger. */
function uniteSharing(found: readonly Hypothesis[], sets: DisjointSets): void {
  const owners = new Map<Event, number>()
  for (const [index, { triggers, claimed }] of found.entries()) {
    const own = new Set(triggers)
    for (const event of claimed) {
      if (event.role === 'context' && !own.has(event)) continue
      const owner = owners.get(event)
      if (owner === undefined) owners.set(event, index)
      else sets.unite(owner, index)
    }
  }
}

/**
 * Unites each winner with the losers that are close to it, in one pass over both in order of time, since a log can hold
 * thousands of each. `begun` holds the losers that began early enough, by their end; of united ones the latest stands
 * for all.
 */
function uniteClose(winners: readonly Numbered[], losers: readonly Numbered[], sets: DisjointSets): void {
  const waiting = losers.toSorted((a, b) => compare(b.hypothesis.from, a.hypothesis.from))
  const begun: Numbered[] = []
  for (const { hypothesis: winner, index } of winners.toSorted((a, b) => compare(a.hypothesis.to, b.hypothesis.to))) {
    while (waiting.length > 0 && waiting.at(-1)!.hypothesis.from <= winner.to + relatedWithin) {
      const loser = waiting.pop()!
      const place = firstIndex(begun, ({ hypothesis }) => hypothesis.to > loser.hypothesis.to)
      begun.splice(place, 0, loser)
    }
    const close = begun.splice(firstIndex(begun, ({ hypothesis }) => hypothesis.to + relatedWithin >= winner.from))
    for (const loser of close) sets.unite(index, loser.index)
    begun.push(...close.slice(-1))
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
