import type { FileHandle } from 'node:fs/promises'
import { codeOf } from '../../base/errors.ts'
import type { FollowOptions, LiveBatch, LiveLine, Notice } from '../live.ts'
import { endOfLines } from './bytes.ts'
import { conclusiveBytes, findHolder, findOriginal, findReplaced } from './copies.ts'
import type { Generation } from './generation.ts'
import { whyUnreadable } from './listing.ts'
import { Members } from './members.ts'
import type { Family } from './names.ts'
import { readOn, type ReadingOptions } from './reading.ts'
import { positionSince } from './since.ts'
import { Troubles } from './troubles.ts'

/** Milliseconds without a change after which a file is closed, if another one is written in its place. */
const closeAfterIdle = 5000
/** Milliseconds that a file with too few bytes to be conclusive gets to become a copy. */
const copyTime = 250
/** Milliseconds. Only time spent polling counts: after a suspension it is not known that nothing happened meanwhile. */
const longestStep = 2000
/** Milliseconds. A missing file may come back, alone or with its folder. */
const forgetAfter = 3_600_000

/** The byte where reading of a file begins, and the text that announces it. */
interface Start {
  readonly pos: number
  readonly text: string
}

/**
 * Follows the files of a family, poll by poll. Each file is read through one handle, whatever happens to its name,
 * and is recognized by its inode, birth time, and first bytes. Nothing happens between two polls.
 */
export class Follower {
  private readonly options: FollowOptions
  private readonly clock: () => number
  private readonly members: Members
  private readonly troubles: Troubles
  private readonly reading: ReadingOptions
  /** Copies whose status has not been stored yet. */
  private readonly copies = new Set<Generation>()
  /** Generations that were announced to the user. */
  private readonly announced = new WeakSet<Generation>()
  private isFirst = true
  private now = 0
  private lastPoll: number

  /** The clock gives milliseconds and never jumps. */
  constructor(family: Family, options: FollowOptions, clock: () => number = () => performance.now()) {
    this.options = options
    this.clock = clock
    this.lastPoll = clock()
    this.troubles = new Troubles(options.notice)
    this.members = new Members(family, options, this.now, (path, text) => this.troubles.raise(path, text, this.now))
    this.reading = {
      buffer: Buffer.allocUnsafe(256 * 1024),
      signal: options.signal,
      notify: (kind, generation, text) => this.notify(kind, generation, text),
    }
  }

  /**
   * Looks at all files once, and yields what is new. Returns the milliseconds after which to poll again even if
   * nothing wakes us; `undefined` when nothing is pending. Throws a UserError when the named path is not a file.
   */
  async *poll(): AsyncGenerator<LiveBatch, number | undefined> {
    const { members } = this
    this.advanceClock()
    await members.relist(this.now)
    yield* members.endings.splice(0)

    // The heads of arrived files have been read; refresh the others only now. In the other order, a copy made in
    // between would hold more than its original seemed to, and be read as a new file.
    const arrived = members.arrived()
    for (const generation of members.reading()) await this.inspect(generation)
    for (const generation of arrived) yield* this.identify(generation)

    const hasMore = yield* this.readAll()
    if (this.options.signal.aborted) return 0
    yield* this.storeCopies()
    // A file that has not been identified may turn out to be a compressed version or a copy of one that would be
    // closed.
    const isPending = members.arrived().some(({ file }) => file.size > 0 && file.handle)
    if (!isPending) for (const generation of members) yield* this.settle(generation)
    yield* members.updatePlaceholder()
    this.troubles.notify(this.now, this.isFirst)
    this.isFirst = false
    if (hasMore) return 0
    return isPending ? copyTime / 5 : undefined
  }

  async close(): Promise<void> {
    for (const { file } of this.members) await file.close()
  }

  private advanceClock(): void {
    const clock = this.clock()
    this.now += Math.min(clock - this.lastPoll, longestStep)
    this.lastPoll = clock
  }

