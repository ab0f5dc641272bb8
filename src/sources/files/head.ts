import { hash } from 'node:crypto'

/** The first bytes of a file. They tell whether it is still the same file, and whether another one is a copy of it. */
export interface Head {
  readonly length: number
  readonly hash: string
  /** `undefined` when the head comes from a cursor, which keeps only length and hash. */
  readonly bytes: Buffer | undefined
}

/** Far enough to include the first line's time: OpenClaw writes it at byte 150 to 600. */
export const headSize = 1024

export const emptyHead = headOf(Buffer.alloc(0))

export function headOf(bytes: Buffer): Head {
  const kept = Buffer.from(bytes.subarray(0, headSize))
  return { length: kept.length, hash: hashOf(kept), bytes: kept }
}

/** Whether the bytes start with the whole head. */
export function beginsWith(bytes: Buffer, head: Head): boolean {
  if (bytes.length < head.length) return false
  const beginning = bytes.subarray(0, head.length)
  return head.bytes ? head.bytes.equals(beginning) : head.hash === hashOf(beginning)
}

/** Whether one head is the beginning of the other. Empty heads are like nothing. */
export function alike(one: Head, other: Head): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length === 0) return false
  return long.bytes ? beginsWith(long.bytes, short) : short.length === long.length && short.hash === long.hash
}

function hashOf(bytes: Buffer): string {
  return hash('sha256', bytes, 'base64url')
}
