import { codeOf, UserError } from '../base/errors.ts'

/** Whether opening the database again may help. */
export function isPassing(error: unknown): boolean {
  return error instanceof UserError && isTransient(error.cause)
}

/** Whether trying again may help: another process is writing, or the disk is full for now. */
export function isTransient(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR)/.test(codeOf(error) ?? '')
}

/** SQLite's errors in words, with the remedy; every other error as it is. */
export function asUserError(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (!(error instanceof Error) || error instanceof UserError || code === undefined) return error
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') {
    return new UserError(
      `the database ${path} is damaged (${error.message}) and was left as it is; ` +
        'move it away, or name another with --db',
    )
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new UserError(`the database ${path} is in use by another process; wait for it, or name another with --db`, {
      cause: error,
    })
  }
  if (code.startsWith('SQLITE_FULL'))
    return new UserError(`no space left for the database ${path}; free some, or name another with --db`, {
      cause: error,
    })
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR')) {
    return new UserError(`cannot write the database ${path} (${error.message}); name another with --db`)
  }
  return error
}
