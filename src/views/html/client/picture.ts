import { clustersOf, ticksBetween, type Cluster, type Tick } from '../../../timeline/axis.ts'
import { all, make, one, utc } from './dom.ts'
import type { Entry } from './entries.ts'
import { applyFilter, type Filter } from './filter.ts'

/** The picture of one incident, and the stretch of it that is shown: milliseconds since the epoch. */
export interface Picture {
  readonly plot: HTMLElement
  readonly output: HTMLElement
  readonly buttons: ReadonlyMap<string, HTMLButtonElement>
  readonly lanes: readonly Lane[]
  readonly axis: SVGElement
  /** Says how many events the highest bar stands for. */
  readonly densest: HTMLElement | undefined
  readonly filter: Filter
  readonly whole: readonly [number, number]
  from: number
  to: number
}

export interface Lane {
  readonly svg: SVGSVGElement
  readonly marks: SVGGElement
  readonly role: string
  readonly entries: readonly Entry[]
  readonly times: readonly number[]
  /** Silences, and stretches in which events were only counted. */
  readonly bands: readonly { readonly band: SVGElement; readonly start: number; readonly end: number }[]
  readonly moments: readonly { readonly line: SVGElement; readonly at: number }[]
}

export function pictureOf(card: HTMLElement, entries: readonly Entry[], filter: Filter): Picture {
  const whole = [Number(card.dataset['from']), Number(card.dataset['to'])] as const
  return {
    plot: one('.plot', card)!,
    output: one('output', card)!,
    buttons: new Map(all<HTMLButtonElement>('[data-do]', card).map((button) => [button.dataset['do']!, button])),
    lanes: lanesOf(card, entries, whole),
    axis: one<SVGElement>('.axis svg', card)!,
    densest: one('.densest', card),
    filter,
    whole,
    from: whole[0],
    to: whole[1],
  }
}

export function lanesOf(card: HTMLElement, entries: readonly Entry[], [from, to]: readonly [number, number]): Lane[] {
  const tracks = all<SVGSVGElement>('.track', card)
  const dated = entries.filter(({ time }) => !Number.isNaN(time)).sort((a, b) => a.time - b.time)
  // A track without a source is shared by all sources that have no track of their own.
  const named = new Set(tracks.map(({ dataset }) => dataset['source']!))
  const timeAt = (percent: string): number => from + (parseFloat(percent) / 100) * (to - from)
  return tracks.map((svg) => {
    const { source, role } = svg.dataset
    const own = dated.filter(({ kind: { row } }) => {
      if (row.dataset['role'] !== role) return false
      return source === '' ? !named.has(row.dataset['source']!) : row.dataset['source'] === source
    })
    const bands = all<SVGElement>('.quiet-band, .counted', svg).map((band) => {
      const start = timeAt(band.getAttribute('x')!)
      return { band, start, end: start + timeAt(band.getAttribute('width')!) - from }
    })
    const moments = all<SVGElement>('.moment', svg).map((line) => ({ line, at: Number(line.dataset['at']) }))
    const marks = one<SVGGElement>('g', svg)!
    return { svg, marks, role: role!, entries: own, times: own.map(({ time }) => time), bands, moments }
  })
}

export function percentOf({ from, to }: Picture, ms: number): number {
  return ((ms - from) / (to - from)) * 100
}

export function placeOf(picture: Picture, ms: number): string {
  return `${percentOf(picture, ms).toFixed(2)}%`
}

export function drawPicture(picture: Picture): void {
  const { lanes, from, to, whole } = picture
  const drawn = lanes.map((lane) => ({ lane, clusters: clustersOf(lane.times, from, to) }))
  const densest = Math.max(1, ...drawn.flatMap(({ clusters }) => clusters.map(({ first, last }) => last - first + 1)))
  if (picture.densest) picture.densest.textContent = String(densest)
  const ticks = ticksBetween(from, to)
  drawAxis(picture, ticks)
  for (const { lane, clusters } of drawn) {
    drawBackground(picture, lane, ticks)
    lane.marks.replaceChildren(...clusters.map((cluster) => markOf(picture, lane, cluster, densest)))
  }
  one<SVGElement>('.track a', picture.plot)?.setAttribute('tabindex', '0')
  const isClose = to - from < 10_000
  const day = new Date(from).toISOString().slice(0, 10)
  picture.output.textContent = `${day} ${utc(from, isClose)} – ${utc(to, isClose)} UTC`
  for (const name of ['out', 'all', 'back', 'on'])
    picture.buttons.get(name)!.disabled = from === whole[0] && to === whole[1]
}

