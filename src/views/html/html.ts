import { escaped } from '../../base/html.ts'

/** Markup that may stand in a page as it is. */
export interface Html {
  readonly html: string
}

export type Content = Html | string | number | undefined | readonly Content[]

const dense = new WeakMap<TemplateStringsArray, readonly string[]>()

/**
 * A template in which strings are escaped; only results of this function and of `raw` stay as they are. Attributes must
 * be quoted. A line break in the template is left out next to a tag or a value, and is a blank elsewhere.
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

/** For markup that was not made of anybody's text. */
export function raw(html: string): Html {
  return { html }
}
