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
  /** Flags `dg`; the secret is the group `secret`, or all of it. A function is given the text in lower case too, of the same length. Both are given texts without colours. */
  readonly match: RegExp | ((text: string, lower: string) => Iterable<Found>)
  /** True for every text that `match` finds something in, and sooner done. */
  readonly hint?: (text: string) => boolean
  /** What is left when a match of `match` is no secret after all. */
  readonly accept?: (secret: string, text: string, start: number) => boolean
  readonly examples: {
    /** The text, then every secret in it, in order. */
    readonly hits: readonly (readonly [text: string, ...secrets: string[]])[]
    /** Texts that no shape may touch. */
    readonly misses: readonly string[]
  }
}

// Colours, also those that lost their ESC byte, and the line ends, tabs and NULs of JSON strings.
const blanks =
  /(?:\x1b|\u241b|\\{1,31}(?:u001b|x1b))?\[\d{0,3}(?:;\d{1,3}){0,5}m|\\{1,31}(?:[nrt0]|u000[09ad]|x00)|\0/gi

/** The text as shapes see it, of the same length: colours and escaped line ends are blanks, and a mark, which reads like an assignment, is filled. */
export function plainView(text: string): string {
  let view = text
  if (view.includes('‹')) view = view.replace(marks, (mark) => '‹'.repeat(mark.length))
  if (/[\\[\0]/.test(view)) view = view.replace(blanks, (blank) => ' '.repeat(blank.length))
  return view
}

const none: readonly never[] = []

/** `text.matchAll(expression)`; most texts hold no match, and for those nothing is made. */
export function matchesOf(text: string, expression: RegExp): Iterable<RegExpExecArray> {
  expression.lastIndex = 0
  if (!expression.test(text)) return none
  expression.lastIndex = 0
  return text.matchAll(expression)
}

/** The places of a shape's secrets in a text that is a `plainView`. `lower` is the text in lower case, of the same length. */
export function find({ match, hint, accept }: Shape, text: string, lower: string): Iterable<Found> {
  if (hint !== undefined && !hint(text)) return none
  if (typeof match === 'function') return match(text, lower)
  const found: Found[] = []
  for (const { indices } of matchesOf(text, match)) {
    const [start, matchEnd] = indices!.groups?.['secret'] ?? indices![0]!
    let end = matchEnd
    while (text[end - 1] === '.') end--
    if (accept === undefined || accept(text.slice(start, end), text, start)) found.push({ start, end })
  }
  return found
}

/** A text in lower case without change of length: `İ` alone would grow, and every position behind it would be off. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Nothing of these characters stands before; one that ends an escape may: `%22sk-…` in a URL. */
export const notBehind = (characters: string) => String.raw`(?<![${characters}](?<!%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}))`
export const edge = notBehind('A-Za-z0-9')

/** A sample in pieces, so that no scanner takes this repository for one that leaks. */
export const joined = (...pieces: readonly string[]) => pieces.join('')

/** A body for sample secrets: visibly made up, and never the same as a real one. */
export function fake(length: number, alphabet: 'mixed' | 'hex' | 'upper' | 'digits' = 'mixed'): string {
  const unit = { mixed: 'Fake0Sample1', hex: 'deadbeef0123', upper: 'FAKE2SAMPLE3', digits: '1234567890' }[alphabet]
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
}
