import { hash } from 'node:crypto'
import { constants, type BigIntStats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { LiveBatch, LiveLine } from '../live.ts'
import { LineCutter } from './lines.ts'
import type { Place } from './names.ts'

/** The first bytes of a file: what tells whether it still is the same one, and whether another is a copy of it. */
export interface Head {
  readonly length: number
  readonly hash: string
  /** `undefined` when all that is known is what the cursor kept. */
  readonly bytes: Buffer | undefined
}

/** Far enough that the first line with its time is in it. OpenClaw's has it at byte 150 to 600. */
export const headSize = 1024

/** Where reading of a generation goes on. Numbers that JSON cannot hold are written as strings. */
export interface FileCursor {
  readonly dev: string
  readonly ino: string
  readonly birth: string
  /** How often it was emptied and written anew. */
  readonly truncations: number
  /** Byte at which the line that comes next begins, and its number; 0: what is before has not been counted. */
  readonly pos: number
  readonly number: number
  readonly head: string
  readonly headLength: number
  readonly path: string
  /** When this log was followed for the first time, nanoseconds since the epoch: what is older was not to be read. */
  readonly began: string
  readonly state: Exclude<State, 'arrived'>
}

/**
 * `arrived`: it is not known yet what it is. `read`: it is read as it grows. `settled`: another is written in its place, and it has been
 * still for long; it is read on if it grows after all. `passed`: it holds what is read elsewhere, or is not to be read.
 */
export type State = 'arrived' | 'read' | 'settled' | 'passed'

/** What a file held before it was truncated. */
export interface Turn {
  readonly head: Head
  /** Up to where it was known. */
  readonly end: number
  /** Who holds it now. */
  readonly copy: Generation | undefined
  /** Whether it happened while we looked, not while we were away. */
  readonly seen: boolean
}

/** A file, whatever it is called and for as long as it exists: from its creation or truncation to the next. */
export class Generation {
  /** Of the stream's id: as it was when it was first seen. */
  readonly origin: string
  dev: bigint
  ino: bigint
  birth: bigint
  truncations = 0
  state: State = 'arrived'
  /** As its user would find it; absolute as long as it is known from its cursor only. */
  path: string
  name = ''
  place: Place | undefined
  handle: FileHandle | undefined
  packed: 'gzip' | 'zstd' | undefined
  head: Head = headOf(Buffer.alloc(0))
  /** As last seen; `links` is 0 when it was deleted. */
  size = 0
  modified = 0n
  touched = 0n
  links = 1
  /** Whether its user was told of it. */
  announced = false
  /** Bytes read. The line that is not complete is behind `lines.offset`. */
  pos = 0
  lines = new LineCutter()
  /** Whether `lines.number` counts what is before `pos`. */
  counted = true
  /** When its log was followed for the first time, nanoseconds since the epoch: what was there before was not to be read. */
  began = 0n
  /** Whether it was looked at since this process began. */
  seen = false
  /** The generation of which it holds a copy. */
  original: Generation | undefined
  /** It was found truncated, and what was in it has not been finished with. */
  turn: Turn | undefined
  /** Milliseconds of the follower's clock. */
  readonly arrivedAt: number
  touchedAt: number
  abandonedAt: number | undefined
  missedSince: number | undefined

  constructor(
    identity: { readonly dev: bigint; readonly ino: bigint; readonly birthtimeNs: bigint },
    path: string,
    now: number,
    origin = `file:${identity.dev}:${identity.ino}:${identity.birthtimeNs}`,
  ) {
    this.dev = identity.dev
    this.ino = identity.ino
    this.birth = identity.birthtimeNs
    this.origin = origin
    this.path = path
    this.arrivedAt = now
    this.touchedAt = now
  }

  /** As a cursor kept it: without its file, which may be anywhere. */
  static from(id: string, cursor: FileCursor, now: number): Generation {
    const { dev, ino, birth, path, truncations, pos, number, head, headLength, began, state } = cursor
    const identity = { dev: BigInt(dev), ino: BigInt(ino), birthtimeNs: BigInt(birth) }
    const generation = new Generation(identity, path, now, id.slice(0, id.lastIndexOf(':')))
    generation.truncations = truncations
    generation.begin(pos, number)
    generation.size = pos
    generation.head = { length: headLength, hash: head, bytes: undefined }
    generation.state = state
    generation.began = BigInt(began)
    return generation
  }

  get key(): string {
    return keyOf({ ino: this.ino, birthtimeNs: this.birth })
  }

  batch(lines: readonly LiveLine[], over = false): LiveBatch {
    const { dev, ino, birth, truncations, began, state } = this
    const head = this.turn?.head ?? this.head
    const cursor: FileCursor = {
      dev: String(dev),
      ino: String(ino),
      birth: String(birth),
      truncations,
      pos: this.lines.offset,
      number: this.counted ? this.lines.number : 0,
      head: head.hash,
      headLength: head.length,
      path: resolve(this.path),
      began: String(began),
      state: state === 'arrived' ? 'read' : state,
    }
    const stream = { id: `${this.origin}:${truncations}`, name: this.path, kind: 'file' } as const
    return over ? { stream, lines, cursor, over } : { stream, lines, cursor }
  }

  /** Takes the place of a file that holds the same, and goes on in it. */
  moveTo(file: Generation, now: number): void {
    this.dev = file.dev
    this.ino = file.ino
    this.birth = file.birth
    this.handle = file.handle
    this.packed = file.packed
    this.size = file.size
    this.modified = file.modified
    this.links = file.links
    this.path = file.path
    this.name = file.name
    this.place = file.place
    this.state = 'read'
    this.seen = true
    this.touchedAt = now
    this.missedSince = undefined
  }

  /** Reads on at a byte where a line begins. `number` 0: not known yet. */
  begin(pos: number, number: number): void {
    this.pos = pos
    this.lines = new LineCutter(Math.max(number, 1), pos)
    this.counted = number > 0
  }

  /** Looks at the file as it is. Returns whether anything has changed. */
  async refresh(handle: FileHandle, now: number): Promise<boolean> {
    const info = await handle.stat({ bigint: true })
    const size = Number(info.size)
    const changed = size !== this.size || info.mtimeNs !== this.modified
    // Who renames or deletes it may have something in mind with it.
    if (changed || info.ctimeNs !== this.touched) this.touchedAt = now
    this.size = size
    this.modified = info.mtimeNs
    this.touched = info.ctimeNs
    this.links = Number(info.nlink)
    return changed
  }

  /** Reads the first bytes. A packed file that is not complete yet may not give any. */
  async readHead(handle: FileHandle): Promise<Buffer> {
    const bytes = await readAt(handle, 0, headSize)
    this.packed = packedAs(bytes)
    if (!this.packed) return bytes
    const parts: Buffer[] = []
    let length = 0
    try {
      for await (const part of unpacked(handle, this.packed)) {
        parts.push(part)
        length += part.length
        if (length >= headSize) break
      }
    } catch {
      // What came before the damage counts, or it is still being written.
    }
    return Buffer.concat(parts).subarray(0, headSize)
  }

  /** Whether the file still begins as it did. What has come to a short beginning is taken into it. */
  async isSame(handle: FileHandle): Promise<boolean> {
    const bytes = await this.readHead(handle)
    if (!beginsWith(bytes, this.head)) return false
    if (bytes.length > this.head.length || !this.head.bytes) this.head = headOf(bytes)
    return true
  }

  /** Counts the lines before the place where reading goes on, if that was not done yet. */
  async count(handle: FileHandle, buffer: Buffer): Promise<void> {
    if (this.counted) return
    const { offset } = this.lines
    let number = 1
    for (let at = 0; at < offset;) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, offset - at), at)
      if (bytesRead === 0) break
      at += bytesRead
      const chunk = buffer.subarray(0, bytesRead)
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) number++
    }
    this.lines.number = number
    this.counted = true
  }

  async close(): Promise<void> {
    const { handle } = this
    this.handle = undefined
    await handle?.close().catch(() => undefined)
  }
}

