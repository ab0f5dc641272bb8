import { all, one } from './dom.ts'
import { drawPicture, scale, zoom, type Picture } from './picture.ts'

/** Makes a picture answer to its buttons, the keyboard and the pointer. */
export function controlPicture(picture: Picture): void {
  const { plot, buttons, whole, filter } = picture
  const actions = actionsOf(picture)
  for (const [name, button] of buttons) button.addEventListener('click', actions[name]!)
  filter.onReset = () => {
    picture.from = whole[0]
    picture.to = whole[1]
    drawPicture(picture)
  }
  plot.addEventListener('keydown', (event) => answerKey(picture, actions, event))
  const brush = overlay(plot, 'brush')
  listenToTips(plot, overlay(plot, 'tip'))
  listenToDrags(picture, brush)
}

export function overlay(plot: HTMLElement, name: string): HTMLElement {
  const element = document.createElement('div')
  element.className = name
  element.hidden = true
  plot.append(element)
  return element
}

export type Actions = Readonly<Record<string, () => void>>

/** By the name of their button. */
export function actionsOf(picture: Picture): Actions {
  const pan = (by: 1 | -1): void => {
    const half = (by * (picture.to - picture.from)) / 2
    zoom(picture, picture.from + half, picture.to + half)
  }
  return {
    in: () => scale(picture, 0.5),
    out: () => scale(picture, 2),
    back: () => pan(-1),
    on: () => pan(1),
    all: () => zoom(picture, ...picture.whole),
  }
}

export function answerKey({ plot, lanes }: Picture, actions: Actions, event: KeyboardEvent): void {
  const mark = (event.target as Element).closest<SVGElement>('.track a')
  if (!mark || event.ctrlKey || event.metaKey || event.altKey) return
  const svgs = lanes.map(({ svg }) => svg)
  const isAll = event.key === '0' || event.key === 'Escape'
  const keys: Actions = {
    '+': actions['in']!,
    '=': actions['in']!,
    '-': actions['out']!,
    '0': actions['all']!,
    Escape: actions['all']!,
    ArrowRight: () => moveFocus(mark, mark.nextElementSibling as SVGElement | null),
    ArrowLeft: () => moveFocus(mark, mark.previousElementSibling as SVGElement | null),
    ArrowDown: () => moveFocus(mark, nearestMark(svgs, mark, 1)),
    ArrowUp: () => moveFocus(mark, nearestMark(svgs, mark, -1)),
  }
  const act = keys[event.key]
  if (!act) return
  event.preventDefault()
  act()
  if (isAll) one<SVGElement>('.track a', plot)?.focus()
}

/** The closest mark in the next lane that has any (`by` 1), or in the previous one (-1). */
export function nearestMark(tracks: readonly SVGSVGElement[], mark: SVGElement, by: 1 | -1): SVGElement | null {
  const used = tracks.filter((svg) => one('a', svg))
  const lane = used[used.indexOf(mark.closest<SVGSVGElement>('.track')!) + by]
  if (!lane) return null
  const x = mark.getBoundingClientRect().left
  const distance = (other: SVGElement): number => Math.abs(other.getBoundingClientRect().left - x)
  return all<SVGElement>('a', lane).sort((a, b) => distance(a) - distance(b))[0] ?? null
}

export function moveFocus(mark: SVGElement, next: SVGElement | null): void {
  if (!next) return
  mark.setAttribute('tabindex', '-1')
  next.setAttribute('tabindex', '0')
  next.focus()
}

export function listenToTips(plot: HTMLElement, tip: HTMLElement): void {
  const show = (event: Event): void => {
    const mark = (event.target as Element).closest('.track a')
    tip.hidden = !mark
    if (!mark) return
    tip.textContent = mark.getAttribute('aria-label')
    const box = mark.getBoundingClientRect()
    const frame = plot.getBoundingClientRect()
    const left = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2
    tip.style.left = `${Math.max(0, Math.min(frame.width - tip.offsetWidth, left))}px`
    tip.style.top = `${box.top - frame.top - tip.offsetHeight - 6}px`
  }
  plot.addEventListener('pointerover', show)
  plot.addEventListener('focusin', show)
  plot.addEventListener('focusout', () => (tip.hidden = true))
  plot.addEventListener('pointerleave', () => (tip.hidden = true))
}

/** Zooms into the stretch that the pointer was dragged over. `brush` shows it during the drag. */
export function listenToDrags(picture: Picture, brush: HTMLElement): void {
  const { plot, lanes } = picture
  let start: number | undefined
  let isDragged = false
  const trackBox = (): DOMRect => lanes[0]!.svg.getBoundingClientRect()
  plot.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.clientX < trackBox().left) return
    start = event.clientX
    isDragged = false
  })
  plot.addEventListener('pointermove', (event) => {
    if (start === undefined || Math.abs(event.clientX - start) < 5) return
    if (!isDragged) plot.setPointerCapture(event.pointerId)
    isDragged = true
    const { left: edge, right } = trackBox()
    const left = Math.max(edge, Math.min(start, event.clientX))
    brush.hidden = false
    brush.style.left = `${left - plot.getBoundingClientRect().left}px`
    brush.style.width = `${Math.min(right, Math.max(start, event.clientX)) - left}px`
  })
  const drop = (event: PointerEvent): void => {
    if (start !== undefined && isDragged && event.type === 'pointerup') {
      const { left, width } = trackBox()
      const { from, to } = picture
      const timeAt = (x: number): number => from + (Math.max(0, Math.min(width, x - left)) / width) * (to - from)
      zoom(picture, timeAt(Math.min(start, event.clientX)), timeAt(Math.max(start, event.clientX)))
    }
    start = undefined
    brush.hidden = true
  }
  plot.addEventListener('pointerup', drop)
  plot.addEventListener('pointercancel', drop)
  // Dropping over a mark must not count as a click on it.
  plot.addEventListener('click', (event) => isDragged && event.preventDefault(), true)
  plot.addEventListener('dragstart', (event) => event.preventDefault())
}
