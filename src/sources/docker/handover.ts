import type { LiveBatch } from '../live.ts'

/**
 * Brings the batches of many streams to one reader. Each stream waits until its batch is taken, which is the
 * backpressure.
 */
export class Handover {
  private readonly offered: { readonly batch: LiveBatch; readonly taken: () => void }[] = []
  private wake: (() => void) | undefined
  private over = false
  private error: unknown

  /** Resolves when the batch was taken, or when it never will be. */
  offer(batch: LiveBatch): Promise<void> {
    if (this.over) return Promise.resolve()
    return new Promise((taken) => {
      this.offered.push({ batch, taken })
      this.wake?.()
    })
  }

  /** Ends the batches, at once, with an error if there is one. */
  end(error?: unknown): void {
    if (this.over) return
    this.over = true
    this.error = error
    for (const { taken } of this.offered.splice(0)) taken()
    this.wake?.()
  }

  async *batches(): AsyncGenerator<LiveBatch> {
    for (;;) {
      const next = this.offered.shift()
      if (next) {
        next.taken()
        yield next.batch
      } else if (this.over) {
        if (this.error !== undefined) throw this.error
        return
      } else {
        await new Promise<void>((resolve) => (this.wake = resolve))
      }
    }
  }
}
