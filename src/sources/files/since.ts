import type { FileHandle } from 'node:fs/promises'
import { endOfLines, readAt } from './bytes.ts'

const step = 64 * 1024
const instant = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)`
// In a JSON line of OpenClaw the line's own time comes after the message, which may quote any other time.
const stamps = [new RegExp(`"time":"(${instant})"`), new RegExp(String.raw`^[^\s\w]*(${instant})`)]

/**
 * Where to begin in a file so that no line since that time is missed; up to 64 KiB of older lines may come before. It
 * is found by binary search over the times in the lines. A file without times is read from its beginning.
 */
export async function positionSince(handle: FileHandle, size: number, since: bigint): Promise<number> {
  let before = 0
  let after = size
  while (after - before > step) {
    const middle = before + Math.floor((after - before) / 2)
    const at = firstStamp((await readAt(handle, middle, step)).toString('utf8'))
    if (at !== undefined && at < since) before = middle
    else after = middle
  }
  return endOfLines(handle, before)
}

function firstStamp(text: string): bigint | undefined {
  // The first line may be incomplete.
  for (const line of text.split('\n').slice(1))
    for (const stamp of stamps) {
      const milliseconds = Date.parse(stamp.exec(line)?.[1] ?? '')
      if (!Number.isNaN(milliseconds)) return BigInt(milliseconds) * 1_000_000n
    }
  return undefined
}
