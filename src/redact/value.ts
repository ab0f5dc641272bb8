import type { Found } from './shape.ts'

const quoteStart = /[bBrRuU]?(\\{0,31}["'`]|\\{1,31}u0022|&quot;|&#3[49];|%2[27])/y
// Where an unquoted value ends: a blank, a quote, an escaped quote, a closing tag, the next name.
const ends = [
  '[\\s"`\\x1b]',
  String.raw`\\(?:["'${'`'}]|u00[012][0-9a-fA-F])`,
  '&(?:amp|quot|lt|gt|#3[49]);',
  '%2[27](?![0-9A-Fa-f])',
  '<(?=[A-Za-z/])',
  String.raw`'(?!\w)`,
  String.raw`[,;](?=$|[\s"'${'`'}{[(\\]|[\w.-]{1,64}[=:])`,
  String.raw`[)\]}](?=$|[\s"'${'`'},;.)\]}\\])`,
  String.raw`&(?=[\w.%-]{1,64}=)`,
].join('|')
const end = new RegExp(ends, 'g')
const endInQuery = new RegExp(`${ends}|[&#]|%26`, 'g')
const placeholder = /\$\{[^}\s]{0,80}\}|\{\{[^}\n]{0,80}\}\}|\$\([^)\n]{0,80}\)|<[\w .:/|-]{1,60}>(?!\w)/y

export interface Value {
  readonly start: number
  readonly end: number
  readonly quoted: boolean
  /** Where reading goes on, behind the closing quote. */
  readonly next: number
}

/** Reads values in one text. */
export class ValueReader {
  readonly #text: string
  // Where the last unquoted run began and ended: a hostile line asks for the end of the same run at each of its characters.
  #run = { query: false, start: 0, stop: -1 }
  #ellipsis = -1

  constructor(text: string) {
    this.#text = text
  }

