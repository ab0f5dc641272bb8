import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Follower } from './follower.ts'
import { globFamily, isGlob, namedFamily, openclawFamily, type Family } from './names.ts'
import { byFolder, byTail, type MakeWakeUp } from './wake.ts'
import type { LiveSource } from '../live.ts'

/** Milliseconds. Whatever the watch misses (on NFS it sees nothing) is found by looking so often. */
const poll = 1000
/** Where nothing can be watched because it is not there. */
const pollForWatch = 200
/** Between two looks, however often we are woken. */
const pace = 20

/** What `--file` names: a file, a pattern such as `/tmp/openclaw/openclaw-*.log`, or a folder of OpenClaw's logs. */
export async function filesAt(path: string): Promise<LiveSource> {
  const info = await stat(path).catch(() => undefined)
  if (info?.isDirectory() || path.endsWith('/')) return openclawFolder(path)
  return !info && isGlob(path) ? filesLike(path) : namedFile(path)
}

/** One file by its name, over all its rotations. It need not be there yet. */
export function namedFile(path: string, wakeUp: MakeWakeUp = byTail(path)): LiveSource {
  return source(namedFamily(path), wakeUp)
}

/** All logs in a folder that are called as OpenClaw calls them, those of the days to come included. */
export function openclawFolder(folder: string, wakeUp: MakeWakeUp = byFolder(folder)): LiveSource {
  return source(openclawFamily(folder), wakeUp)
}

/** All files of a folder whose name fits a pattern. Throws a UserError when the folder is part of the pattern. */
export function filesLike(pattern: string, wakeUp?: MakeWakeUp): LiveSource {
  const family = globFamily(pattern)
  return source(family, wakeUp ?? byFolder(family.folder))
}

function source(family: Family, makeWakeUp: MakeWakeUp): LiveSource {
  const { title, note } = family
  return {
    title,
    async *follow(options) {
      const { signal, notice } = options
      if (note !== undefined) notice({ kind: 'note', source: title, text: note })
      const follower = new Follower(family, options)
      let woken = false
      let wake = (): void => undefined
      const nap = async (milliseconds: number): Promise<void> => {
        const ours = new AbortController()
        wake = () => ours.abort()
        const either = AbortSignal.any([signal, ours.signal])
        await sleep(milliseconds, undefined, { signal: either }).catch(() => undefined)
      }
      const watch = makeWakeUp(
        () => {
          woken = true
          wake()
        },
        (text) => notice({ kind: 'note', source: title, text }),
      )
      try {
        while (!signal.aborted) {
          const isWatched = watch.renew()
          woken = false
          const soon = yield* follower.look()
          if (soon === 0) continue
          if (!woken) await nap(Math.min(soon ?? poll, isWatched ? poll : pollForWatch))
          wake = () => undefined
          if (!signal.aborted) await sleep(pace, undefined, { signal }).catch(() => undefined)
        }
      } finally {
        watch.close()
        await follower.close()
      }
    },
  }
}
