import type { Role } from '../model/signal.ts'
import { clustersOf, ticksBetween, type Tick } from './axis.ts'
import { recordsOf, roles, type TimelineEvent } from './event.ts'

/** An incident drawn over time. Times are milliseconds since the epoch. */
export interface Picture {
  readonly from: number
  readonly to: number
  readonly lanes: readonly Lane[]
  readonly ticks: readonly Tick[]
  readonly silences: readonly Silence[]
  /** When the incident began, and when it recovered. */
  readonly moments: readonly number[]
  /** Events in the fullest column of any lane: the height of bars is relative to it. */
  readonly densest: number
}

/** The events of one role from one source. */
export interface Lane {
  /** Index of the source; `undefined` for all sources without lanes of their own. */
  readonly source: number | undefined
  readonly role: Role
  readonly events: readonly TimelineEvent[]
  readonly records: number
  readonly marks: readonly Mark[]
}

/** One event, or several that stand too close to be drawn apart. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly events: readonly TimelineEvent[]
}

/** A stretch without any event. */
export interface Silence {
  readonly from: number
  readonly to: number
}

const sourcesWithLanes = 6
const mostSilences = 5

/** The picture of the events that state a complete time; `undefined` when none does. */
export function pictureOf(events: readonly TimelineEvent[], moments: readonly number[]): Picture | undefined {
  const dated = events.filter(({ ms }) => ms !== undefined).sort((a, b) => a.ms! - b.ms!)
  if (dated.length === 0) return undefined
  const first = dated[0]!.ms!
  const last = dated.at(-1)!.ms!
  const margin = Math.max(500, (last - first) * 0.02)
  const from = first - margin
  const to = last + margin
  const lanes = lanesOf(dated, from, to)
  return {
    from,
    to,
    lanes,
    ticks: ticksBetween(from, to),
    moments: moments.filter((ms) => ms >= from && ms <= to),
    silences: silencesOf(dated.map(({ ms }) => ms!)),
    densest: Math.max(...lanes.flatMap(({ marks }) => marks.map((mark) => mark.events.length))),
  }
}

function lanesOf(dated: readonly TimelineEvent[], from: number, to: number): Lane[] {
  const sources = [...new Set(dated.map(({ source }) => source))]
  const own = new Set(sources.length <= sourcesWithLanes ? sources : sources.slice(0, sourcesWithLanes - 1))
  const bySource = Map.groupBy(dated, ({ source }) => (own.has(source) ? source : undefined))
  return [...bySource].flatMap(([source, list]) =>
    roles.flatMap((role): Lane[] => {
      const found = list.filter((event) => event.role === role)
      if (found.length === 0) return []
      const times = found.map(({ ms }) => ms!)
      return [
        {
          source,
          role,
          events: found,
          records: recordsOf(found),
          marks: clustersOf(times, from, to).map(({ first, last }) => ({
            from: times[first]!,
            to: times[last]!,
            events: found.slice(first, last + 1),
          })),
        },
      ]
    }),
  )
}

/** The longest stretches without an event. Each lasts a minute and a tenth of the whole, or longer. */
function silencesOf(times: readonly number[]): Silence[] {
  const least = Math.max(60_000, (times.at(-1)! - times[0]!) / 10)
  const found: Silence[] = []
  for (let index = 1; index < times.length; index++) {
    const from = times[index - 1]!
    const to = times[index]!
    if (to - from >= least) found.push({ from, to })
  }
  return found
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, mostSilences)
    .sort((a, b) => a.from - b.from)
}