  /** Finds out whether the file still is what it was, and if it was truncated, which file holds that now. */
  private async inspect(generation: Generation): Promise<void> {
    const { file, isVerified, head, progress } = generation
    const { handle, size: end } = file
    if (!handle) return
    try {
      const isChanged = await file.refresh(handle, this.now)
      if (generation.truncation || (!isChanged && isVerified)) return
      generation.verify()
      if (await this.isIntact(generation, handle)) {
        if (!isVerified) this.announce(generation, `going on at byte ${progress.pos}`)
        const gone = end - file.size
        if (gone > 0) this.notify('loss', generation, `was cut short: ${gone} bytes that had not been read are gone`)
        return
      }
      // The missing bytes may be in a copy made after we listed the folder, so list it again before deciding.
      await this.members.relist(this.now, true)
      await file.refresh(handle, this.now)
      if (await this.isIntact(generation, handle)) return
      const copy = await findHolder(generation, this.members)
      copy?.skip()
      generation.truncate({ head, end, copy, wasWatched: isVerified })
      await generation.learnHead(handle)
    } catch (error) {
      await this.fail(generation, error)
    }
  }

  private async isIntact(generation: Generation, handle: FileHandle): Promise<boolean> {
    const { file, progress } = generation
    return (await generation.beginsAsBefore(handle)) && (file.packed !== undefined || file.size >= progress.pos)
  }

  /** Decides what an arrived file is, as soon as there is enough to go by. */
  private async *identify(generation: Generation): AsyncGenerator<LiveBatch> {
    const { file, decision } = generation
    const { handle } = file
    if (decision.kind !== 'arrived' || !handle) return
    const isCurrent = file.slot?.isCurrent(file.name) === true
    if (!this.isConclusive(generation, isCurrent)) return
    const { members, now } = this
    try {
      const replaced = await findReplaced(generation, members)
      if (replaced) {
        await members.move(replaced, generation, now)
        yield replaced.batch([])
        return
      }
      const original = isCurrent ? undefined : await findOriginal(generation, members)
      if (original === 'unknown') return
      generation.verify()
      if (original) {
        generation.markCopy(original)
        if (original !== decision.wasCopyOf) this.copies.add(generation)
      } else {
        await this.begin(generation, handle)
        yield generation.batch([])
      }
    } catch (error) {
      await this.fail(generation, error)
    }
  }

  private isConclusive({ file, head }: Generation, isCurrent: boolean): boolean {
    if (this.isFirst) return true
    if (file.size === 0) return false
    return isCurrent || head.length >= conclusiveBytes || this.now - file.arrivedAt >= copyTime
  }

  /** Starts to read a file of which nothing is known, or decides that it is not read. */
  private async begin(generation: Generation, handle: FileHandle): Promise<void> {
    const { file, progress } = generation
    const start = await this.startOf(generation, handle)
    if (start) {
      progress.begin(start.pos, start.pos === 0 ? 1 : 0)
      await progress.count(handle, this.reading.buffer)
      generation.read()
      this.announce(generation, start.text)
      return
    }
    if (file.packed) generation.skip()
    else {
      progress.begin(file.size, 0)
      generation.rest()
    }
    await file.close()
  }

  /** `undefined` for an old file that nobody is expected to write to. */
  private async startOf(generation: Generation, handle: FileHandle): Promise<Start | undefined> {
    const { file } = generation
    const { since } = this.options
    const fromBeginning = { pos: 0, text: 'reading it from its beginning' }
    if (this.members.isNew(generation)) return fromBeginning
    if (since !== undefined && file.modified >= since) {
      const pos = file.packed ? 0 : await positionSince(handle, file.size, since)
      return pos === 0 ? fromBeginning : { pos, text: `reading it from byte ${pos}` }
    }
    if (file.packed || this.members.isAbandoned(generation)) return undefined
    return { pos: await endOfLines(handle, file.size), text: 'reading what is written from now on' }
  }

