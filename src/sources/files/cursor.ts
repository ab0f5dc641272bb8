/** The position where reading of a generation continues. Numbers that JSON cannot hold are decimal strings. */
export interface FileCursor {
  readonly dev: string
  readonly ino: string
  readonly birth: string
  /** How often the file was truncated. */
  readonly truncations: number
  /** Byte where the next line starts. */
  readonly pos: number
  /** Number of the next line; 0 when the lines before it have not been counted. */
  readonly number: number
  /** Hash of the first `headLength` bytes. */
  readonly head: string
  readonly headLength: number
  /** Absolute. */
  readonly path: string
  /** When this log was first followed, nanoseconds since the epoch. Older content was not to be read. */
  readonly began: string
  /** `settled`: idle. `passed`: a copy, or skipped. */
  readonly state: 'read' | 'settled' | 'passed'
}

/** Returns a stored value if it has the shape of a cursor. */
export function asCursor(value: unknown): FileCursor | undefined {
  const cursor = value as FileCursor | null | undefined
  if (typeof cursor !== 'object' || cursor === null) return undefined
  const { dev, ino, birth, began, head, path, state, pos, number, headLength, truncations } = cursor
  const numbers = [pos, number, headLength, truncations].every((each) => Number.isSafeInteger(each) && each >= 0)
  const bigints = [dev, ino, birth, began].every((each) => typeof each === 'string' && /^\d+$/.test(each))
  const texts = typeof head === 'string' && typeof path === 'string' && /^(?:read|settled|passed)$/.test(state)
  return numbers && bigints && texts ? cursor : undefined
}
