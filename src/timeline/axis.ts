// Runs in the page, too, which holds the text of these functions: they name nothing outside themselves.

/** Some neighbouring times: first and last index into them. */
export interface Cluster {
  readonly first: number
  readonly last: number
}

/**
 * Puts times (in order) between two ends into cells of equal width, and says which of them share one.
 */
export function clustersOf(times: readonly number[], from: number, to: number, cells: number): Cluster[] {
  const clusters: { first: number; last: number; cell: number }[] = []
  for (let index = 0; index < times.length; index++) {
    const time = times[index]!
    if (time < from || time > to) continue
    const cell = Math.min(cells - 1, Math.floor(((time - from) / (to - from)) * cells))
    const last = clusters.at(-1)
    if (last && last.cell === cell) last.last = index
    else clusters.push({ first: index, last: index, cell })
  }
  return clusters
}

export interface Tick {
  readonly at: number
  readonly label: string
}

/** Milliseconds that a round time can be apart from the next. */
export const tickSteps: readonly number[] = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3,
  7200e3, 10_800e3, 21_600e3, 43_200e3, 86_400e3, 172_800e3, 604_800e3, 1_209_600e3, 2_592_000e3, 7_776_000e3, 31_536_000e3,
] // prettier-ignore

/** At most six round times, in UTC. */
export function ticksBetween(from: number, to: number, steps: readonly number[]): Tick[] {
  const step = steps.find((each) => (to - from) / each <= 6) ?? steps[steps.length - 1]! * Math.ceil((to - from) / steps[steps.length - 1]! / 6) // prettier-ignore
  const ticks: { at: number; label: string }[] = []
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 8; at += step) {
    const text = new Date(at).toISOString()
    const label = step >= 86_400_000 ? text.slice(0, 10) : step >= 60_000 ? text.slice(11, 16) : step >= 1000 ? text.slice(11, 19) : `${text.slice(17, 23)} s` // prettier-ignore
    ticks.push({ at, label })
  }
  return ticks
}
