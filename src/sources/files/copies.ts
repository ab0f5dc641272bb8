import type { FileHandle } from 'node:fs/promises'
import { alike, beginsWith, headSize, keyOf, openFile, readAt, type Generation } from './generation.ts'

/** Fewer bytes may be alike by chance, or be a copy in the making. */
export const tellingBytes = 256

/**
 * The file that has been deleted and whose place this one has taken with the same content: rewritten by an editor or rsync,
 * restored, or packed while nobody looked.
 */
export async function replacedBy(file: Generation, generations: Iterable<Generation>): Promise<Generation | undefined> {
  for (const other of generations) {
    if (other === file || !(other.state === 'read' || other.state === 'settled') || other.head.length === 0) continue
    if (!beginsWith(file.head.bytes!, other.head)) continue
    if (other.handle) {
      if (other.links > 0 || file.packed || file.size < other.size) continue
      if (await sameBefore(other.handle, file.handle!, other.pos)) return other
    } else if (other.missedSince !== undefined && (file.packed || file.size >= other.pos)) return other
  }
  return undefined
}

/** The generation that this file is a copy of, as logrotate's copytruncate makes them before it truncates. */
export async function copiedFrom(file: Generation, generations: Iterable<Generation>): Promise<Generation | undefined> {
  for (const other of generations) {
    if (other === file || other.state === 'arrived') continue
    if (other.turn && alike(file.head, other.turn.head)) return other
    if (!alike(file.head, other.head)) continue
    if (file.packed || other.packed) return other
    const handle = other.handle ?? (await reopen(other))
    try {
      // What merely begins alike (a banner) soon differs.
      if (handle ? await holds(other, handle, file) : file.head.length >= tellingBytes) return other
    } finally {
      if (handle !== other.handle) await handle?.close()
    }
  }
  return undefined
}

async function holds(other: Generation, handle: FileHandle, file: Generation): Promise<boolean> {
  return file.size <= other.size && (await sameBefore(handle, file.handle!, file.size))
}

/** Who holds what was in a file before it was truncated: of those that begin as it did and reach far enough the longest. */
export async function holderOf(
  { head, pos }: Pick<Generation, 'head' | 'pos'>,
  generations: Iterable<Generation>,
): Promise<Generation | undefined> {
  let best: Generation | undefined
  if (head.length === 0) return best
  for (const file of generations) {
    if (!(file.state === 'arrived' || file.state === 'passed')) continue
    const beginning = file.head.bytes ?? (await beginningOf(file))
    if (!beginsWith(beginning, head) || (!file.packed && file.size < pos)) continue
    if (!best || (best.packed && !file.packed) || (!file.packed && file.size > best.size)) best = file
  }
  return best
}

/** Of a file of which only the cursor was kept. */
async function beginningOf(file: Generation): Promise<Buffer> {
  const handle = await reopen(file)
  try {
    return handle ? await file.readHead(handle) : Buffer.alloc(0)
  } finally {
    await handle?.close()
  }
}

/** Opens the file of a generation again where it was last seen; `undefined` when it is not there. */
export async function reopen(generation: Generation): Promise<FileHandle | undefined> {
  const opened = await openFile(generation.path).catch(() => undefined)
  if (!opened || keyOf(opened.info) === generation.key) return opened?.handle
  await opened.handle.close()
  return undefined
}

/** Whether two files have the same bytes before `end`, as far as one look at them tells. */
async function sameBefore(one: FileHandle, other: FileHandle, end: number): Promise<boolean> {
  const length = Math.min(end, headSize)
  const [bytes, otherBytes] = [await readAt(one, end - length, length), await readAt(other, end - length, length)]
  return bytes.equals(otherBytes)
}
