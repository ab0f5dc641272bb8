import type { FollowOptions, LiveBatch, LiveLine, Notice } from '../live.ts'
import { copiedFrom, holderOf, replacedBy, tellingBytes } from './copies.ts'
import { endOfLines, headOf, type Generation } from './generation.ts'
import { whyNot } from './listing.ts'
import { Members } from './members.ts'
import type { Family } from './names.ts'
import { readOn, restOf, type ReadingOptions } from './reading.ts'
import { placeSince } from './since.ts'
import { Troubles } from './troubles.ts'

/** Milliseconds. A file that something else is written in place of is finished with when it has been still for so long since. */
const linger = 5000
/** What has fewer bytes than tell may be a copy in the making: for so long it is given the time to become one. */
const tellingTime = 250
/** Time counts as long as we look: who has slept has not seen that nothing happened. */
const longestStep = 2000
/** A file that is nowhere to be seen may come back, under its name or with its folder. */
const forgetting = 3_600_000

/**
 * Follows the files of a family, look by look. Every file is read through one handle of its own, whatever happens to its name, and is
 * known by its inode, birth time and first bytes. Nothing happens between two looks.
 */
export class Follower {
  private readonly options: FollowOptions
  private readonly clock: () => number
  private readonly members: Members
  private readonly troubles: Troubles
  private readonly reading: ReadingOptions
  /** Of which it was not kept yet that they are. */
  private readonly copies = new Set<Generation>()
  private first = true
  private now = 0
  private last: number

  /** The clock gives milliseconds, and is never set. */
  constructor(family: Family, options: FollowOptions, clock: () => number = () => performance.now()) {
    this.options = options
    this.clock = clock
    this.last = clock()
    this.troubles = new Troubles(options.notice)
    this.members = new Members(family, options, this.now, (source, text) => this.troubles.raise(source, text, this.now))
    this.reading = {
      buffer: Buffer.allocUnsafe(256 * 1024),
      signal: options.signal,
      notice: (kind, generation, text) => this.notice(kind, generation, text),
    }
  }

  /**
   * Looks once, and gives what there is. Returns after how many milliseconds to look again even if nothing wakes us, `undefined`
   * when nothing is waited for. Throws a UserError when what was named is no file.
   */
  async *look(): AsyncGenerator<LiveBatch, number | undefined> {
    const { members } = this
    const clock = this.clock()
    this.now += Math.min(clock - this.last, longestStep)
    this.last = clock
    await members.meet(this.now)
    yield* members.endings.splice(0)

    // Whether a file is a copy is told by what was looked at after its beginning was read: else a copy of what has been written
    // since our last look would be taken for something new, and read twice.
    const arrived = members.inState('arrived')
    for (const generation of members.inState('read')) await this.check(generation)
    for (const generation of arrived) yield* this.admit(generation)

    let again = false
    for (const generation of members.inState('read').sort((one, other) => this.order(one, other))) {
      const more = yield* this.read(generation)
      if (this.options.signal.aborted) return 0
      again ||= more
      // What was written in its place comes after it.
      if (more && members.isAbandoned(generation)) break
    }
    yield* this.tellOfCopies()
    // What has just been packed or copied may be what has arrived.
    const isUndecided = members.inState('arrived').some(({ size, handle }) => size > 0 && handle)
    if (!isUndecided) for (const generation of members) yield* this.settle(generation)
    yield* members.keepBeginning()
    this.troubles.tell(this.now, this.first)
    this.first = false
    if (again) return 0
    return isUndecided ? tellingTime / 5 : undefined
  }

  /** Older first; what has the same time, because the clock of files ticks slowly, before what was written in its place. */
  private order(one: Generation, other: Generation): number {
    const { members } = this
    return (
      Number(one.modified - other.modified) || Number(members.isAbandoned(other)) - Number(members.isAbandoned(one))
    )
  }

  async close(): Promise<void> {
    for (const generation of this.members) await generation.close()
  }

  /** Finds out whether the file is still what it was, and if not, where that is now. */
  private async check(generation: Generation): Promise<void> {
    const { handle, size: end, seen, head, pos } = generation
    if (!handle) return
    try {
      const changed = await generation.refresh(handle, this.now)
      if (generation.turn || (!changed && seen)) return
      generation.seen = true
      if (await this.isIntact(generation)) {
        if (!seen) this.announce(generation, `going on at byte ${pos}`)
        const gone = end - generation.size
        if (gone > 0) this.notice('loss', generation, `was cut short: ${gone} bytes that had not been read are gone`)
        return
      }
      // What is gone from it may be in a copy that is newer than our listing, and what told us may be out of date.
      await this.members.meet(this.now)
      await generation.refresh(handle, this.now)
      if (await this.isIntact(generation)) return
      const copy = await holderOf(generation, this.members)
      if (copy) {
        copy.state = 'passed'
        copy.original = undefined
      }
      generation.turn = { head, end, copy, seen }
      generation.head = headOf(await generation.readHead(handle))
    } catch (error) {
      await this.fail(generation, error)
    }
  }

