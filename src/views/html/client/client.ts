import type { clustersOf, Cluster, ticksBetween } from '../../../timeline/axis.ts'

/** A row in full, which others can be like. */
interface Kind {
  readonly row: HTMLElement
  readonly title: string
  /** What stands above its line, and the words of that. */
  readonly head: string
  readonly words: readonly string[]
  fits: boolean
}

interface Entry {
  readonly element: HTMLElement
  /** Not a number where the line states no complete time. */
  readonly time: number
  /** What it is, or is like. */
  readonly kind: Kind
  /** What is searched, in lower case; made when there is time, or when it is needed. */
  text: string | undefined
  shown: boolean
}

/**
 * What the page does when scripts are on; all that it says is there without. Its source text stands in the page, so it names nothing
 * outside itself but what it is given.
 */
export function client(clusters: typeof clustersOf, ticks: typeof ticksBetween, steps: readonly number[]): void {
  const all = <Kind extends Element = HTMLElement>(selector: string, within: ParentNode = document): Kind[] => [
    ...within.querySelectorAll<Kind>(selector),
  ]
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  const one = <Kind extends Element = HTMLElement>(selector: string, within: ParentNode = document): Kind | undefined =>
    all<Kind>(selector, within)[0]
  const utc = (ms: number, precise = false): string => new Date(ms).toISOString().slice(11, precise ? 23 : 19)
  const two = (number: number): string => String(number).padStart(2, '0')
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const elsewhere = (ms: number): boolean => new Date(ms).getTimezoneOffset() !== 0
  const local = (ms: number): string => {
    const date = new Date(ms)
    const day =
      date.getDate() === date.getUTCDate()
        ? ''
        : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `
    return `${day}${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  }
  const make = (name: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
    return element
  }
  const entryOf = new Map<Element, Entry>()
  for (const element of all('.tools, .keys, .filter, [data-do=theme]')) element.hidden = false

  for (const article of all('.incident')) {
    const entries = entriesOf(article)
    showLocalTimes(article)
    const filter = filterOf(article, entries)
    setTimeout(() => prepare(entries), 100)
    for (const card of all('.picture', article)) pictureOf(card, entries, filter)
  }
  copyButtons()
  themeButton()
  dataButton()
  addEventListener('hashchange', reveal)
  reveal()

  function entriesOf(article: HTMLElement): Entry[] {
    const kinds = new Map<string, Kind>()
    return all('[data-e]', article).map((element) => {
      const [time, number] = element.dataset['e']!.split(',') as [string, string]
      let kind = kinds.get(number)
      if (!kind) {
        const head = one('.what > p', element)?.textContent ?? ''
        const words = (one('.body', element)?.textContent ?? '').split(' ')
        kinds.set(number, (kind = { row: element, title: one('strong', element)?.textContent ?? '', head, words, fits: true })) // prettier-ignore
      }
      const from = element === kind.row ? 0 : Number(element.closest<HTMLElement>('[data-from]')!.dataset['from'])
      const entry = { element, time: time === '' ? NaN : from + Number(time), kind, text: undefined, shown: true }
      entryOf.set(element, entry)
      return entry
    })
  }

  function showLocalTimes(article: HTMLElement): void {
    for (const time of all<HTMLTimeElement>('time', article)) {
      const ms = Date.parse(time.dateTime)
      if (!elsewhere(ms)) continue
      const small = document.createElement('small')
      small.textContent = 'full' in time.dataset ? `${local(ms)} ${zone}` : local(ms)
      small.title = zone
      time.after(small)
    }
    const note = one('.evidence .note', article)
    const first = one<HTMLTimeElement>('time', article)
    if (note && first && elsewhere(Date.parse(first.dateTime))) note.append(` Times in UTC, small ones in ${zone}.`)
  }

  interface Filter {
    /** Only what happened between these, or everything. */
    between(range: readonly [number, number] | undefined): void
    /** Called when everything is to be shown again. */
    onReset: () => void
  }

  function filterOf(article: HTMLElement, entries: readonly Entry[]): Filter {
    const form = one<HTMLFormElement>('.filter', article)!
    const words = one<HTMLInputElement>('input', form)!
    const choices = all<HTMLSelectElement>('select', form)
    const output = one('output', form)!
    const reset = one<HTMLButtonElement>('[type=reset]', form)!
    const folds = all('.fold', article).map((fold) => ({
      fold,
      details: one<HTMLDetailsElement>('details', fold)!,
      matches: one('.matches', fold)!,
      /** As they are laid out. */
      chunks: all('.likes', fold).map((list) => ({ list, members: all('li', list).map((element) => entryOf.get(element)!) })), // prettier-ignore
      /** By the search, which closes it again. */
      opened: false,
    }))
    const rows = entries.filter(({ element, kind }) => element === kind.row)
    const kinds = rows.map(({ kind }) => kind)
    const draw = (members: readonly Entry[]): boolean => {
      let some = false
      for (const { element, shown } of members) {
        if (element.hidden === shown) element.hidden = !shown
        some ||= shown
      }
      return some
    }
    // What is folded away need not be hidden before it is looked at.
    for (const { details, chunks } of folds)
      details.addEventListener('toggle', () => {
        if (!details.open) return
        for (const { list, members } of chunks) {
          list.hidden = !draw(members)
          for (const { element, time } of members)
            if (elsewhere(time) && element.title === '') element.title = `${local(time)} ${zone}`
        }
      })
    const between = all('.day, .gap', article)
    let range: readonly [number, number] | undefined
    const filter: Filter = {
      between(next) {
        range = next
        apply()
      },
      onReset: () => undefined,
    }

    function apply(): void {
      const wanted = words.value.trim().toLowerCase()
      const chosen = choices
        .filter(({ value }) => value !== '')
        .map(({ dataset, value }) => [dataset['by']!, value] as const)
      const active = wanted !== '' || chosen.length > 0 || range !== undefined
      for (const kind of kinds) kind.fits = chosen.every(([by, value]) => kind.row.dataset[by] === value)
      let shown = 0
      for (const entry of entries) {
        const { kind, time } = entry
        entry.shown =
          kind.fits &&
          (range === undefined || (time >= range[0] && time <= range[1])) &&
          (wanted === '' || (entry.text ??= textOf(entry)).includes(wanted))
        if (entry.shown) shown++
      }
      draw(rows)
      for (const each of folds) {
        const { fold, details, matches, chunks } = each
        let visible = 0
        for (const { members } of chunks) for (const member of members) if (member.shown) visible++
        fold.hidden = visible === 0
        matches.textContent = active ? ` · ${visible} of them here` : ''
        const found = active && visible > 0 && shown <= 50
        if (found && !details.open) details.open = each.opened = true
        else if (!found && each.opened) details.open = each.opened = false
        else if (details.open) for (const { list, members } of chunks) list.hidden = !draw(members)
      }
      for (const element of between) element.hidden = active
      output.textContent = active
        ? `${shown} of ${entries.length} events${range ? `, ${utc(range[0])} – ${utc(range[1])} UTC` : ''}`
        : ''
      reset.hidden = !active
    }

    let waiting = 0
    form.addEventListener('input', () => {
      cancelAnimationFrame(waiting)
      waiting = requestAnimationFrame(apply)
    })
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('reset', () => {
      filter.onReset()
      range = undefined
      // The form is emptied after its listeners were called.
      setTimeout(apply)
    })
    return filter
  }

  /** The whole line of an event, also of one that is shown by the words in which it differs from another one. */
  function textOf({ element, kind }: Entry): string {
    if (element === kind.row) return (element.textContent ?? '').toLowerCase()
    const line = [...kind.words]
    const words = element.lastElementChild!.textContent.split(' ')
    const places = element.dataset['e']!.split(',')
    for (let index = 2; index < places.length; index++) line[Number(places[index])] = words[index - 2]!
    return `${kind.head}\n${line.join(' ')}`.toLowerCase()
  }

  /** Texts are made while nobody waits, so that the first search need not. */
  function prepare(entries: readonly Entry[], from = 0): void {
    const end = Math.min(entries.length, from + 400)
    for (let index = from; index < end; index++) entries[index]!.text ??= textOf(entries[index]!)
    if (end < entries.length) setTimeout(() => prepare(entries, end), 4)
  }

  function pictureOf(card: HTMLElement, entries: readonly Entry[], filter: Filter): void {
    const whole = [Number(card.dataset['from']), Number(card.dataset['to'])] as const
    let [from, to] = whole
    const plot = one('.plot', card)!
    const output = one('output', card)!
    const buttons = new Map(all<HTMLButtonElement>('[data-do]', card).map((button) => [button.dataset['do']!, button]))
    const dated = entries.filter(({ time }) => !Number.isNaN(time)).sort((a, b) => a.time - b.time)
    const named = new Set(all<SVGElement>('.track', card).map(({ dataset }) => dataset['source']!))
    const lanes = all<SVGSVGElement>('.track', card).map((svg) => {
      const { source, role } = svg.dataset
      const own = dated.filter(({ kind: { row } }) => row.dataset['role'] === role && (source === '' ? !named.has(row.dataset['source']!) : row.dataset['source'] === source)) // prettier-ignore
      const bands = all<SVGElement>('.quiet-band, .counted', svg).map((band) => {
        const start = whole[0] + (parseFloat(band.getAttribute('x')!) / 100) * (whole[1] - whole[0])
        return { band, start, end: start + (parseFloat(band.getAttribute('width')!) / 100) * (whole[1] - whole[0]) }
      })
      const moments = all<SVGElement>('.moment', svg).map((line) => ({ line, at: Number(line.dataset['at']) }))
      return {
        svg,
        marks: one<SVGGElement>('g', svg)!,
        role: role!,
        own,
        times: own.map(({ time }) => time),
        bands,
        moments,
      }
    })
    const axis = one<SVGElement>('.axis svg', card)!
    const tip = document.createElement('div')
    tip.className = 'tip'
    tip.hidden = true
    const brush = document.createElement('div')
    brush.className = 'brush'
    brush.hidden = true
    plot.append(brush, tip)

    const percent = (ms: number): number => ((ms - from) / (to - from)) * 100
    const place = (ms: number): string => `${percent(ms).toFixed(2)}%`

    function draw(): void {
      const current = lanes.map((lane) => ({ ...lane, found: clusters(lane.times, from, to, 120) }))
      const densest = Math.max(1, ...current.flatMap(({ found }) => found.map(({ first, last }) => last - first + 1)))
      const legend = one('.densest', card)
      if (legend) legend.textContent = String(densest)
      const marks = ticks(from, to, steps)
      axis.replaceChildren(
        ...marks.flatMap(({ at, label }) => {
          const text = make('text', { x: place(at), y: 18 })
          text.textContent = label
          return [make('line', { x1: place(at), x2: place(at), y2: 5 }), text]
        }),
      )
      for (const { svg, marks: group, role, own, found, bands, moments } of current) {
        for (const line of all('.grid', svg)) line.remove()
        for (const { at } of marks) group.before(make('line', { class: 'grid', x1: place(at), x2: place(at), y2: 30 }))
        for (const { band, start, end } of bands) {
          const left = Math.max(0, Math.min(100, percent(start)))
          band.setAttribute('x', `${left}%`)
          band.setAttribute('width', `${Math.max(0, Math.min(100, percent(end)) - left)}%`)
        }
        for (const { line, at } of moments) {
          line.toggleAttribute('hidden', at < from || at > to)
          line.setAttribute('x1', place(at))
          line.setAttribute('x2', place(at))
        }
        group.replaceChildren(...found.map((cluster) => markOf(cluster, own, role, densest)))
      }
      const first = one<SVGElement>('.track a', plot)
      first?.setAttribute('tabindex', '0')
      const isWhole = from === whole[0] && to === whole[1]
      output.textContent = `${new Date(from).toISOString().slice(0, 10)} ${utc(from, to - from < 10_000)} – ${utc(to, to - from < 10_000)} UTC`
      for (const name of ['out', 'all', 'back', 'on']) buttons.get(name)!.disabled = isWhole
    }

    function markOf({ first, last }: Cluster, own: readonly Entry[], role: string, densest: number): SVGElement {
      const { element, time, kind } = own[first]!
      const many = last - first + 1
      const link = make('a', { href: `#${element.id}`, tabindex: -1 })
      if (many === 1) {
        link.setAttribute('aria-label', `${utc(time)} ${kind.title}`)
        link.append(make('use', { href: `#s-${role}`, x: place(time), y: 15 }))
        return link
      }
      link.setAttribute('aria-label', `${many} events, ${utc(time)} – ${utc(own[last]!.time)}`)
      const height = Math.max(6, Math.round(22 * Math.sqrt(many / densest)))
      const at = make('svg', { x: place((time + own[last]!.time) / 2), overflow: 'visible' })
      at.append(make('rect', { class: 'bar-mark', x: -3.5, width: 7, rx: 1.5, y: 27 - height, height }))
      link.append(at)
      return link
    }

    function zoom(start: number, end: number): void {
      const least = 10
      const span = Math.min(whole[1] - whole[0], Math.max(least, end - start))
      const left = Math.max(whole[0], Math.min(whole[1] - span, start + (end - start - span) / 2))
      ;[from, to] = span === whole[1] - whole[0] ? whole : [left, left + span]
      draw()
      filter.between(from === whole[0] && to === whole[1] ? undefined : [from, to])
    }

    /** About the mark that has the focus, else about the middle. */
    function scale(factor: number): void {
      const box = document.activeElement?.closest('.track a')?.getBoundingClientRect()
      const track = lanes[0]!.svg.getBoundingClientRect()
      const share = box ? (box.left + box.width / 2 - track.left) / track.width : 0.5
      const centre = from + share * (to - from)
      const label = document.activeElement?.getAttribute('aria-label')
      zoom(centre - share * (to - from) * factor, centre + (1 - share) * (to - from) * factor)
      if (box) (all<SVGElement>('.track a', plot).find((mark) => mark.getAttribute('aria-label') === label) ?? one<SVGElement>('.track a', plot))?.focus() // prettier-ignore
    }

    const actions: Readonly<Record<string, () => void>> = {
      in: () => scale(0.5),
      out: () => scale(2),
      back: () => zoom(from - (to - from) / 2, to - (to - from) / 2),
      on: () => zoom(from + (to - from) / 2, to + (to - from) / 2),
      all: () => zoom(...whole),
    }
    for (const [name, button] of buttons) button.addEventListener('click', actions[name]!)
    filter.onReset = () => {
      ;[from, to] = whole
      draw()
    }

    plot.addEventListener('keydown', (event) => {
      const mark = (event.target as Element).closest<SVGElement>('.track a')
      if (!mark || event.ctrlKey || event.metaKey || event.altKey) return
      const keys: Readonly<Record<string, () => void>> = {
        '+': actions['in']!, '=': actions['in']!, '-': actions['out']!, '0': actions['all']!, Escape: actions['all']!,
        ArrowRight: () => step(mark, 1), ArrowLeft: () => step(mark, -1), ArrowDown: () => leap(mark, 1), ArrowUp: () => leap(mark, -1),
      } // prettier-ignore
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
      if (event.key === '0' || event.key === 'Escape') one<SVGElement>('.track a', plot)?.focus()
    })

    function step(mark: SVGElement, by: 1 | -1): void {
      move(mark, (by > 0 ? mark.nextElementSibling : mark.previousElementSibling) as SVGElement | null)
    }

    function leap(mark: SVGElement, by: 1 | -1): void {
      const svgs = lanes.map(({ svg }) => svg).filter((svg) => one('a', svg))
      const lane = svgs[svgs.indexOf(mark.closest<SVGSVGElement>('.track')!) + by]
      if (!lane) return
      const x = mark.getBoundingClientRect().left
      const nearest = all<SVGElement>('a', lane).sort((a, b) => Math.abs(a.getBoundingClientRect().left - x) - Math.abs(b.getBoundingClientRect().left - x)) // prettier-ignore
      move(mark, nearest[0] ?? null)
    }

    function move(mark: SVGElement, next: SVGElement | null): void {
      if (!next) return
      mark.setAttribute('tabindex', '-1')
      next.setAttribute('tabindex', '0')
      next.focus()
    }

    const showTip = (event: Event): void => {
      const mark = (event.target as Element).closest('.track a')
      tip.hidden = !mark
      if (!mark) return
      tip.textContent = mark.getAttribute('aria-label')
      const box = mark.getBoundingClientRect()
      const frame = plot.getBoundingClientRect()
      const left = box.left + box.width / 2 - frame.left
      tip.style.left = `${Math.max(0, Math.min(frame.width - tip.offsetWidth, left - tip.offsetWidth / 2))}px`
      tip.style.top = `${box.top - frame.top - tip.offsetHeight - 6}px`
    }
    plot.addEventListener('pointerover', showTip)
    plot.addEventListener('focusin', showTip)
    plot.addEventListener('focusout', () => (tip.hidden = true))
    plot.addEventListener('pointerleave', () => (tip.hidden = true))

    let start: number | undefined
    let dragged = false
    plot.addEventListener('pointerdown', (event) => {
      const track = lanes[0]!.svg.getBoundingClientRect()
      if (event.button !== 0 || event.clientX < track.left) return
      start = event.clientX
      dragged = false
    })
    plot.addEventListener('pointermove', (event) => {
      if (start === undefined || Math.abs(event.clientX - start) < 5) return
      if (!dragged) plot.setPointerCapture(event.pointerId)
      dragged = true
      const frame = plot.getBoundingClientRect()
      const track = lanes[0]!.svg.getBoundingClientRect()
      const left = Math.max(track.left, Math.min(start, event.clientX))
      brush.hidden = false
      brush.style.left = `${left - frame.left}px`
      brush.style.width = `${Math.min(track.right, Math.max(start, event.clientX)) - left}px`
    })
    const drop = (event: PointerEvent): void => {
      if (start !== undefined && dragged && event.type === 'pointerup') {
        const track = lanes[0]!.svg.getBoundingClientRect()
        const timeAt = (x: number): number => from + (Math.max(0, Math.min(track.width, x - track.left)) / track.width) * (to - from) // prettier-ignore
        zoom(timeAt(Math.min(start, event.clientX)), timeAt(Math.max(start, event.clientX)))
      }
      start = undefined
      brush.hidden = true
    }
    plot.addEventListener('pointerup', drop)
    plot.addEventListener('pointercancel', drop)
    // The end of a drag over a mark is no click on it.
    plot.addEventListener('click', (event) => dragged && event.preventDefault(), true)
    plot.addEventListener('dragstart', (event) => event.preventDefault())
    draw()
  }

  function copyButtons(): void {
    for (const command of all('.command')) {
      const button = document.createElement('button')
      button.className = 'button'
      button.textContent = 'Copy'
      button.type = 'button'
      const text = one('code', command)!.textContent ?? ''
      button.setAttribute('aria-label', `Copy: ${text}`)
      button.addEventListener('click', () => {
        const said = (word: string): void => {
          button.textContent = word
          setTimeout(() => (button.textContent = 'Copy'), 1500)
        }
        navigator.clipboard.writeText(text).then(
          () => said('Copied'),
          () => {
            // Not allowed here: mark it, so that one key is enough.
            getSelection()?.selectAllChildren(one('code', command)!)
            said('Press Ctrl+C')
          },
        )
      })
      command.append(button)
    }
  }

  function themeButton(): void {
    const button = one('[data-do=theme]')!
    const root = document.documentElement
    let dark = matchMedia('(prefers-color-scheme: dark)').matches
    const label = (): void => {
      button.textContent = dark ? 'Light' : 'Dark'
    }
    label()
    button.addEventListener('click', () => {
      dark = !dark
      root.dataset['theme'] = dark ? 'dark' : 'light'
      label()
    })
  }

  /** Unpacked already, where the browser can. */
  function dataButton(): void {
    const link = one<HTMLAnchorElement>('#data')!
    if (typeof DecompressionStream === 'undefined') return
    const save = async (): Promise<void> => {
      const packed = Uint8Array.from(atob(link.href.slice(link.href.indexOf(',') + 1)), (each) => each.charCodeAt(0))
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
      const file = document.createElement('a')
      file.href = URL.createObjectURL(
        new Blob([await new Response(stream).arrayBuffer()], { type: 'application/json' }),
      )
      file.download = link.download.replace(/\.gz$/, '')
      file.click()
      setTimeout(() => URL.revokeObjectURL(file.href), 10_000)
    }
    link.addEventListener('click', (event) => {
      event.preventDefault()
      void save()
    })
  }

  /** Opens what the address names, wherever it is folded away. */
  function reveal(): void {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null
    if (!target) return
    for (let fold = target.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true
    if (entryOf.get(target)?.shown === false)
      one<HTMLButtonElement>('.filter [type=reset]', target.closest('.incident')!)?.click()
    setTimeout(() => target.scrollIntoView({ block: 'center' }))
  }
}
