import { shortestLiteral, type MakeScanner } from './scanner.ts'

// A strided q-gram filter: of any literal with at least stride + 3 bytes, one of `stride` consecutive 4-byte grams falls on a
// probed position, so probing every 4th byte (one aligned 32-bit word) finds them all. One load, one multiplication and one
// table look-up per word, however many literals there are; an alternation or Aho-Corasick slows down with each of them.
const stride = 4
const bits = 16
const multiplier = 0x9e3779b1 | 0
const shift = 32 - bits

/**
 * How common a byte is in log text, in sixteenths of "every fourth": what decides which part of a literal is probed.
 * Only speed depends on it. Blanks, digits and hexadecimal letters are everywhere (times, ids); capitals and `_` are rare.
 */
function commonness(byte: number): number {
  if (byte === 0x20 || (byte >= 0x30 && byte <= 0x39)) return 8
  if (byte === 0x65 || byte === 0x61 || byte === 0x63 || byte === 0x64) return 7
  if (byte >= 0x61 && byte <= 0x7a) return byte === 0x71 || byte === 0x78 || byte === 0x7a || byte === 0x6a ? 2 : 5
  return byte === 0x2d || byte === 0x3a || byte === 0x2e || byte === 0x3d ? 6 : 2
}

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

  for (const text of literals) {
    const literal = Buffer.from(text)
    if (literal.length < shortestLiteral) {
      throw new RangeError(`literal ${JSON.stringify(text)} has ${literal.length} bytes, fewer than ${shortestLiteral}`)
    }
    const begin = rarestRun(literal)
    for (let offset = begin; offset < begin + stride; offset++) {
      const gram = hash(literal.readInt32LE(offset))
      marked[gram] = 1
      const list = (probes[gram] ??= [])
      list.push({ literal, offset })
    }
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
      const lastWord = to >> 2
      for (let word = at >> 2; word < lastWord; word++) {
        // The highest bit of each byte of `zeros` is set where the byte is a newline (exact, unlike the shorter trick).
        const x = words[word]! ^ 0x0a0a0a0a
        const zeros = ~(((x & 0x7f7f7f7f) + 0x7f7f7f7f) | 0 | x | 0x7f7f7f7f)
        if (zeros !== 0) count += ((zeros >>> 7) & 1) + ((zeros >>> 15) & 1) + ((zeros >>> 23) & 1) + (zeros >>> 31)
        at = (word + 1) << 2
      }
      while (at < to) if (bytes[at++] === 10) count++
      return count
    },
  }
}

function hash(gram: number): number {
  return Math.imul(gram, multiplier) >>> shift
}

/** Where the run of `stride` grams begins that is least common in log text. */
function rarestRun(literal: Buffer): number {
  let best = 0
  let bestScore = Infinity
  for (let begin = 0; begin + stride + 3 <= literal.length; begin++) {
    let score = 0
    for (let offset = begin; offset < begin + stride; offset++) {
      let product = 1
      for (let byte = 0; byte < 4; byte++) product *= commonness(literal[offset + byte]!)
      score += product
    }
    if (score < bestScore) [best, bestScore] = [begin, score]
  }
  return best
}
