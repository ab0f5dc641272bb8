import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { hitsIn, type Hits } from './hits.ts'
import { qgramScanner } from './qgram.ts'

/** Searches for literals in a second thread, so that this one parses and stores meanwhile. */
export interface ScanThread {
  /** The same as `hitsIn` in hits.ts. The memory of the stretch must not change until the promise is settled. */
  hitsIn(from: number, to: number): Promise<Hits>
  /** Whether an earlier search is still going on. */
  readonly busy: boolean
  close(): void
}

/** The thread searches the same memory, so that no text is copied. */
export type MakeScanThread = (literals: readonly string[], memory: SharedArrayBuffer) => ScanThread

interface Work {
  readonly scan: 'oclog'
  readonly literals: readonly string[]
  readonly memory: SharedArrayBuffer
  /** Counts the searches that are done; it is ahead of the messages that bring the answers. */
  readonly done: Int32Array<SharedArrayBuffer>
}

type Stretch = readonly [from: number, to: number]

export const qgramThread: MakeScanThread = (literals, memory) => {
  const done = new Int32Array(new SharedArrayBuffer(4))
  const work: Work = { scan: 'oclog', literals, memory, done }
  let asked = 0
  // This file is the thread's program, too. `execArgv`: modules that `--import` names are not meant for it.
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
