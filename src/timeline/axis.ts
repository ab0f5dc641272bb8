// Everything here is exported, because the page's script holds the text of the exports (src/views/html/script.ts).

/** Times that stand side by side: the indexes of the first and the last. */
export interface Cluster {
  readonly first: number
  readonly last: number
}

/** Columns of the picture. The events in one column share a mark. */
export const columns = 120

/** Groups times, given in order, by the column of the picture that they fall into. Times outside are left out. */
export function clustersOf(times: readonly number[], from: number, to: number): Cluster[] {
  const clusters: { first: number; last: number; column: number }[] = []
  for (let index = 0; index < times.length; index++) {
    const time = times[index]!
    if (time < from || time > to) continue
    const column = Math.min(columns - 1, Math.floor(((time - from) / (to - from)) * columns))
    const last = clusters.at(-1)
    if (last && last.column === column) last.last = index
    else clusters.push({ first: index, last: index, column })
  }
  return clusters
}

export interface Tick {
  readonly at: number
  readonly label: string
}

// prettier-ignore
/** Distances between round times: one millisecond to one year. */
export const tickSteps: readonly number[] = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3,
  3600e3, 7200e3, 10_800e3, 21_600e3, 43_200e3, 86_400e3, 172_800e3, 604_800e3, 1_209_600e3, 2_592_000e3,
  7_776_000e3, 31_536_000e3,
]

/** Round times in UTC, seven at most. */
export function ticksBetween(from: number, to: number): Tick[] {
  const longest = tickSteps.at(-1)!
  const step = tickSteps.find((each) => (to - from) / each <= 6) ?? longest * Math.ceil((to - from) / longest / 6)
  const ticks: { at: number; label: string }[] = []
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 8; at += step)
    ticks.push({ at, label: tickLabel(at, step) })
  return ticks
}

/** A date, a time of day, or seconds: as precise as the step is. */
export function tickLabel(at: number, step: number): string {
  const text = new Date(at).toISOString()
  if (step >= 86_400_000) return text.slice(0, 10)
  if (step >= 60_000) return text.slice(11, 16)
  if (step >= 1000) return text.slice(11, 19)
  return `${text.slice(17, 23)} s`
}
