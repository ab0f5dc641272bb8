export function lastSegment(name: unknown): string | undefined {
  return typeof name === 'string' && name !== '' ? name.split('/').at(-1) : undefined
}
