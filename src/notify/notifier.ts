import { setTimeout as sleep } from 'node:timers/promises'
import type { Change } from '../correlate/tracker.ts'

/** A receiver of notifications that an incident has opened or closed. */
export interface Target {
  /** Its name for people, without the secret that the address of a webhook holds. */
  readonly title: string
  /** Throws a Refusal when retrying won't help. */
  send(change: Change, signal: AbortSignal): Promise<void>
}

/** Permanent failure: retrying won't help. */
export class Refusal extends Error {}

/** Temporary failure: the receiver asks for a pause before the next attempt. */
export class Later extends Error {
  /** Milliseconds. */
  readonly wait: number
  constructor(message: string, wait: number) {
    super(message)
    this.wait = wait
  }
}

export interface NotifierOptions {
  readonly targets: readonly Target[]
  /** Called with a sentence about what could not be delivered. */
  readonly problem: (text: string) => void
  /** Milliseconds before the second attempt, doubled for each one after it. Default 1000. */
  readonly pause?: number
  /** Milliseconds that one attempt may take. Default 10,000. */
  readonly timeout?: number
}

const announced = new Set<Change['kind']>(['opened', 'resolved', 'reopened', 'withdrawn'])
const mostWaiting = 100
const mostAttempts = 6
const longestWait = 60_000

/** Delivers changes to each target in order, one at a time. Slow targets hold up neither the caller nor each other. */
export class Notifier {
  private readonly lanes: Lane[]

  constructor(options: NotifierOptions) {
    this.lanes = options.targets.map((target) => new Lane(target, options))
  }

  notify(change: Change): void {
    if (!announced.has(change.kind)) return
    for (const lane of this.lanes) lane.push(change)
  }

  /** Waits until all is delivered, at most `patience` milliseconds, and reports what is left. */
  async close(patience: number): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close(patience)))
  }
}

class Lane {
  private readonly target: Target
  private readonly options: NotifierOptions
  private readonly waiting: Change[] = []
  private readonly ending = new AbortController()
  private running: Promise<void> | undefined
  private dropped = 0

  constructor(target: Target, options: NotifierOptions) {
    this.target = target
    this.options = options
  }

  push(change: Change): void {
    this.waiting.push(change)
    if (this.waiting.length > mostWaiting) {
      this.waiting.shift()
      if (this.dropped++ === 0) this.options.problem(`${this.target.title}: too slow, the oldest messages are dropped`)
    }
    this.running ??= this.run().finally(() => (this.running = undefined))
  }

  async close(patience: number): Promise<void> {
    const late = setTimeout(() => this.ending.abort(), patience)
    await this.running
    clearTimeout(late)
    const left = this.waiting.length + this.dropped
    if (left > 0) this.options.problem(`${this.target.title}: ${left} ${left === 1 ? 'message' : 'messages'} not sent`)
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0 && !this.ending.signal.aborted) {
      const change = this.waiting[0]!
      await this.deliver(change)
      // It may have been dropped in the meantime.
      if (this.waiting[0] === change && !this.ending.signal.aborted) this.waiting.shift()
    }
  }

  private async deliver(change: Change): Promise<void> {
    const { problem, pause = 1000, timeout = 10_000 } = this.options
    const { title } = this.target
    const { signal } = this.ending
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.target.send(change, AbortSignal.any([signal, AbortSignal.timeout(timeout)]))
      } catch (error) {
        if (signal.aborted) return
        const why = reason(error, timeout)
        if (error instanceof Refusal || attempt === mostAttempts) {
          problem(`${title}: ${why}; gave up on incident ${change.incident.id.slice(0, 8)} ${change.kind}`)
          return
        }
        if (attempt === 1) problem(`${title}: ${why}; trying again`)
        const wait = error instanceof Later ? Math.min(error.wait, longestWait) : pause * 2 ** (attempt - 1)
        await sleep(wait, undefined, { signal }).catch(() => undefined)
        if (signal.aborted) return
      }
    }
  }
}

/** `fetch` puts the reason for a failed connection into the cause of its error. */
function reason(error: unknown, timeout: number): string {
  const { name, message, cause } = error as Error
  if (name === 'TimeoutError') return `no answer within ${timeout / 1000} s`
  const inner = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause
  return inner instanceof Error ? inner.message : message
}