/** What was kept of a stream, if it is that. */
export function asCursor(value: unknown): FileCursor | undefined {
  const cursor = value as FileCursor | null | undefined
  if (typeof cursor !== 'object' || cursor === null) return undefined
  const { dev, ino, birth, began, head, path, state, pos, number, headLength, truncations } = cursor
  const numbers = [pos, number, headLength, truncations].every((each) => Number.isSafeInteger(each) && each >= 0)
  const bigints = [dev, ino, birth, began].every((each) => typeof each === 'string' && /^\d+$/.test(each))
  const texts = typeof head === 'string' && typeof path === 'string' && /^(?:read|settled|passed)$/.test(state)
  return numbers && bigints && texts ? cursor : undefined
}

/** What a file is known by. Not by its device, whose number changes with every start of some machines and containers. */
export function keyOf({ ino, birthtimeNs }: { readonly ino: bigint; readonly birthtimeNs: bigint }): string {
  return `${ino}:${birthtimeNs}`
}

export function headOf(bytes: Buffer): Head {
  const kept = Buffer.from(bytes.subarray(0, headSize))
  return { length: kept.length, hash: hash('sha256', kept, 'base64url'), bytes: kept }
}

/** Whether the bytes are those of the head, as far as that goes. */
export function beginsWith(bytes: Buffer, head: Head): boolean {
  if (bytes.length < head.length) return false
  const beginning = bytes.subarray(0, head.length)
  return head.bytes ? head.bytes.equals(beginning) : head.hash === hash('sha256', beginning, 'base64url')
}

