import { all, isElsewhere, local, one, utc, zone } from './dom.ts'
import { textOf, type Entry, type Kind } from './entries.ts'

/** The search and filters above the evidence of one incident. */
export interface Filter {
  readonly entries: readonly Entry[]
  /** Entries that are rows in full. */
  readonly rows: readonly Entry[]
  readonly kinds: readonly Kind[]
  readonly folds: readonly Fold[]
  /** Days and silences between the rows, which are hidden while a filter is active. */
  readonly separators: readonly HTMLElement[]
  readonly words: HTMLInputElement
  readonly choices: readonly HTMLSelectElement[]
  readonly output: HTMLElement
  readonly reset: HTMLButtonElement
  /** Only events between these times, in milliseconds since the epoch; all of them when undefined. */
  range: readonly [number, number] | undefined
  /** Called before everything is shown again. */
  onReset: () => void
}

export interface Fold {
  readonly item: HTMLElement
  readonly details: HTMLDetailsElement
  readonly matches: HTMLElement
  /** The lists that it is laid out in. */
  readonly chunks: readonly { readonly list: HTMLElement; readonly members: readonly Entry[] }[]
  /** The search opened it, and will close it again. */
  isOpened: boolean
}

export function filterOf(article: HTMLElement, entries: readonly Entry[]): Filter {
  const form = one<HTMLFormElement>('.filter', article)!
  const entryOf = new Map(entries.map((entry) => [entry.element, entry]))
  const rows = entries.filter(({ element, kind }) => element === kind.row)
  const filter: Filter = {
    entries,
    rows,
    kinds: rows.map(({ kind }) => kind),
    folds: all('.fold', article).map((item) => foldOf(item, entryOf)),
    separators: all('.day, .gap', article),
    words: one<HTMLInputElement>('input', form)!,
    choices: all<HTMLSelectElement>('select', form),
    output: one('output', form)!,
    reset: one<HTMLButtonElement>('[type=reset]', form)!,
    range: undefined,
    onReset: () => undefined,
  }
  // Items that are folded away need not be hidden before somebody looks at them.
  for (const fold of filter.folds)
    fold.details.addEventListener('toggle', () => {
      if (fold.details.open) showFold(fold)
    })
  listen(form, filter)
  return filter
}

export function foldOf(item: HTMLElement, entryOf: ReadonlyMap<HTMLElement, Entry>): Fold {
  return {
    item,
    details: one<HTMLDetailsElement>('details', item)!,
    matches: one('.matches', item)!,
    chunks: all('.likes', item).map((list) => ({
      list,
      members: all('li', list).map((element) => entryOf.get(element)!),
    })),
    isOpened: false,
  }
}

export function showFold(fold: Fold): void {
  drawChunks(fold)
  for (const { members } of fold.chunks)
    for (const { element, time } of members)
      if (isElsewhere(time) && element.title === '') element.title = `${local(time)} ${zone()}`
}

export function listen(form: HTMLFormElement, filter: Filter): void {
  let waiting = 0
  form.addEventListener('input', () => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(() => applyFilter(filter))
  })
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => {
    filter.onReset()
    filter.range = undefined
    // The form is emptied after its listeners were called.
    setTimeout(() => applyFilter(filter))
  })
}

export function applyFilter(filter: Filter): void {
  const { entries, rows, kinds, folds, range } = filter
  const wanted = filter.words.value.trim().toLowerCase()
  const chosen = filter.choices
    .filter(({ value }) => value !== '')
    .map(({ dataset, value }) => [dataset['by']!, value] as const)
  const isActive = wanted !== '' || chosen.length > 0 || range !== undefined
  for (const kind of kinds) kind.fits = chosen.every(([by, value]) => kind.row.dataset[by] === value)
  for (const entry of entries) entry.shown = isWanted(entry, wanted, range)
  const shown = entries.filter((entry) => entry.shown).length
  drawEntries(rows)
  for (const fold of folds) drawFold(fold, isActive, shown)
  for (const element of filter.separators) element.hidden = isActive
  const between = range ? `, ${utc(range[0])} – ${utc(range[1])} UTC` : ''
  filter.output.textContent = isActive ? `${shown} of ${entries.length} events${between}` : ''
  filter.reset.hidden = !isActive
}

export function isWanted(entry: Entry, wanted: string, range: Filter['range']): boolean {
  const { kind, time } = entry
  if (!kind.fits || (range !== undefined && !(time >= range[0] && time <= range[1]))) return false
  return wanted === '' || (entry.text ??= textOf(entry)).includes(wanted)
}

/** Hides and shows elements; says whether one of them is shown. */
export function drawEntries(entries: readonly Entry[]): boolean {
  let some = false
  for (const { element, shown } of entries) {
    if (element.hidden === shown) element.hidden = !shown
    some ||= shown
  }
  return some
}

export function drawChunks({ chunks }: Fold): void {
  for (const { list, members } of chunks) list.hidden = !drawEntries(members)
}

/** `shown`: entries in the whole incident; a fold is opened when there are few. */
export function drawFold(fold: Fold, isActive: boolean, shown: number): void {
  const { details } = fold
  let visible = 0
  for (const { members } of fold.chunks) for (const member of members) if (member.shown) visible++
  fold.item.hidden = visible === 0
  fold.matches.textContent = isActive ? ` · ${visible} of them here` : ''
  const isFound = isActive && visible > 0 && shown <= 50
  if (isFound && !details.open) details.open = fold.isOpened = true
  else if (!isFound && fold.isOpened) details.open = fold.isOpened = false
  else if (details.open) drawChunks(fold)
}
