/** Wakes the one task that waits for it. If it has rung already, the next wait ends at once. */
export class Bell {
  private rung = false
  private wake: (() => void) | undefined

  ring(): void {
    this.rung = true
    this.wake?.()
  }

  /** Resolves when it rings, or after so many milliseconds. */
  async wait(ms?: number): Promise<void> {
    if (!this.rung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.wake = resolve
        if (ms !== undefined) timer = setTimeout(resolve, ms)
      })
      clearTimeout(timer)
      this.wake = undefined
    }
    this.rung = false
  }
}

/**
 * Milliseconds before the next attempt: 250 ms to 30 s, with jitter so that not all containers ask the engine at
 * once.
 */
export function delayAfter(failures: number, pause = 250): number {
  return Math.min(pause * 2 ** failures, 30_000) * (0.8 + 0.2 * Math.random())
}
