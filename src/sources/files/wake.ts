import { statSync, watch, type FSWatcher } from 'node:fs'
import tail from 'tail'
import { codeOf, messageOf } from '../../base/errors.ts'

/** Says when it is worth polling again. It may miss changes; polling once a second makes up for that. */
export interface WakeUp {
  /** Starts the watch again if it has ended or the path now names something else. Returns whether there is a watch. */
  renew(): boolean
  close(): void
}

export type MakeWakeUp = (wake: () => void, note: (text: string) => void) => WakeUp

/**
 * Wakes by the package `tail`. Its lines are not used: tail 2.2.6 drops and garbles some during a rotation
 * (measured).
 */
export function byTail(path: string): MakeWakeUp {
  return (wake, note) =>
    renewed(
      path,
      note,
      (failed) => {
        const watcher = new tail.Tail(path, { follow: false, separator: null, encoding: 'latin1' })
        watcher.on('line', wake)
        // A stream that is still reading may emit errors later; without a listener they would end the process.
        watcher.on('error', failed)
        // `tail` does not listen for errors of its watcher.
        const { watcher: inner } = watcher as unknown as { watcher?: FSWatcher }
        inner?.on('error', failed)
        return () => watcher.unwatch()
      },
      wake,
    )
}

/** Wakes at any change in a folder. */
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

/**
 * A watch ends when the watched file goes away, and does not notice that another file has taken its path; so it is
 * renewed.
 */
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
          // A watch that was replaced may still fail.
          if (mine === started) end()
          wake()
        })
        current = { identity, stop }
        // Changes before the watch started went unseen.
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
  // `tail` puts the code into the message.
  return /ENOSPC|EMFILE/.test(`${codeOf(error)} ${messageOf(error)}`)
}
