import { printable } from '../../text.ts'

/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string
}

export type Content = Html | string | number | undefined | readonly Content[]

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } // prettier-ignore

/** Text that is shown and never obeyed: neither by the parser of the page nor by who draws it. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character]!)
}

/** A template whose values are text, and escaped, unless they are made by this function themselves. Attributes stand in quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let markup = strings[0]!
  values.forEach((value, index) => {
    markup += markupOf(value) + strings[index + 1]!
  })
  return { markup }
}

function markupOf(content: Content): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return escaped(content)
  if (typeof content === 'number') return String(content)
  if ('markup' in content) return content.markup
  return content.map(markupOf).join('')
}

/** Markup that was not made of anybody's text. */
export function raw(markup: string): Html {
  return { markup }
}
