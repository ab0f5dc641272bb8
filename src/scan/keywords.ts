/** The entries whose keywords stand in a text, in the order in which they were given. */
export type Lookup<T> = (text: string) => T[]

const stride = 4
const bits = 14
const multiplier = 0x9e3779b1 | 0

interface Probe {
  readonly keyword: string
  /** Position of the gram in the keyword. */
  readonly offset: number
  readonly index: number
}

/**
 * The same as `entries.filter(({ keywords }) => keywords.some((keyword) => text.includes(keyword)))`, in one walk over
 * the text for all keywords: a strided filter as in qgram.ts, on UTF-16. Searching for each of 500 keywords takes 20 µs
 * a line, this takes 1 µs.
 */
export function keywordLookup<T extends { readonly keywords: readonly string[] }>(entries: readonly T[]): Lookup<T> {
  const marked = new Uint8Array(1 << bits)
  const probes: (Probe[] | undefined)[] = Array.from({ length: 1 << bits })
  for (const [index, { keywords }] of entries.entries()) {
    for (const keyword of keywords) {
      if (keyword.length < 2 * stride - 1) {
        throw new RangeError(`keyword ${JSON.stringify(keyword)} has fewer than ${2 * stride - 1} characters`)
      }
      for (let offset = 0; offset < stride; offset++) {
        const slot = slotAt(keyword, offset)
        marked[slot] = 1
        const list = (probes[slot] ??= [])
        list.push({ keyword, offset, index })
      }
    }
  }
  // Scratch space of the function below, all 0 between its calls.
  const found = new Uint8Array(entries.length)

  return (text) => {
    let count = 0
    for (let at = 0; at + stride <= text.length; at += stride) {
      const slot = slotAt(text, at)
      if (marked[slot] === 0) continue
      for (const { keyword, offset, index } of probes[slot]!) {
        if (found[index] === 0 && text.startsWith(keyword, at - offset)) {
          found[index] = 1
          count++
        }
      }
    }
    const result: T[] = []
    for (let index = 0; count > 0; index++) {
      if (found[index] === 0) continue
      found[index] = 0
      count--
      result.push(entries[index]!)
    }
    return result
  }
}

/** The slot of the four characters at a position, by their low bytes: keywords hardly differ in the high ones. */
function slotAt(text: string, at: number): number {
  const gram =
    (text.charCodeAt(at) & 255) |
    ((text.charCodeAt(at + 1) & 255) << 8) |
    ((text.charCodeAt(at + 2) & 255) << 16) |
    (text.charCodeAt(at + 3) << 24)
  return Math.imul(gram, multiplier) >>> (32 - bits)
}
