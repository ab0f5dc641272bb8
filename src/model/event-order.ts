import type { Event } from './event.ts'

/** By time, then by place; on one line by pattern. Not by id, which is a hash that one more line feed would change. */
export function inOrder(a: Event, b: Event): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  if (a.logId !== b.logId) return a.logId < b.logId ? -1 : 1
  return a.offset - b.offset || compare(a.pattern, b.pattern) || compare(a.body, b.body)
}

/** The events from one time to another, both included, of a list in order of time. */
export function between(events: readonly Event[], from: bigint, to: bigint): readonly Event[] {
  return events.slice(
    firstIndex(events, ({ at }) => at >= from),
    firstIndex(events, ({ at }) => at > to),
  )
}

/** Index of the first item for which `isPast` holds, or the length; it must hold for all items after that one. */
export function firstIndex<T>(list: readonly T[], isPast: (item: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPast(list[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
