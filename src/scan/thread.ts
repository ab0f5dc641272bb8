import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { hitsIn, type Hits } from './hits.ts'
import { qgramScanner } from './qgram.ts'

/** Looks for literals in a thread of its own, so that what was found is parsed and stored meanwhile. */
export interface ScanThread {
  /** The same as `hitsIn`. The stretch must stay as it is until the answer is there. */
  hitsIn(from: number, to: number): Promise<Hits>
  /** Whether it still looks at what it was asked for. */
  readonly busy: boolean
  close(): void
}

/** The thread looks at the same memory, so that no text is copied. */
export type MakeScanThread = (literals: readonly string[], memory: SharedArrayBuffer) => ScanThread

interface Work {
  readonly scan: 'oclog'
  readonly literals: readonly string[]
  readonly memory: SharedArrayBuffer
  /** How many stretches were looked at: known before the answers have arrived. */
  readonly done: Int32Array<SharedArrayBuffer>
}

type Stretch = readonly [from: number, to: number]

export const qgramThread: MakeScanThread = (literals, memory) => {
  const done = new Int32Array(new SharedArrayBuffer(4))
  const work: Work = { scan: 'oclog', literals, memory, done }
  let asked = 0
  // This file is the thread's program, too. Without the options of this process: what `--import` names is not for it.
  const worker = new Worker(new URL(import.meta.url), { workerData: work, execArgv: [] })
  const waiting: { resolve: (hits: Hits) => void; reject: (error: Error) => void }[] = []
  let failure: Error | undefined
  worker.on('message', (hits: Hits) => waiting.shift()!.resolve(hits))
  worker.on('error', (error: Error) => {
    failure = error
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  return {
    hitsIn: (from, to) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        waiting.push({ resolve, reject })
        asked++
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
        worker.postMessage([from, to] satisfies Stretch)
      }),
    get busy() {
      return Atomics.load(done, 0) < asked
    },
    close: () => void worker.terminate(),
  }
}

if (!isMainThread && (workerData as Partial<Work> | null)?.scan === 'oclog') {
  const { literals, memory, done } = workerData as Work
  const scanner = qgramScanner(literals, memory)
  const bytes = Buffer.from(memory)
  parentPort!.on('message', ([from, to]: Stretch) => {
    const hits = hitsIn(scanner, bytes, from, to)
    Atomics.add(done, 0, 1)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
    parentPort!.postMessage(hits)
  })
}
