/** Something the user can mend: printed as one line without a stack, exit code 2. Says what was wrong, with the value, and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** The code of an error from Node or SQLite: `ENOENT`, `SQLITE_BUSY`. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
