import { fake, type Kind, type Found, type Shape } from './shape.ts'
import { isWordy } from './random.ts'
import { tableOf } from './runs.ts'

/** What the tails of tokens are made of. */
const alphabets = {
  hex: '0-9a-f A-F',
  lower: 'a-z0-9',
  upper: 'A-Z0-9',
  base62: 'A-Za-z0-9',
  word: 'A-Za-z0-9_',
  url: 'A-Za-z0-9_-',
  dotted: 'A-Za-z0-9_.=-',
  base64: 'A-Za-z0-9+/=',
  any64: 'A-Za-z0-9+/=_-',
  any: 'A-Za-z0-9+/=_.@-',
} as const
export type Alphabet = keyof typeof alphabets

/** A secret that its vendor's prefix gives away wherever it stands. */
export interface TokenRule {
  readonly id: string
  /** `token` if left out. */
  readonly kind?: Kind
  readonly prefixes: readonly string[]
  /** Scanners and people write the prefix in any case; the tail must be whole then. */
  readonly anyCase?: true
  readonly of: Alphabet
  /** Characters of the shortest tail that is issued, or of all those that are, for prefixes that also begin words. */
  readonly length: number | readonly number[]
  /**
   * Characters of the shortest tail of a token that a log clipped: the rest still narrows it down. It must not be
   * words. 10.
   */
  readonly clipped?: number
  /** Of the tail, anchored. */
  readonly form?: RegExp
  /** A tail for the samples, if the generated one does not do. */
  readonly true?: string
  /** Texts that are left as they are. */
  readonly false?: readonly string[]
}

const tables = Object.fromEntries(
  Object.entries(alphabets).map(([name, characters]) => [
    name,
    tableOf(new RegExp(`[${characters.replace(' ', '')}]`)),
  ]),
) as Record<Alphabet, Uint8Array>

const bodies: Record<Alphabet, (length: number) => string> = {
  hex: (length) => fake(length, 'hex'),
  lower: (length) => fake(length).toLowerCase(),
  upper: (length) => fake(length, 'upper'),
  base62: (length) => fake(length),
  word: (length) => fake(length),
  url: (length) => fake(length),
  dotted: (length) => fake(length),
  base64: (length) => fake(length),
  any64: (length) => fake(length),
  any: (length) => fake(length),
}

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

function* tokens(rule: TokenRule, prefix: string, text: string, haystack: string): Generator<Found> {
  const table = tables[rule.of]
  const needle = rule.anyCase ? prefix.toLowerCase() : prefix
  let at = haystack.indexOf(needle)
  while (at >= 0) {
    let next = at + 1
    if (at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) {
      const tailStart = at + prefix.length
      let end = tailStart
      while (end < text.length && table[text.charCodeAt(end)] === 1) end++
      // A run is walked through once: it is one token or none.
      next = Math.max(end, next)
      while (end > tailStart && text[end - 1] === '.') end--
      if (isToken(rule, prefix, text.slice(tailStart, end), text.startsWith(prefix, at))) yield { start: at, end }
    }
    at = haystack.indexOf(needle, next)
  }
}

const hasSeparators = new Set<Alphabet>(['word', 'url', 'dotted', 'any64', 'any'])

/** No word without separators is as long, behind a prefix. */
const longestWord = 16

/** Behind a prefix that is as long, names are in one case. */
const telling = 3

function isToken(rule: TokenRule, prefix: string, tail: string, isIssuedCase: boolean): boolean {
  const { of, length, clipped = 10, form } = rule
  if (tail.length < clipped) return false
  if (typeof length !== 'number') return length.includes(tail.length) && !isWordy(tail)
  if (form !== undefined && !form.test(tail)) return false
  const isWhole = tail.length >= length
  if (!isWhole && !isIssuedCase) return false
  if (!isWordy(tail) || (prefix.length >= telling && /[a-z]/.test(tail) && /[A-Z]/.test(tail))) return true
  return isWhole && tail.length >= longestWord && !hasSeparators.has(of)
}

/**
 * The shape of a rule. Its samples are in sentences, in JSON, and, where the alphabet has letters of both cases,
 * without a digit.
 */
export function tokenShape(rule: TokenRule): Shape {
  const { id, prefixes, of, length } = rule
  const whole = typeof length === 'number' ? Math.max(length, 16) : length[0]!
  const tails = [rule.true ?? bodies[of](whole)]
  if (rule.true === undefined && !['hex', 'lower', 'upper'].includes(of)) tails.push(fake(whole, 'letters'))
  const secrets = prefixes.flatMap((prefix) => tails.map((tail) => prefix + tail))
  return {
    id,
    kind: rule.kind ?? 'token',
    keywords: [...new Set(prefixes.map((prefix) => prefix.toLowerCase()))],
    match: (text, lower) => prefixes.flatMap((prefix) => [...tokens(rule, prefix, text, rule.anyCase ? lower : text)]),
    examples: {
      hits: [
        ...secrets.map((secret) => [`refused ${secret} for gpt`, secret] as const),
        [String.raw`{"e":"\n${secrets[0]!}\n"}`, secrets[0]!],
      ],
      misses: [
        `${prefixes[0]!}***`,
        `${prefixes[0]!.slice(0, 6)}…cdef`,
        `${prefixes[0]!}example`,
        ...(rule.false ?? []),
      ],
    },
  }
}
