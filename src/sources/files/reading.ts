import type { FileHandle } from 'node:fs/promises'
import { messageOf } from '../../base/errors.ts'
import type { LiveBatch } from '../live.ts'
import { bytesFrom, endOfLines, readAt } from './bytes.ts'
import type { Generation, Truncation } from './generation.ts'
import { beginsWith, type Head } from './head.ts'

/** Bytes read from one file before the others get their turn. */
const mostAtOnce = 8 << 20

export interface ReadingOptions {
  /** Scratch space. Its content is valid until the next read. */
  readonly buffer: Buffer
  readonly signal: AbortSignal
  readonly notify: (kind: 'loss' | 'note', generation: Generation, text: string) => void
}

/** Yields what has been written to a file since it was last read. Returns whether there may be more. */
export async function* readOn(generation: Generation, options: ReadingOptions): AsyncGenerator<LiveBatch, boolean> {
  const { file, truncation } = generation
  const { handle } = file
  if (!handle) return false
  if (truncation) yield* finishTruncation(generation, truncation, handle, options)
  if (!file.packed) return yield* readPlain(generation, handle, options)
  yield* readContent(generation, generation, options)
  generation.skip()
  yield generation.batch(generation.progress.rest())
  return false
}

async function* readPlain(
  generation: Generation,
  handle: FileHandle,
  { buffer, signal }: ReadingOptions,
): AsyncGenerator<LiveBatch, boolean> {
  const { file, progress } = generation
  if (file.size > progress.pos) await progress.count(handle, buffer)
  for (let left = mostAtOnce; left > 0;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, progress.pos)
    if (bytesRead === 0) return false
    const chunk = buffer.subarray(0, bytesRead)
    if (generation.head.length === 0) generation.learnHeadFrom(chunk)
    // If the file was truncated and refilled a moment ago, these bytes belong to something else.
    else if (!(await generation.beginsAsBefore(handle))) return true
    file.setSize(Math.max(file.size, progress.pos + bytesRead))
    yield* accept(generation, chunk)
    if (signal.aborted || bytesRead < buffer.length) return false
    left -= bytesRead
  }
  return true
}

function* accept(generation: Generation, chunk: Buffer): Generator<LiveBatch> {
  for (const lines of generation.progress.accept(chunk)) yield generation.batch(lines)
}

/** Yields the part of a generation that has not been read yet, from a copy or from its own compressed file. */
async function* readContent(
  generation: Generation,
  source: Generation,
  { buffer, notify }: ReadingOptions,
): AsyncGenerator<LiveBatch> {
  const { progress } = generation
  const handle = source.file.handle ?? (await source.file.reopen())
  if (!handle) return
  try {
    if (!source.file.packed) await progress.count(handle, buffer)
    for await (const chunk of bytesFrom(handle, source.file.packed, progress.pos)) yield* accept(generation, chunk)
  } catch (error) {
    notify('note', source, `is damaged or cut off (${messageOf(error)}); read up to there`)
  } finally {
    if (handle !== source.file.handle) await handle.close()
  }
}

/** Reads what is left from before a truncation, then starts over with what the file holds now. */
async function* finishTruncation(
  generation: Generation,
  truncation: Truncation,
  handle: FileHandle,
  options: ReadingOptions,
): AsyncGenerator<LiveBatch> {
  const { progress, file } = generation
  const { size } = file
  const { copy } = truncation
  if (copy) {
    yield* readContent(generation, copy, options)
    // Store that this file is a copy after the original was read up to here, and before the original's cursor is
    // replaced.
    yield copy.batch([])
  }
  const loss = lossOf(generation, truncation)
  if (loss) options.notify(loss.kind, generation, loss.text)

  const rest = progress.rest()
  if (rest.length > 0) yield generation.batch(rest)
  const kept = size < progress.pos ? await keptBytes(truncation.head, handle, size) : 0
  const ending = generation.batch([], true)
  generation.restart(kept)
  await progress.count(handle, options.buffer)
  // The new stream is stored before the old one ends, so that a crash in between loses neither.
  yield generation.batch([])
  yield ending
}

/** Describes what a truncation has taken away unread, as far as that is known; `undefined` if nothing is missing. */
function lossOf(
  { progress }: Generation,
  { end, copy, wasWatched }: Truncation,
): { kind: 'loss' | 'note'; text: string } | undefined {
  const unread = end - progress.pos
  const what = copy ? `was truncated; of ${copy.file.path}, its copy,` : 'was truncated, and no copy of it is there:'
  if (unread > 0) return { kind: 'loss', text: `${what} ${unread} bytes that had not been read are gone` }
  if (copy) return undefined
  if (wasWatched) return { kind: 'note', text: `${what} what was written just before is gone, if anything was` }
  return { kind: 'loss', text: `${what} what was written after byte ${end} while nobody looked is gone` }
}

/**
 * Where to continue in a file that was cut short: after the lines that were kept, when it still begins as before;
 * else at its beginning.
 */
async function keptBytes(head: Head, handle: FileHandle, size: number): Promise<number> {
  const beginning = await readAt(handle, 0, Math.min(size, head.length))
  const isSame = size < head.length ? head.bytes?.subarray(0, size).equals(beginning) : beginsWith(beginning, head)
  return isSame ? endOfLines(handle, size) : 0
}
