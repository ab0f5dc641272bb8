import { pino, type Logger } from 'pino'
import { UserError } from './errors.ts'

const levels = ['info', 'debug', 'trace'] as const

/** oclog's own log, JSON lines: to a file, or to standard error when -v asks for it; nothing otherwise. */
export function openLog(path: string | undefined, verbose: number): Logger & Disposable {
  const level = levels[Math.min(Math.max(verbose - (path === undefined ? 1 : 0), 0), 2)]!
  const enabled = path !== undefined || verbose > 0
  try {
    // Written at once: what was said before a crash is what is wanted from it.
    const destination = pino.destination({ dest: path ?? 2, sync: true, mkdir: true })
    const log = pino({ level, enabled, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
    return Object.assign(log, { [Symbol.dispose]: () => void (path !== undefined && destination.end()) })
  } catch (error) {
    throw new UserError(`cannot write the log ${path}: ${(error as Error).message}; name another with --log-file`)
  }
}
