import { expect, test } from 'vitest'
import { scanLines, type ScanOptions, type ScanTotals } from '../src/scan/lines.ts'
import { qgramScanner } from '../src/scan/qgram.ts'
import type { MakeScanner } from '../src/scan/scanner.ts'
import { qgramThread } from '../src/scan/thread.ts'

const literals = ['closed before connect', 'handshake timeout', 'unauthorized conn=']

/** What every scanner must agree with: tries every literal at every place. */
const naiveScanner: MakeScanner = (literals, memory) => {
  const bytes = Buffer.from(memory)
  return {
    next(from, to) {
      let first = -1
      for (const literal of literals) {
        const at = bytes.subarray(from, to).indexOf(literal)
        if (at >= 0 && (first < 0 || from + at < first)) first = from + at
      }
      return first
    },
    newlines(from, to) {
      let count = 0
      for (let at = from; at < to; at++) if (bytes[at] === 10) count++
      return count
    },
  }
}

/** Lines of all lengths, some of them longer than the cap, some without an end, and some of interest. */
function log(bytes: number): Buffer {
  const lines: string[] = []
  let seed = 1
  for (let length = 0; length < bytes; length += lines.at(-1)!.length + 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    const size = lines.length % 3000 === 7 ? 300_000 : (seed >>> 8) % 400
    const word = (seed >>> 4) % 50 === 0 ? literals[seed % 3]! : 'event loop'
    lines.push(`${word.padStart(size / 2, '.')} ${'é'.repeat(size / 4)}`)
  }
  return Buffer.from(lines.join('\n'))
}

async function outcome(text: Buffer, options: Omit<ScanOptions, 'literals'>): Promise<unknown[]> {
  let at = 0
  const totals: ScanTotals = { bytes: 0, lines: 0, cut: 0, last: () => [] }
  const found: unknown[] = []
  const bytes = {
    read: async (target: Buffer, place: number, length: number) => {
      const read = text.copy(target, place, at, at + length)
      at += read
      return read
    },
  }
  for await (const batch of scanLines(bytes, { ...options, literals }, totals))
    for (const { line, neighbours } of batch)
      found.push([
        line,
        Iterator.from(neighbours.before()).take(2).toArray(),
        Iterator.from(neighbours.after()).take(2).toArray(),
      ])
  const [last] = totals.last()
  return [...found, totals.bytes, totals.lines, totals.cut, last]
}

test('a thread finds the same lines, whatever the chunks', async () => {
  const text = log(48 << 20)
  const expected = await outcome(text, { scanner: qgramScanner })
  expect(expected.length).toBeGreaterThan(100)
  for (const chunk of [1 << 20, 3_000_001])
    expect(await outcome(text, { scanner: qgramScanner, thread: qgramThread, chunk })).toEqual(expected)
})

test('chunks of any size give the same lines, also those that are longer than the cap', async () => {
  const text = log(2 << 20)
  const expected = await outcome(text, { scanner: naiveScanner })
  for (const chunk of [4096, 70_000, 4 << 20])
    expect(await outcome(text, { scanner: qgramScanner, chunk })).toEqual(expected)
})

test('an error in the thread is that of who asks', async () => {
  const thread = qgramThread(['short'], new SharedArrayBuffer(1024))
  await expect(thread.hitsIn(0, 1024)).rejects.toThrow('literal "short" has 5 bytes')
  await expect(thread.hitsIn(0, 1024)).rejects.toThrow('literal "short" has 5 bytes')
  thread.close()
})
