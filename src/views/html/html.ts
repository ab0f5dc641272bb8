import { printable } from '../../base/text.ts'

/** What may stand in a page as it is. */
export interface Html {
  readonly html: string
}

export type Content = Html | string | number | undefined | readonly Content[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that is shown and never obeyed: neither by the parser of the page nor by who draws it. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character]!)
}

const dense = new WeakMap<TemplateStringsArray, readonly string[]>()

/**
 * A template whose values are text, and escaped, unless they are made by this function themselves. Attributes stand in quotes.
 * The template may be broken into lines: next to a tag or a value they are left out.
 */
export function markup(template: TemplateStringsArray, ...values: readonly Content[]): Html {
  let strings = dense.get(template)
  if (!strings) dense.set(template, (strings = template.map(joined)))
  let html = strings[0]!
  for (let index = 0; index < values.length; index++) html += htmlOf(values[index]) + strings[index + 1]!
  return { html }
}

function joined(text: string): string {
  return text.replace(/(^|.)\n\s*(?=(<|.|$))/g, (_, before: string, after: string) =>
    /^>?$/.test(before) || /^<?$/.test(after) ? before : `${before} `,
  )
}

function htmlOf(content: Content): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return escaped(content)
  if (typeof content === 'number') return String(content)
  if ('html' in content) return content.html
  return content.map(htmlOf).join('')
}

/** Takes as it is what was not made of anybody's text. */
export function raw(html: string): Html {
  return { html }
}
