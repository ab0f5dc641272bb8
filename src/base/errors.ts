/** Something the user can mend: printed as one line without a stack, exit code 2. Says what was wrong, with the value, and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
