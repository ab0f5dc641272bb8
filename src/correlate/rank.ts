import type { Cause } from '../model/cause.ts'
import type { Hypothesis } from './hypothesis.ts'
import { aboutAsLikely } from './numbers.ts'
import type { PrecedenceOrder } from './precedence.ts'

/** The hypotheses about one incident, by the part they have in it. */
export interface Group {
  /** What brought it about. */
  readonly first: Hypothesis
  /** The cause of `first` at other times. */
  readonly repeats: readonly Hypothesis[]
  /** Other causes, each once: what the first one brought about, or what happened beside it. */
  readonly consequences: readonly Hypothesis[]
  /** Other explanations of the same lines, which are less likely or say nothing more. */
  readonly rivalsThatLost: readonly Hypothesis[]
  readonly causes: ReadonlySet<Cause>
}

/** Puts related hypotheses, at least one, in order, and gives each its part. */
export function rank(related: readonly Hypothesis[], precedence: PrecedenceOrder): Group {
  const [first, ...others] = inRank(related, precedence) as [Hypothesis, ...Hypothesis[]]
  const claimed = new Set(first.claimed)
  const consequences = new Map<Cause, Hypothesis>()
  const rivalsThatLost: Hypothesis[] = []
  for (const other of others) {
    if (other.cause === first.cause || consequences.has(other.cause)) continue
    const isExplained = precedence.explains(first.cause, other.cause)
    const saysNothingMore = !isExplained && other.triggers.every((event) => claimed.has(event))
    if (precedence.absorbs(first.cause, other.cause) || saysNothingMore) rivalsThatLost.push(other)
    else consequences.set(other.cause, other)
  }
  return {
    first,
    repeats: others.filter(({ cause }) => cause === first.cause),
    consequences: [...consequences.values()],
    rivalsThatLost,
    causes: new Set(related.map(({ cause }) => cause)),
  }
}

/** Causes that no other one of the group supersedes come first; among equals the likeliest, then the earliest. */
function inRank(related: readonly Hypothesis[], precedence: PrecedenceOrder): Hypothesis[] {
  const strongest = new Map<Cause, number>()
  for (const { cause, strength } of related) strongest.set(cause, Math.max(strength, strongest.get(cause) ?? 0))
  const superseded = new Set(
    related.filter((hypothesis) =>
      [...strongest].some(
        ([cause, strength]) =>
          strength + aboutAsLikely >= hypothesis.strength && precedence.supersedes(cause, hypothesis.cause),
      ),
    ),
  )
  return related.toSorted(
    (a, b) =>
      Number(superseded.has(a)) - Number(superseded.has(b)) ||
      b.strength - a.strength ||
      (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
      (a.cause.id < b.cause.id ? -1 : a.cause.id > b.cause.id ? 1 : 0),
  )
}
