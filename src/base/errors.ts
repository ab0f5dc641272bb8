/**
 * An error that the user can fix: printed as one line without a stack, exit code 2. The message names the value at
 * fault and says what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/**
 * The code of a system or library error, such as `ENOENT`, or of a DOMException in decimal; `undefined` when it has
 * none.
 */
export function codeOf(error: unknown): string | undefined {
  const code = propertyOf(error, 'code')
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  const message = propertyOf(error, 'message')
  return typeof message === 'string' ? message : String(error)
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
