import { constants, type BigIntStats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'

export type Packing = 'gzip' | 'zstd'

const step = 64 * 1024

/** Opens a file for reading and returns its stats as well; `undefined` when the path is not a regular file. */
export async function openFile(path: string): Promise<{ handle: FileHandle; info: BigIntStats } | undefined> {
  // Opening a pipe without O_NONBLOCK would wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const info = await handle.stat({ bigint: true })
    if (info.isFile()) return { handle, info }
  } catch (error) {
    await handle.close()
    throw error
  }
  await handle.close()
  return undefined
}

export async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** The byte after the last newline before `size`: where the line starts that is not complete yet. */
export async function endOfLines(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step)
    const newline = (await readAt(handle, start, end - start)).lastIndexOf(10)
    if (newline >= 0) return start + newline + 1
  }
  return 0
}

/** Recognizes compressed data by its first bytes. */
export function packingOf(head: Buffer): Packing | undefined {
  const magic = head.toString('latin1', 0, 4)
  if (magic.startsWith('\x1f\x8b')) return 'gzip'
  return magic === '\x28\xb5\x2f\xfd' ? 'zstd' : undefined
}

/** The first `length` bytes of a compressed file's content; fewer when it is damaged or still being written. */
export async function unpackedHead(handle: FileHandle, packing: Packing, length: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of unpacked(handle, packing)) {
      parts.push(part)
      size += part.length
      if (size >= length) break
    }
  } catch {
    // The bytes before the damage still count.
  }
  return Buffer.concat(parts).subarray(0, length)
}

/**
 * A file's content from a byte on, decompressed if needed. For damaged data, yields the part before the damage, then
 * throws.
 */
export async function* bytesFrom(
  handle: FileHandle,
  packing: Packing | undefined,
  from: number,
): AsyncGenerator<Buffer> {
  if (!packing) {
    yield* chunks(handle, from)
    return
  }
  let at = 0
  for await (const chunk of unpacked(handle, packing)) {
    at += chunk.length
    if (at > from) yield chunk.subarray(Math.max(0, chunk.length - (at - from)))
  }
}

async function* unpacked(handle: FileHandle, packing: Packing): AsyncGenerator<Buffer> {
  const input = Readable.from(chunks(handle, 0))
  const output = input.pipe(packing === 'gzip' ? createGunzip() : createZstdDecompress())
  input.on('error', (error) => output.destroy(error))
  try {
    for await (const chunk of output) yield chunk as Buffer
  } finally {
    input.destroy()
    output.destroy()
  }
}

async function* chunks(handle: FileHandle, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ;) {
    const chunk = await readAt(handle, at, step)
    if (chunk.length === 0) return
    at += chunk.length
    yield chunk
  }
}
