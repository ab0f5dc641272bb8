export function errorsOf(errors: readonly string[]): string {
  return errors.length === 0 ? '' : ` ${errors.slice(0, 2).join('; ')}.`
}