  /**
   * The value that begins at `at`, in quotes of any depth of escaping, or up to where it ends without. A quoted value whose quote
   * is never closed (the line was cut) ends with the line when `open` allows it, else with the word.
   */
  read(at: number, options: { query?: boolean; open?: boolean } = {}): Value | undefined {
    quoteStart.lastIndex = at
    const quote = quoteStart.exec(this.#text)
    if (quote === null) return this.#unquoted(at, options.query ?? false)
    const start = quoteStart.lastIndex
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

  /** What stands of a value that the log cut off, `MIIEv…(714 chars)`; nothing of one that was masked, `tok-go…cdef`. */
  clipped(value: Value): Found | undefined {
    if (this.#ellipsis < value.start) {
      const next = this.#text.indexOf('…', value.start)
      this.#ellipsis = next < 0 ? this.#text.length : next
    }
    const end = this.#ellipsis
    if (end >= value.end) return value
    const tail = this.#text.slice(end + 1, value.end)
    if (tail.length > 7 && !/^[ (]/.test(tail)) return value
    return end - value.start < 8 ? undefined : { start: value.start, end }
  }

  #unquoted(start: number, query: boolean): Value | undefined {
    const text = this.#text
    placeholder.lastIndex = start
    if (placeholder.test(text)) return { start, end: placeholder.lastIndex, quoted: false, next: placeholder.lastIndex }
    const from = text[start] === '<' && text[start + 1] !== '/' ? start + 1 : start
    const run = this.#run
    if (run.query !== query || from < run.start || from > run.stop) {
      const terminator = query ? endInQuery : end
      terminator.lastIndex = from
      this.#run = { query, start: from, stop: terminator.exec(text)?.index ?? text.length }
    }
    const { stop } = this.#run
    let last = stop
    while (last > start && '.,;:>\\'.includes(text[last - 1]!)) last--
    return last > start ? { start, end: last, quoted: false, next: stop } : undefined
  }
}

/**
 * Where the quote closes that was opened as `open`. JSON in a JSON string in a JSON string opens with 2^depth − 1 backslashes;
 * a quote closes when it has as many, or as many more as whole escaped backslashes make.
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

const plainWords = new Set(
  `a an the and or not no yes nor of to in on at by for from with without as is are was were be been being has have had do does did done
  if then else when while until unless because but so than that this these those it its we you your they their there here what which who why how
  can cannot could may might must shall should will would need needs needed use used uses using set sets unset get gets got put let see
  true false null nil none undefined nan void any all some empty blank n/a na on off ok enabled disabled active inactive auto default
  missing present absent given provided supplied required optional requested expected unexpected received sent found lookup
  valid invalid expired revoked rotated refreshed changed updated unchanged mismatch mismatched match matches matched wrong bad good new old same different
  unknown unsupported unauthorized unauthenticated forbidden denied refused rejected accepted allowed blocked approved pending failed failure error errors
  redacted masked hidden omitted removed sanitized filtered placeholder secret secrets token tokens password passwords passphrase key keys credential credentials
  bearer basic digest apikey api auth authentication authorization oauth device gateway remote local shared session header headers cookie cookies cookieless
  mode type kind name value values field fields string number boolean object array text file files path paths env environment variable config configuration configured
  input output stdin prompt user username client server agent operator node control ui cli web webchat browser profile provider model channel bot hook hooks url
  start starts started stop stopped restart run running first last next previous current after before again also both either only already still yet now
  reason cause code count limit length size expiry ttl id ids ref refs reference source scope scopes role roles scheme realm format
  generate generated create created rotate reset paste open read load loaded stored store save saved reload check please short long weak ollama`.split(
    /\s+/,
  ),
)
const envName =
  /^(?:[A-Z]{2,}(?:_[A-Z]+){1,8}|(?=[A-Z0-9_]*(?:TOKEN|KEY|SECRET|PASS))[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,8})$/
const reference = /^(?:env|exec|secretref[\w-]{0,20}|op|keychain|keyring|vault):[\w./:-]+$|^(?:op|keychain):\/\//
const knownPath =
  /^(?:[~.]{1,2}\/|\/(?:home|run|etc|var|tmp|usr|opt|root|Users|private|mnt|srv|data|app|proc|dev|Library|bin|nix|snap|workspace)\/|[A-Z]:\\{1,4}\w)[\w.@/\\ -]*$/
const fileName = /^[\w.-]{1,80}\.(?:pem|key|crt|cer|pub|p12|pfx|json|ya?ml|toml|env|txt|conf|ini|db|sqlite)$/
const masked = /^[^*•●█…]{0,7}(?:\*{3,}|[•●█]{2,}|\.{3}|…)[^*•●█…]{0,7}$/
const template =
  /^(?:\$[A-Z_][A-Z0-9_]*|\$\{[^}]{1,80}\}|\$\([^)]{1,80}\)|\{\{.{1,80}\}\}|%[A-Z_]{2,40}%|@[A-Z_]{2,40}@|%[sdo])$/
const bracketed = /^(?:<[\w .:/|_-]{1,60}>|\[[A-Za-z _./-]{1,60}\]|\([A-Za-z _./-]{1,60}\)|__[A-Za-z_]{3,60}__)$/
const code =
  /^(?:process\.env\b|[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,6}[([]|\{(?=["'\\]|[\w$]{1,40}:|$)|\[object|\[Object|\[Circular|\[Function)/
const quantity = /^[-+]?\d[\d.,_]*\s?[A-Za-z%]{0,3}$/
const digest = /^(?:sha(?:1|256|384|512)[:-]|SHA256:)[A-Za-z0-9+/=]+$/

/** A value that gives nothing away: already masked, a reference to where the secret lies, a word of prose, code, a number. */
export function isPlain(value: string, quoted: boolean, digits = 6): boolean {
  if (value.length < 2 || !/[\p{L}\p{N}]/u.test(value)) return true
  if (value.length > 200) return false
  if (masked.test(value) || template.test(value) || bracketed.test(value) || digest.test(value)) return true
  if (
    /^(.)\1+$/.test(value) ||
    envName.test(value) ||
    reference.test(value) ||
    knownPath.test(value) ||
    fileName.test(value)
  )
    return true
  if (plainWords.has(value.toLowerCase()) || (!quoted && code.test(value))) return true
  if (quantity.test(value)) return value.replace(/\D/g, '').length < digits
  const words = value.toLowerCase().split(/[-_\s.,:/()]+/)
  return words.length <= 12 && words.every((word) => word === '' || plainWords.has(word))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A value that no one would write by hand: for names and prose that carry secrets and other things alike. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || uuid.test(value) || digest.test(value)) return false
  if (
    /^(?:https?|wss?|file):\/\//i.test(value) ||
    /\.(?:[cm]?[jt]s|json|log|sqlite|md|txt|map|node|html|css|service)$/i.test(value.slice(-12))
  )
    return false
  return value
    .slice(0, 512)
    .split(/[-_.:/@+=~]/)
    .some((part) => {
      if (part.length < 8) return false
      const digits = /\d/.test(part)
      if (digits && /[A-Za-z]/.test(part))
        return !/^(?:[A-Z]?[a-z]+|[A-Z]+)\d{1,4}$|^\d{1,3}[A-Za-z][a-z]+$|^[A-Za-z]{0,4}\d{6,8}$|^\d{8}T/.test(part)
      return !digits && part.length >= 16 && (part.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0) >= 4
    })
}
