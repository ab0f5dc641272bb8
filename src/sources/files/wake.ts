import { statSync, watch, type FSWatcher } from 'node:fs'
import tail from 'tail'

/** Says when it is worth looking again. It may miss something; a look once a second stands behind it. */
export interface WakeUp {
  /** Takes up the watch again where it has ended or what it watched was replaced. Returns whether there is a watch. */
  renew(): boolean
  close(): void
}

export type MakeWakeUp = (wake: () => void, note: (text: string) => void) => WakeUp

/** Woken by the package `tail`. What it reads is not used: over a rotation it drops and garbles lines (its 2.2.6, measured). */
export function byTail(path: string): MakeWakeUp {
  return (wake, note) =>
    renewed(
      path,
      note,
      (failed) => {
        const watcher = new tail.Tail(path, { follow: false, separator: null, encoding: 'latin1' })
        watcher.on('line', wake)
        // Of a stream that is still reading errors come later, too; without a listener they would end the process.
        watcher.on('error', failed)
        // It has none for its watcher.
        const { watcher: inner } = watcher as unknown as { watcher?: FSWatcher }
        inner?.on('error', failed)
        return () => watcher.unwatch()
      },
      wake,
    )
}

/** Woken by whatever happens in a folder. */
export function byFolder(folder: string): MakeWakeUp {
  return (wake, note) =>
    renewed(
      folder,
      note,
      (failed) => {
        const watcher = watch(folder, wake)
        watcher.on('error', failed)
        return () => watcher.close()
      },
      wake,
    )
}

/** A watch of what has the path now: it ends with what it watches, and does not see that something else has taken the place. */
function renewed(
  path: string,
  note: (text: string) => void,
  start: (failed: () => void) => () => void,
  wake: () => void,
): WakeUp {
  let current: { readonly identity: string; readonly stop: () => void } | undefined
  let started = 0
  let noted = false
  const end = (): void => {
    current?.stop()
    current = undefined
  }
  return {
    renew() {
      const identity = identityOf(path)
      if (current?.identity === identity) return true
      end()
      if (identity === undefined) return false
      const mine = ++started
      try {
        const stop = start(() => {
          // It may still say so when it has long been replaced.
          if (mine === started) end()
          wake()
        })
        current = { identity, stop }
        // What happened in between was not seen.
        wake()
      } catch (error) {
        if (!noted && isExhausted(error)) {
          noted = true
          note('no more files can be watched (fs.inotify.max_user_watches, max_user_instances); looking once a second')
        }
      }
      return current !== undefined
    },
    close: end,
  }
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino, birthtimeNs } = statSync(path, { bigint: true })
    return `${dev}:${ino}:${birthtimeNs}`
  } catch {
    return undefined
  }
}

function isExhausted(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  // `tail` tells it in words.
  return code === 'ENOSPC' || code === 'EMFILE' || /ENOSPC|EMFILE/.test(message)
}
