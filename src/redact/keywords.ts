const slots = 1 << 14
/** The slot of the last three characters, from that of the three before and the next: older ones are shifted out. */
const nextSlot = (slot: number, code: number): number => ((slot << 5) ^ code) & (slots - 1)

interface Placed {
  readonly keyword: string
  /** Where the three characters begin by which it is looked up. */
  readonly offset: number
}

/**
 * Tells which of many things have a keyword in a text. Most texts hold few keywords, and a search for each of hundreds
 * costs more than all expressions, so one walk over the text looks up each three characters that are the rarest of a
 * keyword.
 */
export class KeywordFinder {
  readonly #indexesOf = new Map<string, number[]>()
  readonly #short: readonly string[]
  readonly #bySlot: readonly Placed[][] = Array.from({ length: slots }, () => [])
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
      if (keyword.length < 3) continue
      const offset = rarestOffset(keyword)
      const slot = [0, 1, 2].reduce((before, at) => nextSlot(before, keyword.charCodeAt(offset + at)), 0)
      this.#bySlot[slot]!.push({ keyword, offset: offset + 2 })
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
    const isUsed = this.#isUsed
    let slot = 0
    for (let at = 0; at < lower.length; at++) {
      slot = nextSlot(slot, lower.charCodeAt(at))
      if (isUsed[slot] === 0) continue
      for (const { keyword, offset } of this.#bySlot[slot]!) if (lower.startsWith(keyword, at - offset)) add(keyword)
    }
    return indexes
  }
}

/** How rare characters are in logs. */
const rarity = (character: string): number =>
  'etaoinsrcdlm '.includes(character) ? 1 : /[a-z"]/.test(character) ? 2 : /[0-9:.=/-]/.test(character) ? 3 : 4

function rarestOffset(keyword: string): number {
  let best = 0
  let most = 0
  for (let offset = 0; offset + 3 <= keyword.length; offset++) {
    const score = [0, 1, 2].reduce((sum, at) => sum + rarity(keyword[offset + at]!), 0)
    if (score > most) [best, most] = [offset, score]
  }
  return best
}
