import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { startOclog, type Surroundings } from './cli.ts'
import { patience } from './patience.ts'

/** `oclog follow` as a process of its own, with what it has printed so far. */
export class Following {
  readonly child: ChildProcess
  stdout = ''
  stderr = ''
  /** It has ended, and all that it has printed has come. */
  private isOver = false
  private readonly over: Promise<unknown>

  constructor(args: readonly string[], surroundings: Surroundings = {}) {
    this.child = startOclog(['follow', ...args], surroundings)
    this.child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()))
    this.child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()))
    this.over = once(this.child, 'close').then(() => (this.isOver = true))
    onTestFinished(() => void this.child.kill('SIGKILL'))
  }

  /** Until it has printed this, on either stream. */
  async printed(text: string | RegExp): Promise<void> {
    const began = Date.now()
    for (;;) {
      const all = this.stdout + this.stderr
      if (typeof text === 'string' ? all.includes(text) : text.test(all)) return
      if (this.isOver) throw new Error(`it ended without ${text}\n${all}`)
      if (Date.now() - began > patience) throw new Error(`waited in vain for ${text}\n${all}`)
      await sleep(10)
    }
  }

  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal)
    return this.ended()
  }

  async ended(): Promise<number | null> {
    await this.over
    return this.child.exitCode
  }
}
