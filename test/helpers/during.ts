import { setTimeout as sleep } from 'node:timers/promises'
import type { Followed } from './followed.ts'
import { patience } from './patience.ts'

/** Follows in the background while the steps are taken. */
export async function during(followed: Followed, steps: () => Promise<void>): Promise<void> {
  const stop = new AbortController()
  const following = followed
    .until(() => stop.signal.aborted, { signal: stop.signal })
    .then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
  try {
    await steps()
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${followed.state()}`, { cause: error })
  } finally {
    stop.abort()
  }
  const failure = await following
  if (failure) throw failure.error
}

export async function eventually(condition: () => boolean): Promise<void> {
  const end = performance.now() + patience
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${condition.toString()}`)
    await sleep(5)
  }
}

/** Without the rights of root, if the tests have them. */
export async function unprivileged(run: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid!(65_534)
  try {
    await run()
  } finally {
    if (isRoot) process.seteuid!(0)
  }
}
