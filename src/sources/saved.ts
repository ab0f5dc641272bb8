import { constants } from 'node:fs'
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'
import type { Bytes } from '../base/bytes.ts'

/** A saved log, opened: what it is called, and its text as bytes of UTF-8. */
export interface SavedLog {
  /** As the user named it, or the path found below a folder; `-` is standard input. */
  readonly name: string
  readonly bytes: Bytes
  /** The first bytes of the decoded text, at most `headSize`: what identifies the log and tells its clock and format. */
  readonly head: Buffer
  /** Bytes on disk, `undefined` for a pipe. With compression they are not those that `bytes` gives. */
  readonly size: number | undefined
  /** Bytes taken from the disk so far, for the progress bar. */
  readonly position: () => number
  /** When the file was last written, nanoseconds since the epoch. */
  readonly modified: bigint | undefined
  readonly notes: string[]
  close(): Promise<void>
}

/** A path that could not be read, with what to do about it. */
export interface Unreadable {
  readonly name: string
  readonly problem: string
  /** Found below a folder rather than named: worth a note, no failure. */
  readonly incidental: boolean
}

export const headSize = 256 * 1024

/** Names files, folders (with all below them, each once, whatever links lead in circles) and standard input in a fixed order. */
export async function* savedLogs(paths: readonly string[]): AsyncGenerator<{ name: string } | Unreadable> {
  const folders = new Set<string>()
  for (const path of paths) {
    if (path === '-') yield { name: '-' }
    else yield* below(path, false)
  }

  async function* below(path: string, incidental: boolean): AsyncGenerator<{ name: string } | Unreadable> {
    let info
    try {
      info = await stat(path)
    } catch (error) {
      yield { name: path, problem: reason(error), incidental }
      return
    }
    if (info.isDirectory()) {
      const real = await realpath(path)
      if (folders.has(real)) return
      folders.add(real)
      let names
      try {
        names = await readdir(path)
      } catch (error) {
        yield { name: path, problem: reason(error), incidental }
        return
      }
      for (const name of names.sort()) yield* below(join(path, name), true)
      return
    }
    if (!info.isFile() && incidental) {
      // A FIFO without a writer would hold up everything; named by the user (as `<(…)` is) it is read.
      yield { name: path, problem: 'not a regular file; name it by itself to read it', incidental }
      return
    }
    yield { name: path }
  }
}