  private async isIntact(generation: Generation): Promise<boolean> {
    const isSame = await generation.isSame(generation.handle!)
    return isSame && (generation.packed !== undefined || generation.size >= generation.pos)
  }

  /** Decides what a file is that has arrived, once that can be told. */
  private async *admit(file: Generation): AsyncGenerator<LiveBatch> {
    if (file.state !== 'arrived' || !file.handle) return
    const { members, now } = this
    const isCurrent = file.place?.isCurrent(file.name) === true
    if (!this.first) {
      if (file.size === 0) return
      if (!isCurrent && file.head.length < tellingBytes && now - file.arrivedAt < tellingTime) return
    }
    try {
      const before = await replacedBy(file, members)
      if (before) {
        await members.move(before, file, now)
        yield before.batch([])
        return
      }
      const original = isCurrent ? undefined : await copiedFrom(file, members)
      const known = original !== undefined && original === file.original
      file.original = original
      file.seen = true
      if (original) {
        file.state = 'passed'
        if (!known) this.copies.add(file)
      } else {
        await this.begin(file)
        yield file.batch([])
      }
    } catch (error) {
      await this.fail(file, error)
    }
  }

  /** Finds where to begin in a file of which nothing is known. */
  private async begin(file: Generation): Promise<void> {
    const { members, reading } = this
    const { since } = this.options
    const handle = file.handle!
    file.state = 'read'
    if (members.isNew(file)) {
      file.begin(0, 1)
      this.announce(file, 'reading it from its beginning')
    } else if (since !== undefined && file.modified >= since) {
      const pos = file.packed ? 0 : await placeSince(handle, file.size, since)
      file.begin(pos, pos === 0 ? 1 : 0)
      await file.count(handle, reading.buffer)
      this.announce(file, pos === 0 ? 'reading it from its beginning' : `reading it from byte ${pos}`)
    } else if (file.packed) file.state = 'passed'
    else if (members.isAbandoned(file)) {
      file.begin(file.size, 0)
      file.state = 'settled'
    } else {
      file.begin(await endOfLines(handle, file.size), 0)
      await file.count(handle, reading.buffer)
      this.announce(file, 'reading what is written from now on')
    }
    if (file.state !== 'read') await file.close()
  }

  private async *read(generation: Generation): AsyncGenerator<LiveBatch, boolean> {
    try {
      return yield* readOn(generation, this.reading)
    } catch (error) {
      await this.fail(generation, error)
      return false
    }
  }

  /** That a file is a copy is kept after what it is a copy of was read so far: until then it may be needed. */
  private *tellOfCopies(): Generator<LiveBatch> {
    for (const copy of this.copies) {
      const { original } = copy
      if (original && original.state === 'read' && original.handle && original.pos < original.size) continue
      this.copies.delete(copy)
      if (copy.state === 'passed') yield copy.batch([])
    }
  }

  /** Finishes with a file that has been still for long, and forgets one that is gone. */
  private async *settle(generation: Generation): AsyncGenerator<LiveBatch> {
    const { members, now } = this
    const { state, handle, links, size, pos, touchedAt, missedSince } = generation
    generation.abandonedAt = members.isAbandoned(generation) ? (generation.abandonedAt ?? now) : undefined
    const { abandonedAt } = generation
    if (handle) {
      const isStill = now - Math.max(touchedAt, abandonedAt ?? 0) >= linger
      if (state === 'arrived' && links === 0 && size === 0 && isStill) await members.forget(generation)
      else if (state === 'passed' && isStill) await generation.close()
      else if (state === 'read' && isStill && pos >= size && abandonedAt !== undefined) {
        const rest = restOf(generation)
        generation.state = 'settled'
        await generation.close()
        if (links === 0) yield* this.end(generation, rest)
        else yield generation.batch(rest)
      }
    } else if (missedSince !== undefined && members.isAnyThere()) {
      if (now - missedSince >= forgetting) yield* this.end(generation, [])
      else if (state === 'read' && now - missedSince >= linger) {
        this.notice('loss', generation, `is gone: what was written after byte ${pos} while nobody looked is lost`)
        generation.state = 'settled'
        yield generation.batch([])
      }
    }
  }

  private async *end(generation: Generation, lines: readonly LiveLine[]): AsyncGenerator<LiveBatch> {
    await this.members.forget(generation)
    yield* this.members.keepBeginning()
    if (generation.announced) this.notice('left', generation, 'is gone')
    yield generation.batch(lines, true)
  }

  /** What cannot be read now is tried again at the next look, by its name. */
  private async fail(generation: Generation, error: unknown): Promise<void> {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    this.troubles.raise(generation.path, whyNot(error), this.now)
    await generation.close()
  }

  private announce(generation: Generation, text: string): void {
    generation.announced = true
    this.notice('joined', generation, text)
  }

  private notice(kind: Notice['kind'], { path }: Generation, text: string): void {
    this.options.notice({ kind, source: path, text })
  }
}
