import { constants } from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { streamed, withHead, type Bytes } from '../base/bytes.ts'
import { codeOf, messageOf } from '../base/errors.ts'
import { decode } from './decoding.ts'

/** An open saved log, with its text as UTF-8. */
export interface SavedLog {
  /** The path as the user gave it or as found below a folder; `-` is standard input. */
  readonly name: string
  /** Decompressed, without a byte order mark. */
  readonly bytes: Bytes
  /** The first bytes of the text, at most `headSize`. They identify the log, and show its clock and format. */
  readonly head: Buffer
  /** Bytes on disk, before decompression; `undefined` for a pipe. */
  readonly size: number | undefined
  /** Bytes read from disk so far, for the progress bar. */
  readonly position: () => number
  /** When the file was last written, nanoseconds since the epoch. */
  readonly modified: bigint | undefined
  readonly notes: string[]
  close(): Promise<void>
}

/** A path that could not be read, with the reason and what to do. */
export interface Unreadable {
  readonly name: string
  readonly problem: string
  /** Found below a folder rather than named by the user: worth a note, but not a failure. */
  readonly incidental: boolean
}

export const headSize = 256 * 1024

/**
 * The names of all logs in a fixed order: files, everything below folders, and standard input. Each folder counts
 * once, even if links lead in circles.
 */
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
      // A FIFO without a writer would block. If the user names one, as in `<(…)`, it is read.
      yield { name: path, problem: 'not a regular file; name it by itself to read it', incidental }
      return
    }
    yield { name: path }
  }
}

/** Opens a log by its name, as `savedLogs` gives it. */
export async function openSaved(
  name: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<SavedLog | Unreadable> {
  let close = (): Promise<void> => Promise.resolve()
  try {
    const raw = name === '-' ? fromPipe(stdin) : await fromFile(name)
    close = () => raw.close()
    const { size, modified } = raw
    const { bytes: counted, position } = counting(raw.bytes)
    const notes: string[] = []
    const decoded = await decode(counted, notes)
    if (typeof decoded === 'string') {
      await close()
      return { name, problem: decoded, incidental: false }
    }
    const { head, bytes } = await withHead(decoded, headSize)
    return { name, bytes, head, size, position, modified, notes, close }
  } catch (error) {
    await close().catch(() => undefined)
    return { name, problem: reason(error), incidental: false }
  }
}

/** A log as it is on disk or in a pipe. */
interface RawLog extends Pick<SavedLog, 'size' | 'modified'> {
  readonly bytes: Bytes
  close(): Promise<void>
}

function fromPipe(stream: NodeJS.ReadableStream): RawLog {
  return { bytes: streamed(stream), size: undefined, modified: undefined, close: () => Promise.resolve() }
}

async function fromFile(path: string): Promise<RawLog> {
  const handle = await open(path, constants.O_RDONLY)
  const bytes: Bytes = {
    async read(target, at, length) {
      const { bytesRead } = await handle.read(target, at, length, null)
      return bytesRead
    },
  }
  try {
    const info = await handle.stat({ bigint: true })
    const [size, modified] = info.isFile() ? [Number(info.size), info.mtimeNs] : []
    return { bytes, size, modified, close: () => handle.close() }
  } catch (error) {
    await handle.close().catch(() => undefined)
    throw error
  }
}

function counting(bytes: Bytes): { readonly bytes: Bytes; readonly position: () => number } {
  let position = 0
  return {
    bytes: {
      async read(target, at, length) {
        const read = await bytes.read(target, at, length)
        position += read
        return read
      },
    },
    position: () => position,
  }
}

function reason(error: unknown): string {
  const code = codeOf(error)
  if (code === 'ENOENT') return 'no such file or folder'
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it; run as its owner, or copy it'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'ENXIO') return 'a socket, not a log'
  return messageOf(error)
}
