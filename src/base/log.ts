import { pino, type Logger } from 'pino'
import { messageOf, UserError } from './errors.ts'

const levels = ['info', 'debug', 'trace'] as const

export interface Log extends Logger, Disposable {
  /** Goes on in a new file of the same name, when the old one was renamed. */
  reopen(): void
}

/** oclog's own log, JSON lines: to a file, or to standard error when -v asks for it; nothing otherwise. */
export function openLog(path: string | undefined, verbose: number): Log {
  const level = levels[Math.min(Math.max(verbose - (path === undefined ? 1 : 0), 0), 2)]!
  const enabled = path !== undefined || verbose > 0
  const destination = destinationOf(path)
  // A log that cannot be written (its disk is full, its folder gone) ends nothing.
  destination.on('error', () => undefined)
  const log = pino({ level, enabled, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return Object.assign(log, {
    reopen: () => {
      if (path === undefined) return
      try {
        destination.reopen()
      } catch {
        // Goes on in the file that was open.
      }
    },
    [Symbol.dispose]: () => void (path !== undefined && destination.end()),
  })
}

// Written at once: what was said before a crash is what is wanted from it.
function destinationOf(path: string | undefined): ReturnType<typeof pino.destination> {
  if (path === undefined) return pino.destination({ fd: 2, sync: true })
  try {
    return pino.destination({ dest: path, mode: 0o600, sync: true })
  } catch (error) {
    throw new UserError(`cannot write the log ${path}: ${messageOf(error)}; name another with --log-file`)
  }
}
