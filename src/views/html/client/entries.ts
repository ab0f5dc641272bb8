import { all, one } from './dom.ts'

/** A row in full, which others can be like. */
export interface Kind {
  readonly row: HTMLElement
  readonly title: string
  /** What stands above its line, and the words of its line. */
  readonly head: string
  readonly words: readonly string[]
  /** Has the chosen role, class, severity and log. */
  fits: boolean
}

/** An event in the evidence: a row in full, or an item of a fold. */
export interface Entry {
  readonly element: HTMLElement
  /** Milliseconds since the epoch; not a number where the line states no complete time. */
  readonly time: number
  /** Its own row, or the one that it is like. */
  readonly kind: Kind
  /** The text that is searched, in lower case; made when there is time, or when it is needed. */
  text: string | undefined
  shown: boolean
}

export function entriesOf(article: HTMLElement): Entry[] {
  const kinds = new Map<string, Kind>()
  return all('[data-e]', article).map((element) => {
    const [time, number] = element.dataset['e']!.split(',') as [string, string]
    const kind = kinds.get(number) ?? kindOf(element)
    kinds.set(number, kind)
    const from = element === kind.row ? 0 : Number(element.closest<HTMLElement>('[data-from]')!.dataset['from'])
    return { element, time: time === '' ? NaN : from + Number(time), kind, text: undefined, shown: true }
  })
}

export function kindOf(row: HTMLElement): Kind {
  const title = one('strong', row)?.textContent ?? ''
  const head = one('.what > p', row)?.textContent ?? ''
  const words = (one('.body', row)?.textContent ?? '').split(' ')
  return { row, title, head, words, fits: true }
}

/** The whole line of an event, even where the page shows only the words in which it differs from another one. */
export function textOf({ element, kind }: Entry): string {
  if (element === kind.row) return (element.textContent ?? '').toLowerCase()
  const line = [...kind.words]
  const words = element.lastElementChild!.textContent.split(' ')
  const places = element.dataset['e']!.split(',')
  for (let index = 2; index < places.length; index++) line[Number(places[index])] = words[index - 2]!
  return `${kind.head}\n${line.join(' ')}`.toLowerCase()
}

/** Makes the texts while nobody waits, so that the first search need not. */
export function prepareTexts(entries: readonly Entry[], from = 0): void {
  const end = Math.min(entries.length, from + 400)
  for (let index = from; index < end; index++) entries[index]!.text ??= textOf(entries[index]!)
  if (end < entries.length) setTimeout(() => prepareTexts(entries, end), 4)
}
