/** What a mark says was there. A mark is `‹kind:fingerprint›`, so a kind is part of what users read and search for. */
export const kinds = [
  'token',
  'key',
  'secret',
  'password',
  'jwt',
  'pem',
  'cookie',
  'code',
  'nonce',
  'signature',
  'card',
  'url-credentials',
  'phone',
  'email',
  'ip',
  'user',
  'host',
  'chat',
] as const
export type Kind = (typeof kinds)[number]

export const marks = new RegExp(`‹(?:${kinds.join('|')}):[0-9a-f]{6}›`, 'g')

/** Where a secret stands in a text, half open. */
export interface Found {
  readonly start: number
  readonly end: number
  /** Instead of the shape's own kind. */
  readonly kind?: Kind
  /** Replaced here, but too ordinary a word to be looked for elsewhere: the user name of a URL. */
  readonly local?: boolean
}

/** A shape in which secrets stand in logs. */
export interface Shape {
  readonly id: string
  readonly kind: Kind
  /** In lower case, one of which stands in every text that can match; none: every text is tried. */
  readonly keywords: readonly string[]
  /**
   * An expression with the flag `g`, whose group `secret`, or else all of it, is the secret and ends the match; V8's
   * linear engine must be able to run it. A function is given the text in lower case too, of the same length. Both are
   * given a `plainView`.
   */
  readonly match: RegExp | ((text: string, lower: string) => Iterable<Found>)
  /** True for every text that `match` finds something in, and sooner done. */
  readonly hint?: (text: string) => boolean
  /** Whether a match of an expression is a secret. */
  readonly accept?: (secret: string, text: string, start: number, end: number) => boolean
  readonly examples: Examples
}

export interface Examples {
  /** The text, then every secret in it, in order. */
  readonly hits: readonly (readonly [text: string, ...secrets: string[]])[]
  /** Texts that no shape may touch. */
  readonly misses: readonly string[]
}

const none: readonly never[] = []

/** `text.matchAll(expression)`; most texts hold no match, and for those nothing is made. */
export function matchesOf(text: string, expression: RegExp): Iterable<RegExpExecArray> {
  expression.lastIndex = 0
  if (!expression.test(text)) return none
  expression.lastIndex = 0
  return text.matchAll(expression)
}

/**
 * The places of a shape's secrets in a text that is a `plainView`. `lower` is the text in lower case, of the same
 * length.
 */
export function find({ match, hint, accept }: Shape, text: string, lower: string): Iterable<Found> {
  if (hint !== undefined && !hint(text)) return none
  if (typeof match === 'function') return match(text, lower)
  const found: Found[] = []
  for (const { 0: whole, index, groups } of matchesOf(text, match)) {
    let end = index + whole.length
    const start = end - (groups?.['secret'] ?? whole).length
    while (text[end - 1] === '.') end--
    if (accept === undefined || accept(text.slice(start, end), text, start, end)) found.push({ start, end })
  }
  return found
}

/** Where a literal stands in a text. */
export function* placesOf(text: string, literal: string): Generator<number> {
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) yield at
}

/** No letter or digit stands before. */
export const edge = '(?<![A-Za-z0-9])'

/** A sample in pieces, so that no scanner takes this repository for one that leaks. */
export const joined = (...pieces: readonly string[]) => pieces.join('')

const units = {
  mixed: 'Fake0Sample1',
  letters: 'FaKeSAmplEoNLy',
  hex: 'deadbeef0123',
  upper: 'FAKE2SAMPLE3',
  digits: '1234567890',
}

/** A body for sample secrets: visibly made up, and never the same as a real one. */
export function fake(length: number, alphabet: keyof typeof units = 'mixed'): string {
  const unit = units[alphabet]
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
}
