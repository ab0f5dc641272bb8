import type { Cause } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import { duration } from '../base/time.ts'
import { defaultGap } from './numbers.ts'

/**
 * A cause's triggers in clusters, by `by` and `gap`: each is one occurrence. Those too small for the cause are left
 * out.
 */
export function clustersOf(cause: Cause, triggers: readonly Event[]): Event[][] {
  const { by, within, atLeast = 1 } = cause
  const gap = duration(cause.gap ?? defaultGap)
  const span = within === undefined ? undefined : duration(within)
  const groups =
    by === undefined
      ? [triggers]
      : Map.groupBy(triggers, ({ attributes, resource }) => String(attributes[by] ?? resource[by] ?? '')).values()
  return [...groups].flatMap((group) => cutAtGaps(group, gap)).filter((cluster) => mostWithin(cluster, span) >= atLeast)
}

/** A gap begins where the last record ends that any event so far stands for. */
function cutAtGaps(events: readonly Event[], gap: bigint): Event[][] {
  const clusters: Event[][] = []
  let until = 0n
  for (const event of events) {
    const cluster = clusters.at(-1)
    if (cluster && event.at - until <= gap) {
      cluster.push(event)
      if (event.lastAt > until) until = event.lastAt
    } else {
      clusters.push([event])
      until = event.lastAt
    }
  }
  return clusters
}

/** The largest number of records that lie within a span of one another; all of them without a span. */
function mostWithin(events: readonly Event[], span: bigint | undefined): number {
  let most = 0
  let sum = 0
  let first = 0
  for (const event of events) {
    sum += event.count
    if (span !== undefined) for (; event.at - events[first]!.at > span; first++) sum -= events[first]!.count
    most = Math.max(most, sum)
  }
  return most
}
