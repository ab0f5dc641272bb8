import type { FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { FollowOptions, LiveBatch, Stream } from '../live.ts'
import { asCursor, Generation, headOf, keyOf, openFile, type State } from './generation.ts'
import { isAbsent, list, nothing, whyNot, type Found } from './listing.ts'
import { isAt, type Family } from './names.ts'

/** Milliseconds. How far the clock of the files may be behind ours: it ticks as seldom as every 10 ms. */
const tick = 20

/** The files of a family that are known, each with a handle of its own as long as it is read. */
export class Members implements Iterable<Generation> {
  /** Batches that end streams which were ended already, but not forgotten before the process ended. */
  readonly endings: LiveBatch[] = []
  private readonly family: Family
  /** Stands for the log as long as there is no file. */
  private readonly nothingYet: Stream
  private isEmpty = false
  private readonly trouble: (source: string, text: string) => void
  private readonly byKey = new Map<string, Generation>()
  /** What cursors tell of files that were not found yet, and may be of no concern here. */
  private readonly kept = new Map<string, Generation>()
  private listing = nothing
  private began: bigint
  /** Whether anything is kept of this log. */
  private resuming = false
  /** Whether not all folders could be read yet. */
  private waiting = true
  private late = false
  /** What was there when they could. */
  private there: ReadonlySet<string> = new Set()

  constructor(
    family: Family,
    options: Pick<FollowOptions, 'cursor' | 'streamIds'>,
    now: number,
    trouble: (source: string, text: string) => void,
  ) {
    this.family = family
    this.trouble = trouble
    this.began = BigInt(Date.now() - tick) * 1_000_000n
    this.nothingYet = {
      id: `nothing yet:${resolve(family.expected)}`,
      name: family.expected,
      kind: 'file',
      placeholder: true,
    }
    for (const id of options.streamIds) if (id.startsWith('file:')) this.recall(id, options.cursor(id), now)
    if (!options.streamIds.includes(this.nothingYet.id)) return
    const { began } = (options.cursor(this.nothingYet.id) ?? {}) as { began?: unknown }
    if (typeof began === 'string' && /^\d+$/.test(began)) this.resume(BigInt(began))
    this.isEmpty = true
  }

  [Symbol.iterator](): Iterator<Generation> {
    return this.byKey.values()
  }

  inState(state: State): Generation[] {
    return [...this].filter((generation) => generation.state === state)
  }

  /** Lists what is there, and opens what was not there before. */
  async meet(now: number): Promise<void> {
    const places = await this.family.places()
    if (this.waiting)
      for (const kept of [...this.kept.values()].filter(({ path }) => isAt(places, path))) this.adopt(kept)
    this.listing = await list(this.family, places, this.trouble, (path, text) => {
      // Later it may be replaced again.
      if (this.waiting) throw new UserError(`${path} ${text}`)
      this.trouble(path, text)
    })
    if (this.waiting && this.listing.complete) {
      this.there = new Set(this.listing.found.keys())
      this.waiting = false
    }
    this.late ||= this.waiting
    for (const [key, found] of this.listing.found) {
      const kept = this.kept.get(key)
      if (kept) this.adopt(kept)
      const generation = this.byKey.get(key)
      if (generation) await this.meetAgain(generation, found)
      else await this.meetNew(found[0]!, now)
    }
    for (const generation of this) {
      if (this.listing.complete && !this.listing.found.has(generation.key)) generation.missedSince ??= now
      if (generation.state === 'arrived') await this.introduce(generation, now)
    }
  }

  /** Where nothing is kept of any file, keeps since when the log is followed: what comes while we are away is known to be new then. */
  *keepBeginning(): Generator<LiveBatch> {
    const isAnyKept = [...this].some(({ state }) => state !== 'arrived')
    if (this.isEmpty !== isAnyKept) return
    this.isEmpty = !isAnyKept
    const batch = { stream: this.nothingYet, lines: [], cursor: { began: String(this.began) } }
    yield isAnyKept ? { ...batch, over: true } : batch
  }

  /** Whether it came into being since this log is followed. */
  isNew({ key, birth, began }: Generation): boolean {
    if (!this.there.has(key)) return true
    // Where birth times are not known, 0 stands for them.
    return (this.resuming || this.late) && (birth === 0n ? this.resuming : birth > began)
  }

  /** Whether nobody is to write to it any more: deleted, moved out of sight, or another has taken its place. */
  isAbandoned({ links, missedSince, place, name }: Generation): boolean {
    if (links === 0 || missedSince !== undefined) return true
    const names = place && this.listing.names.get(place)
    return names !== undefined && place!.isSucceeded(name, names)
  }

  /** Whether there is anything: an empty folder may be one that is not mounted. */
  isAnyThere(): boolean {
    return this.listing.complete && this.listing.found.size > 0
  }

  /** Goes on with a generation in a file that has taken its place. */
  async move(generation: Generation, file: Generation, now: number): Promise<void> {
    await this.forget(generation)
    this.byKey.delete(file.key)
    generation.moveTo(file, now)
    this.byKey.set(generation.key, generation)
  }

  async forget(generation: Generation): Promise<void> {
    await generation.close()
    this.byKey.delete(generation.key)
  }

  private recall(id: string, value: unknown, now: number): void {
    const cursor = asCursor(value)
    if (!cursor) return
    const generation = Generation.from(id, cursor, now)
    const other = this.kept.get(generation.key)
    // A truncation ended the one and began the other.
    const [old, current] =
      other && other.truncations > generation.truncations ? [generation, other] : [other, generation]
    if (old) this.endings.push(old.batch([], true))
    this.kept.set(current.key, current)
  }

  private adopt(generation: Generation): void {
    this.kept.delete(generation.key)
    this.byKey.set(generation.key, generation)
    this.resume(generation.began)
  }

  private resume(began: bigint): void {
    if (!this.resuming || began < this.began) this.began = began
    this.resuming = true
  }

  private async meetNew({ path, name, place }: Found, now: number): Promise<void> {
    const opened = await this.open(path)
    if (!opened) return
    const { handle, info } = opened
    const key = keyOf(info)
    // Renamed under our hands: what has its name now is known.
    if (this.byKey.has(key) || this.kept.has(key)) {
      await handle.close()
      return
    }
    const generation = new Generation(info, path, now)
    generation.handle = handle
    generation.name = name
    generation.place = place
    this.byKey.set(key, generation)
  }

  private async meetAgain(generation: Generation, found: readonly Found[]): Promise<void> {
    const { path, name, place, info } =
      found.find((each) => each.place.isCurrent(each.name)) ??
      found.find((each) => each.path === generation.path) ??
      found[0]!
    generation.path = path
    generation.name = name
    generation.place = place
    generation.missedSince = undefined
    const size = Number(info.size)
    const changed = size !== generation.size
    if (generation.state === 'passed') {
      // Not a copy, if it is written to: that is to be found out again.
      if (generation.original && changed) generation.state = 'arrived'
      else generation.size = size
    } else if (generation.state === 'settled' && changed) generation.state = 'read'
    if (generation.handle || generation.state === 'passed' || generation.state === 'settled') return
    const opened = await this.open(path)
    if (opened && keyOf(opened.info) === generation.key) generation.handle = opened.handle
    else await opened?.handle.close()
  }

  private async open(path: string): Promise<{ handle: FileHandle; info: Found['info'] } | undefined> {
    try {
      return await openFile(path)
    } catch (error) {
      if (!isAbsent(error)) this.trouble(path, whyNot(error))
      return undefined
    }
  }

  private async introduce(generation: Generation, now: number): Promise<void> {
    const { handle } = generation
    if (!handle) return
    try {
      await generation.refresh(handle, now)
      generation.head = headOf(await generation.readHead(handle))
      generation.began = this.began
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error
      this.trouble(generation.path, whyNot(error))
      await generation.close()
    }
  }
}
