import { randomBytes } from 'node:crypto'
import { fingerprintOf, markOf } from './fingerprint.ts'
import { isEveryones, namesIn } from './identities.ts'
import type { Kind } from './shape.ts'
import { plainView } from './view.ts'

interface Span {
  readonly start: number
  readonly end: number
  readonly kind: Kind
}

/**
 * Masks names of accounts and hosts, and ids of chats, in the texts of one export: where they are told by what stands
 * around them, and, once learned there, wherever they stand as a word.
 */
export class NameMasker {
  readonly #salt = randomBytes(32)
  readonly #words = new Map<string, Kind>()
  #expression: RegExp | undefined

  /** Looks for names in a text. */
  learn(text: string): void {
    const view = plainView(text)
    for (const { start, end, kind } of namesIn(view)) if (kind !== 'chat') this.add(kind, view.slice(start, end))
  }

  /** Learns a name that nothing around it tells. */
  add(kind: Kind, name: string): void {
    if (name.length < 2 || isEveryones(name) || !/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) return
    this.#words.set(name, kind)
    this.#expression = undefined
  }

  mask(text: string): string {
    const view = plainView(text)
    const spans: Span[] = [...namesIn(view), ...this.#learned(view)].sort((a, b) => a.start - b.start || b.end - a.end)
    let result = ''
    let at = 0
    for (const { start, end, kind } of spans) {
      if (start < at) continue
      result += text.slice(at, start) + markOf(kind, fingerprintOf(this.#salt, view.slice(start, end).toLowerCase()))
      at = end
    }
    return result + text.slice(at)
  }

  *#learned(view: string): Generator<Span> {
    if (this.#words.size === 0) return
    this.#expression ??= new RegExp(
      `(?<![\\w‹])(?:${[...this.#words.keys()]
        .sort((a, b) => b.length - a.length)
        .map((word) => word.replaceAll('.', String.raw`\.`))
        .join('|')})(?!\\w)`,
      'g',
    )
    for (const { 0: word, index } of view.matchAll(this.#expression))
      yield { start: index, end: index + word.length, kind: this.#words.get(word)! }
  }
}
