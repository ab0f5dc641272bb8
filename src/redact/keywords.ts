const slots = 1 << 14
const slotOf = (a: number, b: number, c: number) => ((a << 10) ^ (b << 5) ^ c) & (slots - 1)

/**
 * Tells which of many things have a keyword in a text. Most texts hold few keywords, and a search for each of two hundred costs more than
 * all expressions, so one walk over the text looks up each three characters at which a keyword may begin.
 */
export class KeywordFinder {
  readonly #indexesOf = new Map<string, number[]>()
  readonly #short: readonly string[]
  readonly #bySlot: readonly string[][] = Array.from({ length: slots }, () => [])
  readonly #isUsed: Uint8Array
  readonly #always: readonly number[]
  readonly #count: number

  /** One list of keywords, in lower case, for each thing; a thing without keywords is always found. */
  constructor(keywords: readonly (readonly string[])[]) {
    this.#count = keywords.length
    for (const [index, list] of keywords.entries())
      for (const keyword of list) this.#indexesOf.set(keyword, [...(this.#indexesOf.get(keyword) ?? []), index])
    this.#always = keywords.flatMap((list, index) => (list.length === 0 ? [index] : []))
    this.#short = [...this.#indexesOf.keys()].filter((keyword) => keyword.length < 3)
    for (const keyword of this.#indexesOf.keys()) {
      if (keyword.length >= 3)
        this.#bySlot[slotOf(keyword.charCodeAt(0), keyword.charCodeAt(1), keyword.charCodeAt(2))]!.push(keyword)
    }
    this.#isUsed = Uint8Array.from(this.#bySlot, (list) => list.length)
  }

  /** The indexes of the things, in no order, one of whose keywords stands in the text, which is in lower case. */
  find(lower: string): number[] {
    const indexes = [...this.#always]
    const isFound = new Uint8Array(this.#count)
    const add = (keyword: string): void => {
      for (const index of this.#indexesOf.get(keyword)!) {
        if (isFound[index] === 1) continue
        isFound[index] = 1
        indexes.push(index)
      }
    }
    for (const keyword of this.#short) if (lower.includes(keyword)) add(keyword)
    let a = lower.charCodeAt(0)
    let b = lower.charCodeAt(1)
    for (let at = 2; at < lower.length; at++) {
      const c = lower.charCodeAt(at)
      const slot = slotOf(a, b, c)
      if (this.#isUsed[slot] !== 0)
        for (const keyword of this.#bySlot[slot]!) if (lower.startsWith(keyword, at - 2)) add(keyword)
      a = b
      b = c
    }
    return indexes
  }
}
