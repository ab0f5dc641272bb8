import type { KeptPosition } from './position.ts'

/** The position where reading of a container's log continues. */
export interface ContainerCursor {
  /** Id of the engine. */
  readonly engine: string
  readonly name: string
  /** Number of the last line. */
  readonly number: number
  /** Byte where the next line starts. */
  readonly offset: number
  readonly position: KeptPosition
}

/** Returns a stored value if it has the shape of a cursor. */
export function asContainerCursor(value: unknown): ContainerCursor | undefined {
  const cursor = value as ContainerCursor | null | undefined
  if (typeof cursor !== 'object' || cursor === null) return undefined
  const { engine, name, number, offset, position } = cursor
  const isNamed = typeof engine === 'string' && typeof name === 'string'
  return isNamed && [number, offset].every(isCount) && isKeptPosition(position) ? cursor : undefined
}

function isKeptPosition(value: KeptPosition | null | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { stdout, stderr, open } = value
  return [stdout, stderr].every(isKeptStream) && (open === undefined || isInstant(open))
}

function isKeptStream(value: KeptPosition['stdout'] | null | undefined): boolean {
  if (!Array.isArray(value)) return false
  const [stamp, lines, low] = value as KeptPosition['stdout']
  return isInstant(stamp) && isCount(lines) && (low === undefined || isInstant(low))
}

/** Whether this is an instant as JSON can hold it: nanoseconds since the epoch as a decimal string. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d+$/.test(value)
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