export async function openSaved(
  name: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<SavedLog | Unreadable> {
  let file: FileHandle | undefined
  try {
    const notes: string[] = []
    let raw: Bytes
    let size: number | undefined
    let modified: bigint | undefined
    let onDisk = 0
    if (name === '-') raw = streamed(stdin as Readable)
    else {
      file = await open(name, constants.O_RDONLY)
      const info = await file.stat({ bigint: true })
      if (info.isFile()) {
        size = Number(info.size)
        modified = info.mtimeNs
      }
      const handle = file
      raw = {
        async read(target, at, length) {
          const { bytesRead } = await handle.read(target, at, length, null)
          return bytesRead
        },
      }
    }
    const counted: Bytes = {
      async read(target, at, length) {
        const read = await raw.read(target, at, length)
        onDisk += read
        return read
      },
    }
    const decoded = await decode(counted, notes)
    if (typeof decoded === 'string') {
      await file?.close()
      return { name, problem: decoded, incidental: false }
    }
    const { head, bytes } = await withHead(decoded, headSize)
    return { name, bytes, head, size, position: () => onDisk, modified, notes, close: async () => file?.close() }
  } catch (error) {
    await file?.close().catch(() => undefined)
    return { name, problem: reason(error), incidental: false }
  }
}

// With the default of 16 KiB, going from chunk to chunk takes longer than to unpack them: 9.8 s for 2 GB, 5.1 s so.
const inflating = { chunkSize: 256 * 1024 }
/** Packed data given to it at once, bytes: where these end decides how far it gets in what is damaged. */
const pieceSize = 64 * 1024

/** Takes off compression and brings the text to UTF-8, both told by content; words when it is nothing that can be read as text. */
async function decode(raw: Bytes, notes: string[]): Promise<Bytes | string> {
  const { head, bytes } = await withHead(raw, 512)
  const magic = head.toString('latin1', 0, 8)
  if (magic.startsWith('\x1f\x8b')) return decompressed('gzip', inflated(bytes, createGunzip(inflating)), notes)
  if (magic.startsWith('\x28\xb5\x2f\xfd'))
    return decompressed('zstd', inflated(bytes, createZstdDecompress(inflating)), notes)
  if (magic.startsWith('\xfd7zXZ\0')) return decompressed('xz', unxz(bytes), notes)
  if (magic.startsWith('BZh')) return 'compressed with bzip2, which cannot be read here; run bunzip2 on it first'
  if (magic.startsWith('PK\x03\x04')) return 'a zip archive; unpack it and name the folder'
  if (magic.startsWith('LPKSHHRH'))
    return 'a binary journal; read it with: journalctl --file <it> -o export | oclog analyze -'
  if (magic.startsWith('SQLite f')) return 'a SQLite database, not a log'
  if (head.toString('latin1', 257, 262) === 'ustar') return 'a tar archive; unpack it and name the folder'
  return asUtf8(head, bytes, notes)
}

async function decompressed(
  format: string,
  unpacked: AsyncIterable<Uint8Array>,
  notes: string[],
): Promise<Bytes | string> {
  notes.push(`decompressed (${format})`)
  const { head, bytes: text } = await withHead(forgiving(streamed(unpacked), format, notes), 512)
  if (head.toString('latin1', 257, 262) === 'ustar') return 'a compressed tar archive; unpack it and name the folder'
  return asUtf8(head, text, notes)
}

/** Also what was unpacked before a failure and not taken yet: a stream's own iterator throws that away, now more and now less of it. */
async function* inflated(bytes: Bytes, engine: Gunzip | ZstdDecompress): AsyncGenerator<Buffer> {
  let failure: Error | undefined
  let wake = (): void => undefined
  for (const event of ['readable', 'end', 'close'] as const) engine.on(event, () => wake())
  engine.on('error', (error) => (failure ??= error))
  const input = Readable.from(chunksOf(bytes, pieceSize))
  input.on('error', (error) => engine.destroy(error))
  input.pipe(engine)
  try {
    for (;;) {
      const chunk = engine.read() as Buffer | null
      if (chunk !== null) yield chunk
      else if (failure) throw failure
      else if (engine.readableEnded || engine.closed) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    input.destroy()
    engine.destroy()
  }
}

async function* unxz(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const { default: xz } = await import('xz-decompress')
  const input = Readable.toWeb(Readable.from(chunksOf(bytes)))
  yield* new xz.XzReadableStream(input) as unknown as AsyncIterable<Uint8Array>
}

/** What came before the damage counts: an archive that ends early is read as far as it goes, and that is said. */
function forgiving(bytes: Bytes, format: string, notes: string[]): Bytes {
  let over = false
  return {
    async read(target, at, length) {
      if (over) return 0
      try {
        return await bytes.read(target, at, length)
      } catch (error) {
        over = true
        notes.push(`the ${format} data is damaged or cut off (${(error as Error).message}); read up to there`)
        return 0
      }
    },
  }
}

async function asUtf8(head: Buffer, bytes: Bytes, notes: string[]): Promise<Bytes> {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    await bytes.read(Buffer.alloc(3), 0, 3)
    return bytes
  }
  const label =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : guessUtf16(head)
  if (!label) return bytes
  notes.push(`converted from ${label.toUpperCase()}`)
  return transcoded(bytes, label)
}

/** Text of mostly Latin letters in UTF-16 has a zero in every second byte; PowerShell writes it, not always with a mark. */
function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head.length < 16) return undefined
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) {
    if (head[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const half = head.length / 2
  if (odd > half * 0.7 && even < half * 0.1) return 'utf-16le'
  return even > half * 0.7 && odd < half * 0.1 ? 'utf-16be' : undefined
}

function transcoded(bytes: Bytes, label: string): Bytes {
  const decoder = new TextDecoder(label)
  return streamed(
    (async function* () {
      for await (const chunk of chunksOf(bytes)) yield Buffer.from(decoder.decode(chunk, { stream: true }))
      yield Buffer.from(decoder.decode())
    })(),
  )
}

/** In pieces of one size but for the last, however they are read. */
async function* chunksOf(bytes: Bytes, size = 256 * 1024): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(size)
    let length = 0
    while (length < size) {
      const read = await bytes.read(chunk, length, size - length)
      if (read === 0) break
      length += read
    }
    if (length > 0) yield chunk.subarray(0, length)
    if (length < size) return
  }
}

/** A stream as something to read from, holding at most one of its chunks. */
function streamed(stream: AsyncIterable<Buffer | string | Uint8Array>): Bytes {
  const iterator = stream[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  return {
    async read(target, at, length) {
      while (rest.length === 0) {
        const next = await iterator.next()
        if (next.done) return 0
        rest = typeof next.value === 'string' ? Buffer.from(next.value) : Buffer.from(next.value)
      }
      const taken = rest.copy(target, at, 0, length)
      rest = rest.subarray(taken)
      return taken
    },
  }
}

/** Reads the beginning, and gives it again with the rest. */
async function withHead(bytes: Bytes, size: number): Promise<{ head: Buffer; bytes: Bytes }> {
  const head = Buffer.alloc(size)
  let length = 0
  while (length < size) {
    const read = await bytes.read(head, length, size - length)
    if (read === 0) break
    length += read
  }
  let given = 0
  return {
    head: head.subarray(0, length),
    bytes: {
      async read(target, at, wanted) {
        if (given < length) {
          const taken = head.copy(target, at, given, Math.min(length, given + wanted))
          given += taken
          return taken
        }
        return bytes.read(target, at, wanted)
      },
    },
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such file or folder'
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it; run as its owner, or copy it'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'ENXIO') return 'a socket, not a log'
  return message
}