  /** Reads all files, older ones first. Returns whether there is more to read. */
  private async *readAll(): AsyncGenerator<LiveBatch, boolean> {
    let hasMore = false
    for (const generation of this.members.reading().sort((one, other) => this.order(one, other))) {
      const more = yield* this.read(generation)
      if (this.options.signal.aborted) break
      hasMore ||= more
      // Finish this file before the one that is written in its place.
      if (more && this.members.isAbandoned(generation)) break
    }
    return hasMore
  }

  /** By time. Files that a coarse clock gave the same time: the abandoned one before the one written in its place. */
  private order(one: Generation, other: Generation): number {
    return (
      Number(one.file.modified - other.file.modified) ||
      Number(this.members.isAbandoned(other)) - Number(this.members.isAbandoned(one))
    )
  }

  private async *read(generation: Generation): AsyncGenerator<LiveBatch, boolean> {
    try {
      return yield* readOn(generation, this.reading)
    } catch (error) {
      await this.fail(generation, error)
      return false
    }
  }

  /** Stores that files are copies, each after its original was read to the end: until then the copy may be needed. */
  private *storeCopies(): Generator<LiveBatch> {
    for (const copy of this.copies) {
      const { original } = copy
      if (original?.isReading && original.file.handle && original.progress.pos < original.file.size) continue
      this.copies.delete(copy)
      if (copy.isPassedOver) yield copy.batch([])
    }
  }

  /** Closes a file that has not changed for a while, and forgets one that is gone. */
  private async *settle(generation: Generation): AsyncGenerator<LiveBatch> {
    const { file } = generation
    file.setAbandoned(this.members.isAbandoned(generation), this.now)
    if (file.handle) yield* this.settleOpen(generation)
    else if (file.missedSince !== undefined && this.members.isAnyFound)
      yield* this.settleMissing(generation, this.now - file.missedSince)
  }

  private async *settleOpen(generation: Generation): AsyncGenerator<LiveBatch> {
    const { file, progress, decision } = generation
    if (this.now - file.stillSince < closeAfterIdle) return
    if (decision.kind === 'arrived') {
      if (file.isDeleted && file.size === 0) await this.members.forget(generation)
    } else if (generation.isPassedOver) await file.close()
    else if (generation.isReading && file.isAbandoned && progress.pos >= file.size) {
      const rest = progress.rest()
      generation.rest()
      await file.close()
      if (file.isDeleted) yield* this.end(generation, rest)
      else yield generation.batch(rest)
    }
  }

  /** `missing`: milliseconds. */
  private async *settleMissing(generation: Generation, missing: number): AsyncGenerator<LiveBatch> {
    if (missing >= forgetAfter) yield* this.end(generation, [])
    else if (generation.isReading && missing >= closeAfterIdle) {
      const { pos } = generation.progress
      this.notify('loss', generation, `is gone: what was written after byte ${pos} while nobody looked is lost`)
      generation.rest()
      yield generation.batch([])
    }
  }

  private async *end(generation: Generation, lines: readonly LiveLine[]): AsyncGenerator<LiveBatch> {
    await this.members.forget(generation)
    yield* this.members.updatePlaceholder()
    if (this.announced.has(generation)) this.notify('left', generation, 'is gone')
    yield generation.batch(lines, true)
  }

  /** A file that cannot be read now is opened again by its name at the next poll. */
  private async fail(generation: Generation, error: unknown): Promise<void> {
    if (codeOf(error) === undefined) throw error
    this.troubles.raise(generation.file.path, whyUnreadable(error), this.now)
    await generation.file.close()
  }

  private announce(generation: Generation, text: string): void {
    this.announced.add(generation)
    this.notify('joined', generation, text)
  }

  private notify(kind: Notice['kind'], { file }: Generation, text: string): void {
    this.options.notice({ kind, source: file.path, text })
  }
}
