/** Wakes the one that waits. Rung before, it does not let anybody wait. */
export class Bell {
  private rung = false
  private wake: (() => void) | undefined

  ring(): void {
    this.rung = true
    this.wake?.()
  }

  /** Until it rings, or as many milliseconds have passed. */
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

/** Milliseconds before the next attempt: 250 ms to 30 s, not the same for all who lost the same engine. */
export function delayAfter(failures: number, pause = 250): number {
  return Math.min(pause * 2 ** failures, 30_000) * (0.8 + 0.2 * Math.random())
}
