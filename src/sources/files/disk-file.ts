import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { openFile, packingOf, readAt, unpackedHead, type Packing } from './bytes.ts'
import { headSize } from './head.ts'
import type { FileSlot } from './names.ts'

export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'birthtimeNs'>

/**
 * The place where a file was found. A file known only from a cursor has an absolute path, and neither name nor slot.
 */
export interface Location {
  /** As its user would find it. */
  readonly path: string
  readonly name: string
  readonly slot: FileSlot | undefined
}

/**
 * A file's key does not include its device: on some machines and in containers the device number changes with every
 * boot.
 */
export function keyOf({ ino, birthtimeNs }: Pick<FileIdentity, 'ino' | 'birthtimeNs'>): string {
  return `${ino}:${birthtimeNs}`
}

/**
 * A file as the disk shows it: where it is, how big it is, when it changed. Times without a unit are milliseconds of
 * the follower's clock.
 */
export class DiskFile {
  readonly identity: FileIdentity
  readonly arrivedAt: number
  private location: Location
  private opened: FileHandle | undefined
  private packing: Packing | undefined
  private stat = { size: 0, modified: 0n, changed: 0n, links: 1 }
  private lastTouched: number
  private firstMissed: number | undefined
  private firstAbandoned: number | undefined

  constructor(identity: FileIdentity, location: Location, now: number, size = 0) {
    this.identity = identity
    this.location = location
    this.stat.size = size
    this.arrivedAt = now
    this.lastTouched = now
  }

  get key(): string {
    return keyOf(this.identity)
  }

  get path(): string {
    return this.location.path
  }

  get name(): string {
    return this.location.name
  }

  get slot(): FileSlot | undefined {
    return this.location.slot
  }

  get handle(): FileHandle | undefined {
    return this.opened
  }

  /** How the content is compressed; `undefined` for plain text, and until the beginning was read. */
  get packed(): Packing | undefined {
    return this.packing
  }

  get size(): number {
    return this.stat.size
  }

  /** When it was last written, nanoseconds since the epoch. */
  get modified(): bigint {
    return this.stat.modified
  }

  get isDeleted(): boolean {
    return this.stat.links === 0
  }

  /** Since when no listing shows it. */
  get missedSince(): number | undefined {
    return this.firstMissed
  }

  get isAbandoned(): boolean {
    return this.firstAbandoned !== undefined
  }

  /** Since when nothing has happened to it, neither on disk nor in how it is judged. */
  get stillSince(): number {
    return Math.max(this.lastTouched, this.firstAbandoned ?? 0)
  }

  /** A listing shows the file here. */
  foundAt(location: Location): void {
    this.location = location
    this.firstMissed = undefined
  }

  /** A complete listing does not show the file. */
  missedAt(now: number): void {
    this.firstMissed ??= now
  }

  /** Nobody is expected to write to it any more, or somebody is again. */
  setAbandoned(isAbandoned: boolean, now: number): void {
    this.firstAbandoned = isAbandoned ? (this.firstAbandoned ?? now) : undefined
  }

  /** Another generation continues in this file. */
  takenOver(now: number): void {
    this.lastTouched = now
    this.firstMissed = undefined
  }

  /** Reading or a listing has shown that the file is this long. */
  setSize(size: number): void {
    this.stat.size = size
  }

  attach(handle: FileHandle): void {
    this.opened = handle
  }

  /** Updates size, times, and links of the open file. Returns whether the content may have changed. */
  async refresh(handle: FileHandle, now: number): Promise<boolean> {
    const info = await handle.stat({ bigint: true })
    const stat = { size: Number(info.size), modified: info.mtimeNs, changed: info.ctimeNs, links: Number(info.nlink) }
    const isChanged = stat.size !== this.stat.size || stat.modified !== this.stat.modified
    // Renaming and deleting count as well: more may follow.
    if (isChanged || stat.changed !== this.stat.changed) this.lastTouched = now
    this.stat = stat
    return isChanged
  }

  /** Reads the first bytes of the content. A compressed file that is still being written may give none. */
  async readHead(handle: FileHandle): Promise<Buffer> {
    const bytes = await readAt(handle, 0, headSize)
    this.packing = packingOf(bytes)
    return this.packing ? unpackedHead(handle, this.packing, headSize) : bytes
  }

  /** Opens the file again where it was last seen; `undefined` when it is not there. The caller closes the handle. */
  async reopen(): Promise<FileHandle | undefined> {
    const opened = await openFile(this.path).catch(() => undefined)
    if (!opened || keyOf(opened.info) === this.key) return opened?.handle
    await opened.handle.close()
    return undefined
  }

  async close(): Promise<void> {
    const handle = this.opened
    this.opened = undefined
    await handle?.close().catch(() => undefined)
  }
}
