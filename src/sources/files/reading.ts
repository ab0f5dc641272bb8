import type { FileHandle } from 'node:fs/promises'
import type { LiveBatch, LiveLine } from '../live.ts'
import { reopen } from './copies.ts'
import {
  beginsWith,
  bytesFrom,
  endOfLines,
  headOf,
  readAt,
  type Generation,
  type Head,
  type Turn,
} from './generation.ts'

/** Bytes read from one file before the others are looked at again. */
const mostAtOnce = 8 << 20

export interface ReadingOptions {
  /** Read into; what it holds is good for one chunk. */
  readonly buffer: Buffer
  readonly signal: AbortSignal
  readonly notice: (kind: 'loss' | 'note', generation: Generation, text: string) => void
}

/** Gives what has come to a file since it was read last. Returns whether there may be more. */
export async function* readOn(generation: Generation, options: ReadingOptions): AsyncGenerator<LiveBatch, boolean> {
  const { buffer, signal } = options
  const { handle, turn } = generation
  if (!handle) return false
  if (turn) yield* turnOver(generation, turn, handle, options)
  if (generation.packed) {
    yield* readFrom(generation, generation, options)
    generation.state = 'passed'
    yield generation.batch(restOf(generation))
    return false
  }
  if (generation.size > generation.pos) await generation.count(handle, buffer)
  for (let left = mostAtOnce; left > 0;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, generation.pos)
    if (bytesRead === 0) return false
    const chunk = buffer.subarray(0, bytesRead)
    if (generation.head.length === 0) generation.head = headOf(chunk)
    // It may have been truncated and filled again just now; then these bytes belong to something else.
    else if (!(await generation.isSame(handle))) return true
    yield* cut(generation, chunk)
    if (signal.aborted || bytesRead < buffer.length) return false
    left -= bytesRead
  }
  return true
}

/** The last line that never got its newline. */
export function restOf(generation: Generation): LiveLine[] {
  const rest = generation.lines.rest()
  return rest ? [rest] : []
}

function* cut(generation: Generation, chunk: Buffer): Generator<LiveBatch> {
  generation.pos += chunk.length
  generation.size = Math.max(generation.size, generation.pos)
  for (const lines of generation.lines.cut(chunk)) yield generation.batch(lines)
}

/** Gives what a copy, or the packed file itself, has of a generation that was not read yet. */
async function* readFrom(
  generation: Generation,
  copy: Generation,
  { buffer, notice }: ReadingOptions,
): AsyncGenerator<LiveBatch> {
  const handle = copy.handle ?? (await reopen(copy))
  if (!handle) return
  try {
    if (!copy.packed) await generation.count(handle, buffer)
    for await (const chunk of bytesFrom(handle, copy.packed, generation.pos)) yield* cut(generation, chunk)
  } catch (error) {
    notice('note', copy, `is damaged or cut off (${(error as Error).message}); read up to there`)
  } finally {
    if (handle !== copy.handle) await handle.close()
  }
}

/** Ends what was in a file before it was truncated, and begins anew. */
async function* turnOver(
  generation: Generation,
  { head, end, copy, seen }: Turn,
  handle: FileHandle,
  options: ReadingOptions,
): AsyncGenerator<LiveBatch> {
  const { notice } = options
  const { size } = generation
  if (copy) {
    yield* readFrom(generation, copy, options)
    // That it is a copy must be known before what it is a copy of is forgotten, and not before that was read.
    yield copy.batch([])
  }
  const unread = end - generation.pos
  const truncated = copy ? `was truncated; of ${copy.path}, its copy,` : 'was truncated, and no copy of it is there:'
  if (unread > 0) notice('loss', generation, `${truncated} ${unread} bytes that had not been read are gone`)
  else if (!copy && !seen)
    notice('loss', generation, `${truncated} what was written after byte ${end} while nobody looked is gone`)
  else if (!copy) notice('note', generation, `${truncated} what was written just before is gone, if anything was`)

  const rest = restOf(generation)
  if (rest.length > 0) yield generation.batch(rest)
  const stays = size < generation.pos ? await whatStays(head, handle, size) : 0
  const ending = generation.batch([], true)
  generation.turn = undefined
  generation.truncations++
  generation.size = size
  generation.begin(stays, stays === 0 ? 1 : 0)
  await generation.count(handle, options.buffer)
  // First that it goes on, then that it has ended: whoever stops in between knows of both.
  yield generation.batch([])
  yield ending
}

/** Where to go on in a file that was not emptied but cut short, and still begins with lines that were read: behind them. */
async function whatStays(head: Head, handle: FileHandle, size: number): Promise<number> {
  const beginning = await readAt(handle, 0, Math.min(size, head.length))
  const isSame = size < head.length ? head.bytes?.subarray(0, size).equals(beginning) : beginsWith(beginning, head)
  return isSame ? endOfLines(handle, size) : 0
}
