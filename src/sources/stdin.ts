import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { LineCutter } from './files/lines.ts'
import type { LiveBatch, LiveLine, LiveSource, Stream } from './live.ts'

/** Standard input, to its end. A restart cannot continue it. */
export function standardInput(input: Readable = process.stdin): LiveSource {
  // Each run reads another stream, even if the lines are the same.
  const stream: Stream = { id: `stdin:${randomUUID()}`, name: '-', kind: 'stdin' }
  const batch = (lines: readonly LiveLine[]): LiveBatch => ({ stream, lines, cursor: undefined, over: true })
  return {
    title: 'standard input',
    async *follow({ signal }) {
      const lines = new LineCutter()
      const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>
      const aborted = new Promise<undefined>((resolve) => {
        signal.addEventListener('abort', () => resolve(undefined), { once: true })
      })
      try {
        while (!signal.aborted) {
          const next = await Promise.race([chunks.next(), aborted])
          if (!next) return
          if (next.done) break
          for (const group of lines.cut(Buffer.from(next.value as Buffer))) yield batch(group)
        }
        const rest = lines.rest()
        if (rest && !signal.aborted) yield batch([rest])
      } finally {
        input.destroy()
      }
    },
  }
}
