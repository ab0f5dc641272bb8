import { resolve } from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import type { LiveBatch, LiveLine } from '../live.ts'
import type { FileCursor } from './cursor.ts'
import { DiskFile } from './disk-file.ts'
import { beginsWith, emptyHead, headOf, type Head } from './head.ts'
import { Progress } from './progress.ts'

/** The decision about a generation. docs/following.md has the table of transitions. */
export type Decision =
  /** It is not known yet what it is. `wasCopyOf`: it was taken for a copy of that generation, and then grew. */
  | { readonly kind: 'arrived'; readonly wasCopyOf: Generation | undefined }
  /** It is read as it grows. */
  | { readonly kind: 'reading' }
  /** The file was truncated, and what it held before has not been finished. */
  | { readonly kind: 'truncated'; readonly truncation: Truncation }
  /** Another file is written in its place, and it has not changed for a while. It is read on if it grows after all. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'copy'; readonly of: Generation }
  /** It holds only what is read elsewhere, or what is not to be read. */
  | { readonly kind: 'skipped' }
  /** It was deleted, or another generation continues in its file. */
  | { readonly kind: 'gone' }

/** A truncation that was noticed. */
export interface Truncation {
  /** The beginning of the file before it. */
  readonly head: Head
  /** The last size that was seen before it. */
  readonly end: number
  /** The file that holds the content now. */
  readonly copy: Generation | undefined
  /** It happened while this process was following the file. */
  readonly wasWatched: boolean
}

const storedStates: Readonly<Record<Decision['kind'], FileCursor['state']>> = {
  arrived: 'read',
  reading: 'read',
  truncated: 'read',
  gone: 'read',
  idle: 'settled',
  copy: 'passed',
  skipped: 'passed',
}

const restored = {
  read: { kind: 'reading' },
  settled: { kind: 'idle' },
  passed: { kind: 'skipped' },
} as const satisfies Record<FileCursor['state'], Decision>

/**
 * One life of a file, from creation or truncation to the next. The object outlives a truncation; its stream gets
 * another id.
 */
export class Generation {
  readonly progress = new Progress()
  /** First part of the stream's id: the file as it was when it was first seen. */
  readonly origin: string
  private disk: DiskFile
  private beginning: Head = emptyHead
  private truncations = 0
  private firstFollowed = 0n
  private verified = false
  private current: Decision = { kind: 'arrived', wasCopyOf: undefined }

  constructor(disk: DiskFile, origin = originOf(disk)) {
    this.disk = disk
    this.origin = origin
  }

  /** Restores what a cursor says. The file still has to be found. */
  static from(streamId: string, cursor: FileCursor, now: number): Generation {
    const identity = { dev: BigInt(cursor.dev), ino: BigInt(cursor.ino), birthtimeNs: BigInt(cursor.birth) }
    const disk = new DiskFile(identity, { path: cursor.path, name: '', slot: undefined }, now, cursor.pos)
    const generation = new Generation(disk, streamId.slice(0, streamId.lastIndexOf(':')))
    generation.progress.begin(cursor.pos, cursor.number)
    generation.beginning = { length: cursor.headLength, hash: cursor.head, bytes: undefined }
    generation.truncations = cursor.truncations
    generation.firstFollowed = BigInt(cursor.began)
    generation.current = restored[cursor.state]
    return generation
  }

  get file(): DiskFile {
    return this.disk
  }

  get head(): Head {
    return this.beginning
  }

  get decision(): Decision {
    return this.current
  }

  /** When its log was first followed, nanoseconds since the epoch. */
  get began(): bigint {
    return this.firstFollowed
  }

  /** Whether this process has compared the file with what is known of it. */
  get isVerified(): boolean {
    return this.verified
  }

  get isReading(): boolean {
    return this.current.kind === 'reading' || this.current.kind === 'truncated'
  }

  /** The file is not read: its content is read elsewhere, or not to be read. */
  get isPassedOver(): boolean {
    return this.current.kind === 'copy' || this.current.kind === 'skipped'
  }

  /** The truncation that has not been finished. */
  get truncation(): Truncation | undefined {
    return this.current.kind === 'truncated' ? this.current.truncation : undefined
  }

  /** The generation that this one is or was taken for a copy of. */
  get original(): Generation | undefined {
    if (this.current.kind === 'copy') return this.current.of
    return this.current.kind === 'arrived' ? this.current.wasCopyOf : undefined
  }

  /** Whether this generation is the later one of two in the same file. */
  isAfter(other: Generation): boolean {
    return this.truncations > other.truncations
  }

