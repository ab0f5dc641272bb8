import { openSync } from 'node:fs'
import { pino, type Logger } from 'pino'
import { messageOf, UserError } from './errors.ts'

const levels = ['info', 'debug', 'trace'] as const

/** oclog's own log, JSON lines: to a file, or to standard error when -v asks for it; nothing otherwise. */
export function openLog(path: string | undefined, verbose: number): Logger & Disposable {
  const level = levels[Math.min(Math.max(verbose - (path === undefined ? 1 : 0), 0), 2)]!
  const enabled = path !== undefined || verbose > 0
  const file = path === undefined ? 2 : opened(path)
  // Written at once: what was said before a crash is what is wanted from it.
  const destination = pino.destination({ fd: file, sync: true })
  const log = pino({ level, enabled, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return Object.assign(log, { [Symbol.dispose]: () => void (path !== undefined && destination.end()) })
}

function opened(path: string): number {
  try {
    return openSync(path, 'a', 0o600)
  } catch (error) {
    throw new UserError(`cannot write the log ${path}: ${messageOf(error)}; name another with --log-file`)
  }
}
