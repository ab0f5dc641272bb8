import type { Found } from './shape.ts'

// Some languages have a letter before the quote: `b"…"` of Python, `@"…"` of C#.
const quoteStart = /^[bBrRuUfF@$]?(\\{0,31}["'`]|\\{1,31}u0022|&quot;|&#3[49];|%2[27])/
const placeholder =
  /^(?:\$\{[^}\s]{0,80}\}|\{\{[^}\n]{0,80}\}\}|\$\([^)\n]{0,80}\)|%\([^)\n]{0,80}\)s|<[\w .:/|-]{1,60}>(?!\w))/

export interface Value {
  readonly start: number
  readonly end: number
  readonly quoted: boolean
  /** Where reading goes on, behind the closing quote. */
  readonly next: number
}

// What may end a value without quotes, and what stands there if it does.
const mayEnd = /[\s"`\x1b\\&%<',;)\]}#]/g
const isEndAt: Readonly<Record<string, RegExp>> = {
  '\\': /^\\(?:["'`]|u00[012][0-9a-fA-F])/,
  '&': /^&(?:(?:amp|quot|lt|gt|#3[49]);|[\w.%-]{1,64}=)/,
  '%': /^%2[27](?![0-9A-Fa-f])/,
  '<': /^<[A-Za-z/]/,
  "'": /^'(?!\w)/,
  ',': /^,(?:$|[\s"'`{[(\\]|[\w.-]{1,64}[=:])/,
  ';': /^;(?:$|[\s"'`{[(\\]|[\w.-]{1,64}[=:])/,
  ')': /^\)(?:$|[\s"'`,;.)\]}\\])/,
  ']': /^\](?:$|[\s"'`,;.)\]}\\])/,
  '}': /^\}(?:$|[\s"'`,;.)\]}\\])/,
  '#': /^(?!)/,
}

function isEnd(text: string, at: number, query: boolean): boolean {
  const character = text[at]!
  if (query && (character === '&' || character === '#' || text.startsWith('%26', at))) return true
  return isEndAt[character]?.test(text.slice(at, at + 68)) ?? true
}

function endOfUnquoted(text: string, from: number, query: boolean): number {
  mayEnd.lastIndex = from
  for (let match = mayEnd.exec(text); match !== null; match = mayEnd.exec(text))
    if (isEnd(text, match.index, query)) return match.index
  return text.length
}

/** Reads values in one text. */
export class ValueReader {
  readonly #text: string
  // Where the last unquoted run began and ended: a hostile line asks for the end of the same run at each of its
  // characters.
  #run = { query: false, start: 0, stop: -1 }
  #ellipsis = -1

  constructor(text: string) {
    this.#text = text
  }

  /**
   * The value that begins at `at`, in quotes of any depth of escaping, or up to where it ends without. A quoted value
   * whose quote is never closed (the line was cut) ends with the line when `open` allows it, else with the word.
   */
  read(at: number, options: { query?: boolean; open?: boolean } = {}): Value | undefined {
    const quote = quoteStart.exec(this.#text.slice(at, at + 40))
    if (quote === null) return this.#unquoted(at, options.query ?? false)
    const start = at + quote[0].length
    const close = closingQuote(this.#text, start, quote[1]!)
    if (close !== undefined)
      return close > start ? { start, end: close, quoted: true, next: close + quote[1]!.length } : undefined
    if (!options.open) return this.#unquoted(start, options.query ?? false)
    const lineEnd = this.#text.indexOf('\n', start)
    const stop = lineEnd < 0 ? this.#text.length : lineEnd
    return { start, end: stop, quoted: true, next: stop }
  }

  /** The quoted values of a list, of which the first is given. */
  *list(first: Value): Generator<Value> {
    let value: Value | undefined = first
    while (value !== undefined) {
      yield value
      const comma = /^\s{0,4},\s{0,8}(?=\\*["'])/.exec(this.#text.slice(value.next, value.next + 20))
      value = comma ? this.read(value.next + comma[0].length) : undefined
    }
  }

  /**
   * The part that is left of a value that the log cut off, `MIIEv…(714 chars)`; nothing of one that was masked,
   * `tok-go…cdef`.
   */
  clipped(value: Value): Found | undefined {
    if (this.#ellipsis < value.start) {
      const next = this.#text.indexOf('…', value.start)
      this.#ellipsis = next < 0 ? this.#text.length : next
    }
    const end = this.#ellipsis
    if (end >= value.end) return value
    if (value.end - end > 8 && !/^[ (]/.test(this.#text.slice(end + 1, end + 2))) return value
    return end - value.start < 8 ? undefined : { start: value.start, end }
  }

  #unquoted(start: number, query: boolean): Value | undefined {
    const text = this.#text
    const held = placeholder.exec(text.slice(start, start + 100))
    if (held !== null) {
      const end = start + held[0].length
      return { start, end, quoted: false, next: end }
    }
    const from = text[start] === '<' && text[start + 1] !== '/' ? start + 1 : start
    const run = this.#run
    if (run.query !== query || from < run.start || from > run.stop)
      this.#run = { query, start: from, stop: endOfUnquoted(text, from, query) }
    const { stop } = this.#run
    let last = stop
    while (last > start && '.,;:>\\'.includes(text[last - 1]!)) last--
    return last > start ? { start, end: last, quoted: false, next: stop } : undefined
  }
}

/**
 * Where the quote closes that was opened as `open`. JSON in a JSON string in a JSON string opens with 2^depth − 1
 * backslashes; a quote closes when it has as many, or as many more as whole escaped backslashes make.
 */
export function closingQuote(text: string, from: number, open: string): number | undefined {
  const close = closing(text, from, open)
  return close === undefined || text.slice(from, close).includes('\n') ? undefined : close
}

function closing(text: string, from: number, open: string): number | undefined {
  const unicode = open.endsWith('u0022')
  if (unicode || (open.length > 1 && open[0] !== '\\')) {
    const at = text.indexOf(open, from)
    return at < 0 ? undefined : at
  }
  const depth = open.length - 1
  const quote = open[depth]!
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let run = 0
    while (at - run > from && text[at - run - 1] === '\\') run++
    if (run <= depth) return at - run
    if (run % (2 * depth + 2) === depth) return at - depth
  }
  return undefined
}