  /** A batch with the cursor as it is now. */
  batch(lines: readonly LiveLine[], over = false): LiveBatch {
    const { dev, ino, birthtimeNs } = this.disk.identity
    const head = this.truncation?.head ?? this.beginning
    const cursor: FileCursor = {
      dev: String(dev),
      ino: String(ino),
      birth: String(birthtimeNs),
      truncations: this.truncations,
      pos: this.progress.offset,
      number: this.progress.number,
      head: head.hash,
      headLength: head.length,
      path: resolve(this.disk.path),
      began: String(this.firstFollowed),
      state: storedStates[this.current.kind],
    }
    const stream = { id: `${this.origin}:${this.truncations}`, name: this.disk.path, kind: 'file' } as const
    return over ? { stream, lines, cursor, over } : { stream, lines, cursor }
  }

  /** Learns stats and head of a file that has arrived. `began`: when its log was first followed. */
  async examine(handle: FileHandle, began: bigint, now: number): Promise<void> {
    await this.disk.refresh(handle, now)
    await this.learnHead(handle)
    this.firstFollowed = began
  }

  async learnHead(handle: FileHandle): Promise<void> {
    this.beginning = headOf(await this.disk.readHead(handle))
  }

  /** The head of a file that was empty comes from the first bytes read. */
  learnHeadFrom(bytes: Buffer): void {
    if (this.beginning.length === 0) this.beginning = headOf(bytes)
  }

  verify(): void {
    this.verified = true
  }

  /** Whether the file still begins as it did. A short head is extended by what has been written since. */
  async beginsAsBefore(handle: FileHandle): Promise<boolean> {
    const bytes = await this.disk.readHead(handle)
    if (!beginsWith(bytes, this.beginning)) return false
    if (bytes.length > this.beginning.length || !this.beginning.bytes) this.beginning = headOf(bytes)
    return true
  }

  /** Starts to read the file, from where `progress` is. */
  read(): void {
    this.expect('read', 'arrived')
    this.current = { kind: 'reading' }
  }

  markCopy(of: Generation): void {
    this.expect('be a copy', 'arrived')
    this.current = { kind: 'copy', of }
  }

  /** A copy has grown, so that it may be a log after all. */
  reconsider(): void {
    const { of } = this.expect('be reconsidered', 'copy')
    this.current = { kind: 'arrived', wasCopyOf: of }
  }

  skip(): void {
    this.expect('be skipped', 'arrived', 'reading', 'copy', 'skipped')
    this.current = { kind: 'skipped' }
  }

  /** A truncation that has not been finished is forgotten; it will be noticed again if the file changes. */
  rest(): void {
    const decision = this.expect('rest', 'arrived', 'reading', 'truncated')
    if (decision.kind === 'truncated') this.beginning = decision.truncation.head
    this.current = { kind: 'idle' }
  }

  /** An idle file has grown. */
  resume(): void {
    this.expect('be resumed', 'idle')
    this.current = { kind: 'reading' }
  }

  truncate(truncation: Truncation): void {
    this.expect('be truncated', 'reading')
    this.current = { kind: 'truncated', truncation }
  }

  /** The content from before the truncation is finished. Reading continues at `pos` of what the file holds now. */
  restart(pos: number): void {
    this.expect('restart', 'truncated')
    this.current = { kind: 'reading' }
    this.truncations++
    this.progress.begin(pos, pos === 0 ? 1 : 0)
  }

  /** Continues in the file of another generation, which has just arrived with the same content. That one is gone. */
  moveTo(other: Generation, now: number): void {
    const decision = this.expect('move', 'reading', 'truncated', 'idle')
    other.expect('be taken over', 'arrived')
    this.disk = other.disk
    this.disk.takenOver(now)
    this.verified = true
    if (decision.kind === 'idle') this.current = { kind: 'reading' }
    other.end()
  }

  end(): void {
    this.expect('end', 'arrived', 'reading', 'truncated', 'idle', 'copy', 'skipped')
    this.current = { kind: 'gone' }
  }

  /** Returns the decision if the transition is one of the table. */
  private expect<Kind extends Decision['kind']>(
    transition: string,
    ...kinds: readonly Kind[]
  ): Extract<Decision, { kind: Kind }> {
    const { current } = this
    if (!isOneOf(current, kinds))
      throw new Error(`a file that is ${current.kind} cannot ${transition}: ${this.disk.path}`)
    return current
  }
}

export function originOf({ identity: { dev, ino, birthtimeNs } }: Pick<DiskFile, 'identity'>): string {
  return `file:${dev}:${ino}:${birthtimeNs}`
}

function isOneOf<Kind extends Decision['kind']>(
  decision: Decision,
  kinds: readonly Kind[],
): decision is Extract<Decision, { kind: Kind }> {
  return (kinds as readonly string[]).includes(decision.kind)
}
