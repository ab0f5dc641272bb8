import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { startOclog, type Surroundings } from './cli.ts'

const deadline = 30_000

/** `oclog follow` as a process of its own, with what it has printed so far. */
export class Following {
  readonly child: ChildProcess
  stdout = ''
  stderr = ''

  constructor(args: readonly string[], surroundings: Surroundings = {}) {
    this.child = startOclog(['follow', ...args], surroundings)
    this.child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()))
    this.child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()))
    onTestFinished(() => void this.child.kill('SIGKILL'))
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  /** Until it has printed this, on either stream. */
  async printed(text: string | RegExp): Promise<void> {
    const began = Date.now()
    for (;;) {
      const all = this.stdout + this.stderr
      if (typeof text === 'string' ? all.includes(text) : text.test(all)) return
      if (Date.now() - began > deadline || !this.isRunning) {
        throw new Error(`${this.isRunning ? `not within ${deadline / 1000} s` : 'it ended'}: ${text}\n${all}`)
      }
      await sleep(10)
    }
  }

  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal)
    return this.ended()
  }

  async ended(): Promise<number | null> {
    if (this.isRunning) await once(this.child, 'close', { signal: AbortSignal.timeout(deadline) })
    return this.child.exitCode
  }
}
