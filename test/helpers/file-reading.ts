import { basename } from 'node:path'
import { Follower } from '../../src/sources/files/follower.ts'
import type { Family, FileSlot } from '../../src/sources/files/names.ts'
import type { LiveBatch, LiveLine, Notice } from '../../src/sources/live.ts'

/** Who reads: a process with what it has in memory, and the store that stays. */
export class FileReading {
  readonly lines: LiveLine[] = []
  readonly notices: Notice[] = []
  /** Batch. */
  largest = { lines: 0, bytes: 0 }
  /** Called wherever something may happen in between. */
  private occasion: () => void = () => undefined
  private readonly family: Family
  private readonly cursors = new Map<string, string>()
  private readonly places = new Map<string, { number: number; offset: number }>()
  private unsaved: LiveBatch[] = []
  private follower: Follower
  /** Milliseconds. How long the machine takes for a test must not count. */
  private clock = 0
  private readonly since: bigint | undefined

  constructor(family: Family, since?: bigint) {
    this.since = since
    const watched = (slot: FileSlot): FileSlot => ({
      folder: slot.folder,
      belongs: (name) => (this.occasion(), slot.belongs(name)),
      isCurrent: (name) => (this.occasion(), slot.isCurrent(name)),
      isSucceeded: (name, names) => (this.occasion(), slot.isSucceeded(name, names)),
    })
    const cache = new Map<string, FileSlot>()
    this.family = {
      ...family,
      slots: async () =>
        (await family.slots()).map((slot) => {
          if (!cache.has(slot.folder)) cache.set(slot.folder, watched(slot))
          return cache.get(slot.folder)!
        }),
    }
    this.follower = this.start()
  }

  get given(): string[] {
    return this.lines.map(({ text }) => text)
  }

  said(kind: Notice['kind']): string[] {
    return this.notices.flatMap((notice) => (notice.kind === kind ? `${basename(notice.source)} ${notice.text}` : []))
  }

  private start(): Follower {
    return new Follower(
      this.family,
      {
        cursor: (id) => JSON.parse(this.cursors.get(id)!) as unknown,
        streamIds: [...this.cursors.keys()],
        since: this.since,
        signal: new AbortController().signal,
        notice: (notice) => this.notices.push(notice),
      },
      () => this.clock,
    )
  }

  /**
   * Each step of what happens meanwhile comes so many occasions after the one before it, those without a number at the
   * end.
   */
  async look(meanwhile: Iterator<unknown> = [].values(), occasions: readonly number[] = []): Promise<void> {
    this.clock++
    let step = 0
    let wait = occasions[step]
    this.occasion = () => {
      for (; wait === 0; wait = occasions[++step]) meanwhile.next()
      if (wait !== undefined) wait--
    }
    this.occasion()
    for await (const batch of { [Symbol.asyncIterator]: () => this.follower.poll() }) {
      this.unsaved.push(JSON.parse(JSON.stringify(batch)) as LiveBatch)
      this.occasion()
    }
    this.occasion = () => undefined
    while (!meanwhile.next().done) continue
  }

  pause(milliseconds: number): void {
    this.clock += milliseconds
  }

  commit(count = this.unsaved.length): void {
    for (const { stream, lines, cursor, over } of this.unsaved.splice(0, count)) {
      const bytes = lines.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
      this.largest = { lines: Math.max(lines.length, this.largest.lines), bytes: Math.max(bytes, this.largest.bytes) }
      for (const line of lines) {
        const { text, number, offset } = line
        const last = this.places.get(stream.id)
        if (last && number !== last.number + 1)
          throw new Error(`${stream.id} line ${number} after ${last.number}: ${text}`)
        if (last && offset <= last.offset) throw new Error(`${stream.id} offset ${offset} after ${last.offset}`)
        this.places.set(stream.id, { number, offset })
        this.lines.push(line)
      }
      if (over) this.cursors.delete(stream.id)
      else this.cursors.set(stream.id, JSON.stringify(cursor))
    }
  }

  /** Looks until everything that waits for a while has been done. */
  async settle(look = () => this.look()): Promise<void> {
    // What is short is looked at again, what is over is given up, and what that shows is read.
    for (const milliseconds of [0, 100, 300, 300, 2000, 2000, 2000, 0, 2000, 2000, 2000]) {
      this.pause(milliseconds)
      await look()
    }
    this.commit()
  }

  /** So many of the batches that wait to be stored are, and another process goes on. */
  async kill(stored: number): Promise<void> {
    this.commit(stored)
    this.unsaved = []
    await this.follower.close()
    this.follower = this.start()
  }

  async close(): Promise<void> {
    await this.follower.close()
  }
}
