import { addCopyButtons, startDataButton, startThemeButton } from './buttons.ts'
import { all, one, showLocalTimes } from './dom.ts'
import { entriesOf, prepareTexts, type Entry } from './entries.ts'
import { filterOf } from './filter.ts'
import { controlPicture } from './picture-input.ts'
import { drawPicture, pictureOf } from './picture.ts'

/** Makes the page interactive. Everything that it says can be read without scripts. */
export function start(): void {
  const entryOf = new Map<Element, Entry>()
  for (const element of all('.tools, .keys, .filter, [data-do=theme]')) element.hidden = false
  for (const article of all('.incident')) {
    const entries = entriesOf(article)
    for (const entry of entries) entryOf.set(entry.element, entry)
    showLocalTimes(article)
    const filter = filterOf(article, entries)
    setTimeout(() => prepareTexts(entries), 100)
    for (const card of all('.picture', article)) {
      const picture = pictureOf(card, entries, filter)
      controlPicture(picture)
      drawPicture(picture)
    }
  }
  addCopyButtons()
  startThemeButton()
  startDataButton()
  addEventListener('hashchange', () => reveal(entryOf))
  reveal(entryOf)
}

/** Opens what the address names, wherever it is folded away. */
export function reveal(entryOf: ReadonlyMap<Element, Entry>): void {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null
  if (!target) return
  for (let fold = target.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true
  if (entryOf.get(target)?.shown === false)
    one<HTMLButtonElement>('.filter [type=reset]', target.closest('.incident')!)?.click()
  setTimeout(() => target.scrollIntoView({ block: 'center' }))
}
