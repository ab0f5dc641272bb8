import type { FileHandle } from 'node:fs/promises'
import { readAt } from './bytes.ts'
import type { Generation } from './generation.ts'
import { alike, beginsWith, headSize } from './head.ts'

/** Two files with fewer equal bytes may be alike by chance, or one may be a copy that is still being written. */
export const conclusiveBytes = 256

/**
 * The generation whose file was deleted and replaced by this one with the same content: an editor or rsync rewrote
 * it, it was restored, or it was compressed while nobody was looking.
 */
export async function findReplaced(
  arrived: Generation,
  generations: Iterable<Generation>,
): Promise<Generation | undefined> {
  const { file, head } = arrived
  for (const other of generations) {
    if (other === arrived || !(other.isReading || other.decision.kind === 'idle') || other.head.length === 0) continue
    if (!beginsWith(head.bytes!, other.head)) continue
    if (other.file.handle) {
      if (!other.file.isDeleted || file.packed || file.size < other.file.size) continue
      if (await sameBefore(other.file.handle, file.handle!, other.progress.pos)) return other
    } else if (other.file.missedSince !== undefined && (file.packed || file.size >= other.progress.pos)) return other
  }
  return undefined
}

/**
 * The generation that this one is a copy of; logrotate's copytruncate, for one, makes a copy before it truncates.
 * `unknown`: a file that begins alike was truncated after it was last inspected, so that it cannot be compared any
 * more; the next inspection finds out what became of it.
 */
export async function findOriginal(
  arrived: Generation,
  generations: Iterable<Generation>,
): Promise<Generation | 'unknown' | undefined> {
  const { file, head } = arrived
  for (const other of generations) {
    if (other === arrived || other.decision.kind === 'arrived') continue
    if (other.truncation && alike(head, other.truncation.head)) return other
    if (!alike(head, other.head)) continue
    if (file.packed || other.file.packed) return other
    const handle = other.file.handle ?? (await other.file.reopen())
    try {
      // Files that merely start with the same banner soon differ.
      if (handle ? await holds(other, handle, arrived) : head.length >= conclusiveBytes) return other
      if (other.isReading && other.file.handle && (await wasTruncated(other, other.file.handle))) return 'unknown'
    } finally {
      if (handle !== other.file.handle) await handle?.close()
    }
  }
  return undefined
}

/** The longest file that begins as this generation did before it was truncated, and reaches as far as it was read. */
export async function findHolder(
  { head, progress: { pos } }: Generation,
  generations: Iterable<Generation>,
): Promise<Generation | undefined> {
  if (head.length === 0) return undefined
  let best: Generation | undefined
  for (const candidate of generations) {
    if (!(candidate.decision.kind === 'arrived' || candidate.isPassedOver)) continue
    const beginning = candidate.head.bytes ?? (await beginningOf(candidate))
    if (!beginsWith(beginning, head) || (!candidate.file.packed && candidate.file.size < pos)) continue
    if (!best || isBetterHolder(candidate, best)) best = candidate
  }
  return best
}

/** Plain files are better than compressed ones, and longer ones better than shorter ones. */
function isBetterHolder({ file }: Generation, { file: best }: Generation): boolean {
  return !file.packed && (best.packed !== undefined || file.size > best.size)
}

async function holds({ file: original }: Generation, handle: FileHandle, { file }: Generation): Promise<boolean> {
  return file.size <= original.size && (await sameBefore(handle, file.handle!, file.size))
}

/** Whether a file no longer holds what it held when it was last inspected. */
async function wasTruncated({ head, file }: Generation, handle: FileHandle): Promise<boolean> {
  return !beginsWith(await readAt(handle, 0, head.length), head) || (await handle.stat()).size < file.size
}

/** Reads the beginning of a file that is known only from its cursor. */
async function beginningOf({ file }: Generation): Promise<Buffer> {
  const handle = await file.reopen()
  try {
    return handle ? await file.readHead(handle) : Buffer.alloc(0)
  } finally {
    await handle?.close()
  }
}

/** Whether two files have the same bytes just before `end`. Only one block is compared. */
async function sameBefore(one: FileHandle, other: FileHandle, end: number): Promise<boolean> {
  const length = Math.min(end, headSize)
  const [bytes, otherBytes] = [await readAt(one, end - length, length), await readAt(other, end - length, length)]
  return bytes.equals(otherBytes)
}
