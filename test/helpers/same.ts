import { isDeepStrictEqual } from 'node:util'

/**
 * Fails with the first place where two things differ: a diff of whole documents takes minutes to draw, and nobody reads
 * it.
 */
export function expectSame(actual: unknown, expected: unknown): void {
  const place = firstDifference(actual, expected, '')
  if (place) throw new Error(`${place.path || 'it'} is ${show(place.actual)}, not ${show(place.expected)}`)
}

interface Difference {
  readonly path: string
  readonly actual: unknown
  readonly expected: unknown
}

function firstDifference(actual: unknown, expected: unknown, path: string): Difference | undefined {
  if (isDeepStrictEqual(actual, expected)) return undefined
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    return { path, actual, expected }
  }
  const a = actual as Readonly<Record<string, unknown>>
  const b = expected as Readonly<Record<string, unknown>>
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[name], b[name], path === '' ? name : `${path}.${name}`)
    if (found) return found
  }
  return { path, actual, expected }
}

function show(value: unknown): string {
  const text =
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ?? 'nothing'
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}
