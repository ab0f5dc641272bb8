import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatedLogs } from '../../model/installation.ts'
import type { LiveSource } from '../live.ts'
import { Follower } from './follower.ts'
import { datedFamily, globFamily, isGlob, namedFamily, type Family } from './names.ts'
import { byFolder, byTail, type MakeWakeUp } from './wake.ts'

/** Milliseconds between polls. They find what the watch misses; on NFS it sees nothing. */
const pollInterval = 1000
/** Milliseconds between polls while there is nothing to watch. */
const unwatchedInterval = 200
/** Milliseconds between polls, however often the watch wakes us. */
const shortestInterval = 20

/** Opens the argument of `--file`: a file, a glob such as `/tmp/app/app-*.log`, or a folder of dated logs. */
export async function filesAt(path: string, dated: DatedLogs): Promise<LiveSource> {
  const info = await stat(path).catch(() => undefined)
  if (info?.isDirectory() || path.endsWith('/')) return datedFiles(path, dated)
  return !info && isGlob(path) ? filesLike(path, dated) : namedFile(path, dated)
}

/** One file by its name, over all its rotations. It need not exist yet. */
export function namedFile(path: string, dated?: DatedLogs): LiveSource {
  return source(namedFamily(path, dated), byTail(path))
}

/** All dated logs in a folder, including those of the days to come. */
export function datedFiles(folder: string, dated: DatedLogs): LiveSource {
  return source(datedFamily(folder, dated), byFolder(folder))
}

/** All files of a folder whose names match a glob. Throws a UserError when the folder is a glob as well. */
export function filesLike(pattern: string, dated?: DatedLogs): LiveSource {
  const family = globFamily(pattern, dated)
  return source(family, byFolder(family.folder))
}

function source(family: Family, makeWakeUp: MakeWakeUp): LiveSource {
  const { title, note } = family
  return {
    title,
    async *follow(options) {
      const { signal, notice } = options
      if (note !== undefined) notice({ kind: 'note', source: title, text: note })
      const follower = new Follower(family, options)
      const nap = new Nap(signal)
      const watch = makeWakeUp(
        () => nap.wake(),
        (text) => notice({ kind: 'note', source: title, text }),
      )
      try {
        while (!signal.aborted) {
          const interval = watch.renew() ? pollInterval : unwatchedInterval
          nap.expect()
          const pending = yield* follower.poll()
          if (pending === 0) continue
          await nap.until(Math.min(pending ?? interval, interval))
          await sleep(shortestInterval, undefined, { signal }).catch(() => undefined)
        }
      } finally {
        watch.close()
        await follower.close()
      }
    },
  }
}

/** A pause that can be cut short. */
class Nap {
  private readonly signal: AbortSignal
  private isWoken = false
  private interrupt = (): void => undefined

  constructor(signal: AbortSignal) {
    this.signal = signal
  }

  wake(): void {
    this.isWoken = true
    this.interrupt()
  }

  /** From now on, a wake-up makes the next pause end at once. */
  expect(): void {
    this.isWoken = false
  }

  async until(milliseconds: number): Promise<void> {
    if (this.isWoken) return
    const woken = new AbortController()
    this.interrupt = () => woken.abort()
    const signal = AbortSignal.any([this.signal, woken.signal])
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
    this.interrupt = () => undefined
  }
}
