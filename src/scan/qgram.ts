import { shortestLiteral, type MakeScanner } from './scanner.ts'

// A strided q-gram filter: of any literal with at least stride + 3 bytes, one of `stride` consecutive 4-byte grams falls on a
// probed position, so probing every 4th byte (one aligned 32-bit word) finds them all. One load, one multiplication and one
// table look-up per word, however many literals there are; an alternation or Aho-Corasick slows down with each of them.
const stride = 4
const bits = 16
const multiplier = 0x9e3779b1 | 0
const shift = 32 - bits

/** How much text is looked at to learn which grams are common in it, bytes. Only speed depends on it. */
const sample = 1 << 18

interface Probe {
  readonly literal: Buffer
  /** Where in the literal the gram stands. */
  readonly offset: number
}

export const qgramScanner: MakeScanner = (literals, memory) => {
  const bytes = Buffer.from(memory)
  const words = new Int32Array(memory, 0, memory.byteLength >> 2)
  const marked = new Uint8Array(1 << bits)
  const probes: (Probe[] | undefined)[] = Array.from({ length: 1 << bits })

  const encoded = literals.map((text) => {
    const literal = Buffer.from(text)
    if (literal.length >= shortestLiteral) return literal
    throw new RangeError(`literal ${JSON.stringify(text)} has ${literal.length} bytes, fewer than ${shortestLiteral}`)
  })
  let planned = false

  /** Decides which grams of each literal are probed, by what the first text to be searched is made of. */
  const plan = (from: number, to: number): void => {
    const seen = new Uint32Array(1 << bits)
    for (let place = from; place < Math.min(to, from + sample) - 3; place++) seen[hash(bytes.readInt32LE(place))]!++
    for (const literal of encoded) {
      const begin = rarestRun(literal, seen)
      for (let offset = begin; offset < begin + stride; offset++) {
        const gram = hash(literal.readInt32LE(offset))
        marked[gram] = 1
        const list = (probes[gram] ??= [])
        list.push({ literal, offset })
      }
    }
    planned = true
  }

  /** Where the literal begins that the word at `place` belongs to; -1 when the gram was a chance. */
  const verify = (gram: number, place: number, from: number, to: number): number => {
    for (const { literal, offset } of probes[gram]!) {
      const start = place - offset
      if (start < from || start + literal.length > to) continue
      let at = 0
      while (at < literal.length && bytes[start + at] === literal[at]) at++
      if (at === literal.length) return start
    }
    return -1
  }

  return {
    next(from, to) {
      if (!planned) plan(from, to)
      let word = (from + 3) >> 2
      // A gram must lie in [from, to) as a whole.
      const end = (to - 4) >> 2
      const unrolled = end - 3
      for (;;) {
        while (
          word < unrolled &&
          (marked[Math.imul(words[word]!, multiplier) >>> shift]! |
            marked[Math.imul(words[word + 1]!, multiplier) >>> shift]! |
            marked[Math.imul(words[word + 2]!, multiplier) >>> shift]! |
            marked[Math.imul(words[word + 3]!, multiplier) >>> shift]!) ===
            0
        ) {
          word += 4
        }
        if (word > end) return -1
        const stop = Math.min(word + 4, end + 1)
        for (; word < stop; word++) {
          const gram = Math.imul(words[word]!, multiplier) >>> shift
          if (marked[gram] === 0) continue
          const found = verify(gram, word << 2, from, to)
          if (found >= 0) return found
        }
      }
    },
    newlines(from, to) {
      let count = 0
      let at = from
      while (at < to && (at & 3) !== 0) if (bytes[at++] === 10) count++
      const lastWord = Math.max(to >> 2, at >> 2)
      for (let word = at >> 2; word < lastWord;) {
        // Each byte of `lanes` counts the bytes at its place that are no newline, of at most 255 words, and cannot overflow.
        const stop = Math.min(lastWord, word + 255)
        count += 4 * (stop - word)
        let lanes = 0
        for (; word < stop; word++) {
          const x = words[word]! ^ 0x0a0a0a0a
          lanes = (lanes + (((((x & 0x7f7f7f7f) + 0x7f7f7f7f) | x) >>> 7) & 0x01010101)) | 0
        }
        count -= (lanes & 255) + ((lanes >>> 8) & 255) + ((lanes >>> 16) & 255) + (lanes >>> 24)
        at = word << 2
      }
      while (at < to) if (bytes[at++] === 10) count++
      return count
    },
  }
}

function hash(gram: number): number {
  return Math.imul(gram, multiplier) >>> shift
}

/** Where the run of `stride` grams begins that is least common in a text of which the grams were counted. */
function rarestRun(literal: Buffer, seen: Uint32Array): number {
  let best = 0
  let bestScore = Infinity
  for (let begin = 0; begin + stride + 3 <= literal.length; begin++) {
    let score = 0
    for (let offset = begin; offset < begin + stride; offset++) score += seen[hash(literal.readInt32LE(offset))]!
    if (score < bestScore) [best, bestScore] = [begin, score]
  }
  return best
}