export function drawAxis(picture: Picture, ticks: readonly Tick[]): void {
  picture.axis.replaceChildren(
    ...ticks.flatMap(({ at, label }) => {
      const x = placeOf(picture, at)
      const text = make('text', { x, y: 18 })
      text.textContent = label
      return [make('line', { x1: x, x2: x, y2: 5 }), text]
    }),
  )
}

export function drawBackground(picture: Picture, lane: Lane, ticks: readonly Tick[]): void {
  const within = (ms: number): number => Math.max(0, Math.min(100, percentOf(picture, ms)))
  for (const line of all('.grid', lane.svg)) line.remove()
  for (const { at } of ticks) {
    const x = placeOf(picture, at)
    lane.marks.before(make('line', { class: 'grid', x1: x, x2: x, y2: 30 }))
  }
  for (const { band, start, end } of lane.bands) {
    band.setAttribute('x', `${within(start)}%`)
    band.setAttribute('width', `${Math.max(0, within(end) - within(start))}%`)
  }
  for (const { line, at } of lane.moments) {
    line.toggleAttribute('hidden', at < picture.from || at > picture.to)
    line.setAttribute('x1', placeOf(picture, at))
    line.setAttribute('x2', placeOf(picture, at))
  }
}

/** A sign for one event, or a bar for several. */
export function markOf(picture: Picture, lane: Lane, { first, last }: Cluster, densest: number): SVGElement {
  const { element, time, kind } = lane.entries[first]!
  const end = lane.times[last]!
  const many = last - first + 1
  const link = make('a', { href: `#${element.id}`, tabindex: -1 })
  if (many === 1) {
    link.setAttribute('aria-label', `${utc(time)} ${kind.title}`)
    link.append(make('use', { href: `#s-${lane.role}`, x: placeOf(picture, time), y: 15 }))
    return link
  }
  link.setAttribute('aria-label', `${many} events, ${utc(time)} – ${utc(end)}`)
  const height = Math.max(6, Math.round(22 * Math.sqrt(many / densest)))
  const at = make('svg', { x: placeOf(picture, (time + end) / 2), overflow: 'visible' })
  at.append(make('rect', { class: 'bar-mark', x: -3.5, width: 7, rx: 1.5, y: 27 - height, height }))
  link.append(at)
  return link
}

/** Shows a stretch, at least ten milliseconds and at most the whole, in the picture and in the evidence. */
export function zoom(picture: Picture, start: number, end: number): void {
  const { whole, filter } = picture
  const span = Math.min(whole[1] - whole[0], Math.max(10, end - start))
  const isWhole = span === whole[1] - whole[0]
  const left = Math.max(whole[0], Math.min(whole[1] - span, start + (end - start - span) / 2))
  picture.from = isWhole ? whole[0] : left
  picture.to = isWhole ? whole[1] : left + span
  drawPicture(picture)
  filter.range = isWhole ? undefined : [picture.from, picture.to]
  applyFilter(filter)
}

/** Zooms around the mark that has the focus, else around the middle. */
export function scale(picture: Picture, factor: number): void {
  const { plot, lanes, from, to } = picture
  const focused = document.activeElement?.closest('.track a')
  const label = focused?.getAttribute('aria-label')
  const box = focused?.getBoundingClientRect()
  const track = lanes[0]!.svg.getBoundingClientRect()
  const share = box ? (box.left + box.width / 2 - track.left) / track.width : 0.5
  const center = from + share * (to - from)
  zoom(picture, center - share * (to - from) * factor, center + (1 - share) * (to - from) * factor)
  if (!focused) return
  const marks = all<SVGElement>('.track a', plot)
  const same = marks.find((mark) => mark.getAttribute('aria-label') === label)
  ;(same ?? marks[0])?.focus()
}
