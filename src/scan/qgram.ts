import { shortestLiteral, type MakeScanner } from './scanner.ts'

// A strided q-gram filter. Of any `stride` consecutive 4-byte grams of a literal, one falls on a probed position, so
// probing every 4th byte (one aligned 32-bit word) finds every literal of at least stride + 3 bytes. Each word costs
// one load, one multiplication and one table look-up, however many literals there are; an alternation or Aho-Corasick
// slows down with each of them.
const stride = 4
const bits = 16
const multiplier = 0x9e3779b1 | 0
const shift = 32 - bits

/** Bytes of text in which grams are counted, to learn which are common. Only speed depends on it. */
const sample = 1 << 18

interface Probe {
  readonly literal: Buffer
  /** Position of the gram in the literal. */
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

  const plan = (sampled: Buffer): void => {
    for (const probe of chooseProbes(encoded, sampled)) {
      const slot = slotOf(probe.literal.readInt32LE(probe.offset))
      marked[slot] = 1
      const list = (probes[slot] ??= [])
      list.push(probe)
    }
    planned = true
  }

  /** Where the literal begins that the word at `place` belongs to; -1 when only the gram is the same. */
  const verify = (slot: number, place: number, from: number, to: number): number => {
    for (const { literal, offset } of probes[slot]!) {
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
      if (!planned) plan(bytes.subarray(from, Math.min(to, from + sample)))
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
          const slot = Math.imul(words[word]!, multiplier) >>> shift
          if (marked[slot] === 0) continue
          const found = verify(slot, word << 2, from, to)
          if (found >= 0) return found
        }
      }
    },
    newlines: (from, to) => countNewlines(bytes, words, from, to),
  }
}

function countNewlines(bytes: Buffer, words: Int32Array, from: number, to: number): number {
  let count = 0
  let at = from
  while (at < to && (at & 3) !== 0) if (bytes[at++] === 10) count++
  const lastWord = Math.max(to >> 2, at >> 2)
  for (let word = at >> 2; word < lastWord;) {
    // Each byte of `lanes` counts the bytes at its position that are no newline, of at most 255 words, and cannot
    // overflow.
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
}

/** The grams of each literal that are least common in a sample of the text. */
function chooseProbes(literals: readonly Buffer[], sampled: Buffer): Probe[] {
  const seen = new Uint32Array(1 << bits)
  for (let place = 0; place < sampled.length - 3; place++) seen[slotOf(sampled.readInt32LE(place))]!++
  return literals.flatMap((literal) => {
    const begin = rarestRun(literal, seen)
    return Array.from({ length: stride }, (_, index) => ({ literal, offset: begin + index }))
  })
}

/** The slot of a 4-byte gram in the tables. */
function slotOf(gram: number): number {
  return Math.imul(gram, multiplier) >>> shift
}

/** Where the run of `stride` grams begins that is least common in the text whose grams `seen` has counted. */
function rarestRun(literal: Buffer, seen: Uint32Array): number {
  let best = 0
  let bestScore = Infinity
  for (let begin = 0; begin + stride + 3 <= literal.length; begin++) {
    let score = 0
    for (let offset = begin; offset < begin + stride; offset++) score += seen[slotOf(literal.readInt32LE(offset))]!
    if (score < bestScore) [best, bestScore] = [begin, score]
  }
  return best
}
