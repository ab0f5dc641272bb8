import type { FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codeOf, UserError } from '../../base/errors.ts'
import type { FollowOptions, LiveBatch, Stream } from '../live.ts'
import { openFile } from './bytes.ts'
import { asCursor } from './cursor.ts'
import { DiskFile, keyOf } from './disk-file.ts'
import { Generation, originOf, type Decision } from './generation.ts'
import { emptyListing, isAbsent, listFamily, whyUnreadable, type ListedFile, type Report } from './listing.ts'
import { isInSlot, type Family } from './names.ts'

/** Milliseconds. A file system's clock may lag behind ours: it may tick only every 10 ms. */
const clockLag = 20

/** In a row. The last one counts in a folder whose names never stop changing. */
const mostListings = 10

/** The known generations of a family. Each has its own open file while it is read. */
export class Members implements Iterable<Generation> {
  /** Batches that end streams which an earlier process had ended without storing that. */
  readonly endings: LiveBatch[] = []
  private readonly family: Family
  private readonly report: Report
  private readonly byKey = new Map<string, Generation>()
  /** Generations restored from cursors whose files have not been found. They may belong to another family. */
  private readonly restored = new Map<string, Generation>()
  private readonly placeholder: Stream
  private isPlaceholderKept = false
  private listing = emptyListing
  /** When this log was first followed, nanoseconds since the epoch. */
  private began: bigint
  /** An earlier process has followed this log. */
  private isResuming = false
  /** Some folder has not been readable yet. */
  private isWaiting = true
  private hasWaited = false
  /** Keys of the files in the first complete listings. */
  private readonly firstFound = new Set<string>()

  constructor(family: Family, options: Pick<FollowOptions, 'cursor' | 'streamIds'>, now: number, report: Report) {
    this.family = family
    this.report = report
    this.began = BigInt(Date.now() - clockLag) * 1_000_000n
    this.placeholder = {
      // The word in the id is older than the word in the code: stores have it.
      id: `nothing yet:${resolve(family.expected)}`,
      name: family.expected,
      kind: 'file',
      placeholder: true,
    }
    for (const id of options.streamIds) if (id.startsWith('file:')) this.restore(id, options.cursor(id), now)
    if (!options.streamIds.includes(this.placeholder.id)) return
    const { began } = (options.cursor(this.placeholder.id) ?? {}) as { began?: unknown }
    if (typeof began === 'string' && /^\d+$/.test(began)) this.resume(BigInt(began))
    this.isPlaceholderKept = true
  }

  [Symbol.iterator](): Iterator<Generation> {
    return this.byKey.values()
  }

  arrived(): Generation[] {
    return [...this].filter(({ decision }) => decision.kind === 'arrived')
  }

  reading(): Generation[] {
    return [...this].filter(({ isReading }) => isReading)
  }

  /**
   * Lists the family's files, and opens those that are new. A file that is renamed while its folder is listed may be
   * missing from the listing: where that would matter, lists until two listings agree. `surely`: it matters although
   * no known file is missing.
   */
  async relist(now: number, surely = this.isWaiting): Promise<void> {
    let before: string | undefined
    for (let count = 0; count < mostListings; count++) {
      await this.listOnce(now)
      if (!surely && !this.isAnyMissing()) break
      const names = [...this.listing.found].flatMap(([key, found]) => found.map(({ path }) => `${path} ${key}`))
      const all = names.sort().join('\n')
      if (all === before) break
      before = all
    }
    if (this.listing.complete) this.isWaiting = false
    this.hasWaited ||= this.isWaiting
    for (const generation of this) {
      if (this.isMissing(generation)) generation.file.missedAt(now)
      if (generation.decision.kind === 'arrived') await this.examine(generation, now)
    }
  }

  /**
   * While no file's cursor is stored, stores when following began, so that files which come later are known to be
   * new.
   */
  *updatePlaceholder(): Generator<LiveBatch> {
    const isNeeded = [...this].every(({ decision }) => decision.kind === 'arrived')
    if (this.isPlaceholderKept === isNeeded) return
    this.isPlaceholderKept = isNeeded
    const batch = { stream: this.placeholder, lines: [], cursor: { began: String(this.began) } }
    yield isNeeded ? batch : { ...batch, over: true }
  }

  /** Whether the file was created after this log was first followed. */
  isNew({ file, began }: Generation): boolean {
    if (!this.firstFound.has(file.key)) return true
    const { birthtimeNs } = file.identity
    // File systems without birth times report 0.
    return (this.isResuming || this.hasWaited) && (birthtimeNs === 0n ? this.isResuming : birthtimeNs > began)
  }

  /**
   * Whether nobody is expected to write to the file: it was deleted or moved out of sight, or another one has taken
   * its place.
   */
  isAbandoned({ file: { isDeleted, missedSince, slot, name } }: Generation): boolean {
    if (isDeleted || missedSince !== undefined) return true
    const names = slot && this.listing.names.get(slot)
    return names !== undefined && slot!.isSucceeded(name, names)
  }

  /** An empty folder may be one that is not mounted; then nothing can be said about what is missing. */
  get isAnyFound(): boolean {
    return this.listing.complete && this.listing.found.size > 0
  }