/** Whether two files begin alike, as far as both of them are known. */
export function alike(one: Head, other: Head): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length === 0) return false
  return long.bytes ? beginsWith(long.bytes, short) : short.length === long.length && short.hash === long.hash
}

/** Opens a file to read it, and says which one that is; `undefined` for what is no file. */
export async function openFile(path: string): Promise<{ handle: FileHandle; info: BigIntStats } | undefined> {
  // A pipe that has its name would hold us up.
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

/** Where the first line begins that has not ended before `size`: behind the last newline. */
export async function endOfLines(handle: FileHandle, size: number): Promise<number> {
  const step = 64 * 1024
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step)
    const newline = (await readAt(handle, start, end - start)).lastIndexOf(10)
    if (newline >= 0) return start + newline + 1
  }
  return 0
}

/** What is in a file from a byte on, unpacked if it is packed. Throws for damaged data, after what comes before. */
export async function* bytesFrom(
  handle: FileHandle,
  packed: Generation['packed'],
  from: number,
): AsyncGenerator<Buffer> {
  if (!packed) {
    yield* chunks(handle, from)
    return
  }
  let at = 0
  for await (const chunk of unpacked(handle, packed)) {
    at += chunk.length
    if (at > from) yield chunk.subarray(Math.max(0, chunk.length - (at - from)))
  }
}

async function* unpacked(handle: FileHandle, packed: 'gzip' | 'zstd'): AsyncGenerator<Buffer> {
  const input = Readable.from(chunks(handle, 0))
  const output = input.pipe(packed === 'gzip' ? createGunzip() : createZstdDecompress())
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
    const chunk = await readAt(handle, at, 64 * 1024)
    if (chunk.length === 0) return
    at += chunk.length
    yield chunk
  }
}

function packedAs(head: Buffer): Generation['packed'] {
  const magic = head.toString('latin1', 0, 4)
  if (magic.startsWith('\x1f\x8b')) return 'gzip'
  return magic === '\x28\xb5\x2f\xfd' ? 'zstd' : undefined
}
