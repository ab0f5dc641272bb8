import { canonical } from './canonical.ts'
import { marks, type Kind } from './shape.ts'

/** No fragment of a secret of this length is left anywhere. */
const fragmentLength = 8

// A mark, or a word that may be a short secret.
const marksAndWords = new RegExp(String.raw`${marks.source}|[\w-]+`, 'g')

/**
 * The secrets found in the texts of one record, to be replaced also where nothing around them tells that they are
 * secrets.
 */
export class SecretFragments {
  readonly #whole = new Map<string, string>()
  readonly #fragments = new Map<string, string>()
  readonly #words = new Map<string, string>()

  add(kind: Kind, value: string, mark: string): void {
    for (const form of new Set([value, canonical(kind, value)])) {
      this.#whole.set(form, mark)
      // Addresses are recognized by their form everywhere, and the domain of a mail address is no one's secret.
      if (kind === 'ip') continue
      const length = kind === 'email' ? Math.min(form.length, form.indexOf('@') + fragmentLength - 1) : form.length
      if (length < fragmentLength && /\d/.test(form) && /[A-Za-z]/.test(form)) this.#words.set(form, mark)
      for (let at = 0; at + fragmentLength <= length; at++)
        this.#fragments.set(form.slice(at, at + fragmentLength), mark)
    }
  }

  /** The mark of a text that is a secret and nothing else. */
  markOf(text: string): string | undefined {
    return this.#whole.get(text)
  }

  /** The text with each fragment of a secret replaced by the mark of that secret. */
  replaceFragments(text: string): string {
    if (this.#fragments.size === 0 && this.#words.size === 0) return text
    let result = ''
    let at = 0
    for (const { 0: word, index } of text.matchAll(marksAndWords)) {
      const mark = word.startsWith('‹') ? word : this.#words.get(word)
      if (mark === undefined) continue
      result += this.#replaceBetweenMarks(text.slice(at, index)) + mark
      at = index + word.length
    }
    return result + this.#replaceBetweenMarks(text.slice(at))
  }

  #replaceBetweenMarks(text: string): string {
    let result = ''
    let done = 0
    for (let at = 0; at + fragmentLength <= text.length; at++) {
      const mark = this.#fragments.get(text.slice(at, at + fragmentLength))
      if (mark === undefined) continue
      result += text.slice(done, at) + mark
      while (this.#fragments.has(text.slice(at + 1, at + 1 + fragmentLength))) at++
      at += fragmentLength - 1
      done = at + 1
    }
    return result + text.slice(done)
  }
}
