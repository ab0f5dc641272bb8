import { anyOf, sequence } from '../base/expressions.ts'
import { classify } from '../redact/names.ts'
import { isPlain } from '../redact/plain.ts'
import { looksRandom } from '../redact/random.ts'

// JSON5: a string may go on behind a backslash at the end of a line. What does not close ends with its line.
const token = new RegExp(
  anyOf(
    /(?<comment>\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))/,
    /(?<quoted>"(?:[^"\\\n]|\\[^])*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[^])*(?:'|$|(?=\n)))/,
    /(?<sign>[{}[\]:,])/,
    /(?<word>[^\s{}[\]:,"'/]+|\/)/,
  ).source,
  'g',
)

/** Values of these names, and of names within, are somebody's, whatever they look like. */
const secretFields = /secret|credential|header|cookie|passw|passphrase|^env$|environment|^tokens?$|api_?keys?$|^vars$/i
const personalFields = new RegExp(
  anyOf(
    /allow_?from|deny_?from|phone|e?mail|number|owner|admin|^users?$/,
    /recipient|target|peer|jid|chat|contact|sender|^(?:to|from)$/,
  ).source,
  'i',
)
const secretWords = /token|secret|passw|pass$|key|credential|auth|cookie|nonce|pin$|otp/i

interface Level {
  /** The name that the object or list is the value of. */
  readonly name: string
  readonly isList: boolean
  readonly isSecret: boolean
}

/** Follows the names of a configuration, which may be broken. */
class Names {
  /** The name whose value comes next; empty where a name comes next. */
  current = ''
  readonly #levels: Level[] = []

  sign(sign: string): void {
    if (sign === '{' || sign === '[') {
      const isSecret = secretFields.test(this.current) || this.isSecret
      this.#levels.push({ name: this.current, isList: sign === '[', isSecret })
    } else if (sign === '}' || sign === ']') this.#levels.pop()
    if (sign === ':') return
    // What stands in a list belongs to the name of the list.
    this.current = this.isList ? this.#levels.at(-1)!.name : ''
  }

  get isList(): boolean {
    return this.#levels.at(-1)?.isList === true
  }

  /** Whether the value stands within something secret. */
  get isSecret(): boolean {
    return this.#levels.at(-1)?.isSecret === true
  }
}

/** Shows a configuration in JSON5, whole or broken, as it is written, but hides the values that may be somebody's. */
export function hiddenInConfiguration(text: string, modes: readonly string[]): string {
  const names = new Names()
  let result = ''
  let at = 0
  const matches = [...text.matchAll(token)]
  for (const [index, match] of matches.entries()) {
    const { comment, quoted, sign, word } = match.groups!
    result += text.slice(at, match.index)
    at = match.index + match[0].length
    if (comment !== undefined) result += shownComment(comment)
    else if (sign !== undefined) {
      result += sign
      names.sign(sign)
    } else {
      const value = quoted === undefined ? word! : quoted.slice(1, /["']$/.test(quoted.slice(1)) ? -1 : undefined)
      const isName = nextSign(matches, index) === ':' && !names.isList && names.current === ''
      if (isName) names.current = value
      // Names may be numbers of people and ids of groups.
      const hides = isName ? /\d{5}/.test(value) : isHidden(names, value, quoted !== undefined, modes)
      result += hides ? hidden(value, quoted) : match[0]
    }
  }
  return result + text.slice(at)
}

function nextSign(matches: readonly RegExpMatchArray[], index: number): string | undefined {
  return matches.slice(index + 1, index + 8).find(({ groups }) => groups!['comment'] === undefined)?.groups!['sign']
}

/** A comment of words. Anything else in it may be a value that was switched off. */
const shownComment = (comment: string): string =>
  /^(?:\/\/|\/\*)[\p{L}\s.,;!?()*/-]*$/u.test(comment)
    ? comment
    : comment.startsWith('//')
      ? '// [hidden]'
      : '/* [hidden] */'

function hidden(value: string, quoted: string | undefined): string {
  const quote = quoted?.[0] ?? '"'
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*/i.exec(value)?.[0]
  return `${quote}${host === undefined || host.includes('@') ? '' : `${host}/`}[hidden]${quote}`
}

function isHidden(names: Names, value: string, isString: boolean, modes: readonly string[]): boolean {
  const name = names.current
  // Marks, references to the environment, and modes tell something and are no secrets.
  if (value === '' || /^‹[^›]*›$/.test(value) || /^\$\{\w+\}$/.test(value) || modes.includes(value)) return false
  const isSomebodys = personalFields.test(name) || names.isSecret
  if (!isString) return /\d{4}/.test(value) && (isSomebodys || classify(name) !== undefined)
  if (isSomebodys || /[\n\\]/.test(value)) return true
  if (secretFields.test(name) || secretWords.test(name)) return !/^\w+Mode$/.test(name) && !value.includes('‹')
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return !hasPlainPath(value)
  return looksRandom(value)
}

/** `https://host/v1/models`, but not `https://host/hooks/T0F4K3`. */
function hasPlainPath(url: string): boolean {
  const [, path = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/is.exec(url)!
  return path.split('/').every((part) => /^(?:v\d+(?:beta\d*)?|[a-z]{0,16})$/.test(part))
}

// `Gateway token   plain-words`, `│ Password │ x │`, `API key: x`.
const labelled = new RegExp(
  sequence(
    /^(?<label>[│|\s]*[^:=│|‹]*(?:token|password|passphrase|secret|(?:api|access|private|auth) key))/,
    /(?<between>\s*[:=│|]\s*|\s{2,})/,
    /(?<value>\S.*?)(?<after>\s*[│|]?\s*)$/,
  ).source,
  'i',
)

/** Hides values behind the labels of secrets in what a program printed, line by line. */
export function hiddenInOutput(text: string, modes: readonly string[]): string {
  return text
    .split('\n')
    .map((line) => {
      const { label, between, value, after } = labelled.exec(line)?.groups ?? {}
      if (value === undefined || value.includes('‹') || modes.includes(value)) return line
      if (value.split(/\s+/).every((word) => isPlain(word, true))) return line
      return `${label}${between}[hidden]${after}`
    })
    .join('\n')
}