  /** Lets a generation continue in the file of another one that has just arrived. */
  async move(generation: Generation, arrived: Generation, now: number): Promise<void> {
    await this.drop(generation)
    this.byKey.delete(arrived.file.key)
    generation.moveTo(arrived, now)
    this.byKey.set(generation.file.key, generation)
  }

  async forget(generation: Generation): Promise<void> {
    await this.drop(generation)
    generation.end()
  }

  private async drop({ file }: Generation): Promise<void> {
    await file.close()
    this.byKey.delete(file.key)
  }

  private async listOnce(now: number): Promise<void> {
    const slots = await this.family.slots()
    if (this.isWaiting)
      for (const generation of [...this.restored.values()].filter(({ file }) => isInSlot(slots, file.path)))
        this.adopt(generation)
    this.listing = await listFamily(this.family, slots, this.report, (path, text) => {
      // Once following has begun, the file may be put back.
      if (this.isWaiting) throw new UserError(`${path} ${text}`)
      this.report(path, text)
    })
    for (const [key, found] of this.listing.found) {
      if (this.isWaiting && this.listing.complete) this.firstFound.add(key)
      const restored = this.restored.get(key)
      if (restored) this.adopt(restored)
      const generation = this.byKey.get(key)
      if (generation) await this.update(generation, found)
      else await this.add(found[0]!, now)
    }
  }

  private isMissing({ file }: Generation): boolean {
    return this.listing.complete && !this.listing.found.has(file.key)
  }

  /** Whether a file is missing that was there until now. */
  private isAnyMissing(): boolean {
    return [...this].some((generation) => generation.file.missedSince === undefined && this.isMissing(generation))
  }

  private restore(streamId: string, value: unknown, now: number): void {
    const cursor = asCursor(value)
    if (!cursor) return
    const generation = Generation.from(streamId, cursor, now)
    const { key } = generation.file
    const other = this.restored.get(key)
    // Of two in the same file, a truncation has ended the earlier one.
    const [old, current] = other?.isAfter(generation) ? [generation, other] : [other, generation]
    if (old) this.endings.push(old.batch([], true))
    this.restored.set(key, current)
  }

  private adopt(generation: Generation): void {
    this.restored.delete(generation.file.key)
    this.byKey.set(generation.file.key, generation)
    this.resume(generation.began)
  }

  private resume(began: bigint): void {
    if (!this.isResuming || began < this.began) this.began = began
    this.isResuming = true
  }

  private async add(found: ListedFile, now: number): Promise<void> {
    const opened = await this.open(found.path)
    if (!opened) return
    const { handle, info } = opened
    const key = keyOf(info)
    // It was renamed since it was listed, and the file that has the name now is known.
    if (this.byKey.has(key) || this.restored.has(key)) {
      await handle.close()
      return
    }
    const { path, name, slot } = found
    const { dev, ino, birthtimeNs } = info
    const file = new DiskFile({ dev, ino, birthtimeNs }, { path, name, slot }, now)
    file.attach(handle)
    this.byKey.set(key, new Generation(file, this.freeOrigin(originOf(file))))
  }

  /**
   * A generation that went on in another file keeps its stream; when its first file comes back, that must not have the
   * same one.
   */
  private freeOrigin(wanted: string): string {
    const taken = new Set([...this.byKey.values(), ...this.restored.values()].map(({ origin }) => origin))
    let origin = wanted
    for (let count = 2; taken.has(origin); count++) origin = `${wanted}.${count}`
    return origin
  }

  private async update(generation: Generation, found: readonly ListedFile[]): Promise<void> {
    const { file } = generation
    const { path, name, slot, info } =
      found.find((each) => each.slot.isCurrent(each.name)) ?? found.find((each) => each.path === file.path) ?? found[0]!
    file.foundAt({ path, name, slot })
    noteGrowth(generation, Number(info.size))
    if (file.handle || !isOpenIn[generation.decision.kind]) return
    const opened = await this.open(path)
    if (opened && keyOf(opened.info) === file.key) file.attach(opened.handle)
    else await opened?.handle.close()
  }

  private async open(path: string): Promise<{ handle: FileHandle; info: ListedFile['info'] } | undefined> {
    try {
      return await openFile(path)
    } catch (error) {
      if (!isAbsent(error)) this.report(path, whyUnreadable(error))
      return undefined
    }
  }

  private async examine(generation: Generation, now: number): Promise<void> {
    const { handle, path } = generation.file
    if (!handle) return
    try {
      await generation.examine(handle, this.began, now)
    } catch (error) {
      if (codeOf(error) === undefined) throw error
      this.report(path, whyUnreadable(error))
      await generation.file.close()
    }
  }
}

const isOpenIn: Readonly<Record<Decision['kind'], boolean>> = {
  arrived: true,
  reading: true,
  truncated: true,
  idle: false,
  copy: false,
  skipped: false,
  gone: false,
}

/** A listing shows the file with this size. */
function noteGrowth(generation: Generation, size: number): void {
  const { file, decision } = generation
  const isChanged = size !== file.size
  if (decision.kind === 'idle' && isChanged) generation.resume()
  // Nobody writes to a copy, so this is none.
  else if (decision.kind === 'copy' && isChanged) generation.reconsider()
  else if (decision.kind === 'skipped') file.setSize(size)
}
