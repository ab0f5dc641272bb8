import type { Diagnosis } from '../correlate/correlate.ts'
import { knowledgeOf } from '../correlate/knowledge.ts'
import { Tracker, type Change } from '../correlate/tracker.ts'
import { storedWindow } from '../correlate/window.ts'
import { messageOf, UserError } from '../base/errors.ts'
import type { Family } from '../model/family.ts'
import type { Incident } from '../model/incident.ts'
import type { Operations } from '../model/platform.ts'
import type { Precedence } from '../model/precedence.ts'
import type { LiveReadOptions } from '../read/live.ts'
import { searchFor } from '../read/search.ts'
import type { LiveBatch, LiveSource, Notice, Stream } from '../sources/live.ts'
import { isTransient } from '../store/errors.ts'
import type { StoredPosition } from '../store/live.ts'
import type { Store } from '../store/store.ts'
import { LiveStream } from './stream.ts'

export interface FollowerOptions extends Omit<LiveReadOptions, 'patterns'> {
  readonly sources: readonly LiveSource[]
  readonly families: readonly Family[]
  readonly precedence: readonly Precedence[]
  readonly operations: Operations
  readonly store: Store
  /** The JSON that the store keeps of an incident. */
  readonly document: (incident: Incident) => unknown
  readonly signal: AbortSignal
  readonly notice: (notice: Notice) => void
  /** Called after the change was stored. */
  readonly changed: (change: Change) => void
  /** Milliseconds that lines wait for more lines before they are stored together. Default 200. */
  readonly pace?: number
}

export interface FollowStatus {
  readonly streams: number
  readonly lines: number
  readonly events: number
  readonly open: number
  /**
   * Nanoseconds from the time that a line states to its being read: the longest among the last lines of the streams.
   */
  readonly lag: bigint | undefined
}

export interface FollowSummary extends Diagnosis {
  readonly lines: number
  readonly events: number
  readonly streams: readonly { readonly stream: Stream; readonly lines: number }[]
}

// Bounds what is read and not stored yet: sources wait while there is more.
const mostUnsaved = 20_000
// After each diagnosis follows a pause four times as long, so that it takes at most a fifth of the time.
const pausePerEffort = 4
const retryAfter = 500

/**
 * Source → read → store → correlate → changes: the whole of `follow`, again and again while sources are being written.
 */
export class Follower {
  private readonly options: FollowerOptions
  private readonly patterns
  private readonly search
  /** By the id of the stream. */
  private readonly stored: ReadonlyMap<string, StoredPosition>
  private readonly streams = new Map<string, LiveStream>()
  private readonly tracker: Tracker
  private lines = 0
  private events = 0
  private unsaved = 0
  private timer: NodeJS.Timeout | undefined
  private readonly waiting: (() => void)[] = []
  /** On the clock of `performance`. */
  private explainAt = 0
  private failing = false

  constructor(options: FollowerOptions) {
    this.options = options
    const { store, families, precedence, operations, document } = options
    this.patterns = families.flatMap((family) => family.patterns ?? [])
    this.search = searchFor({ ...options, patterns: this.patterns })
    this.stored = new Map(store.live.positions().map((position) => [position.logId, position]))
    const window = storedWindow(store)
    this.tracker = new Tracker(
      knowledgeOf(families, precedence, operations),
      document,
      window,
      store.incidents.liveSince(window.from),
    )
    this.tracker.diagnose()
  }

  /** As of the last time that events were explained. */
  get diagnosis(): Diagnosis {
    return this.tracker.diagnosis
  }

  get status(): FollowStatus {
    const lags = [...this.streams.values()].flatMap(({ lag }) => lag ?? [])
    return {
      streams: this.logs.length,
      lines: this.lines,
      events: this.events,
      open: this.diagnosis.incidents.filter(({ state }) => state === 'open').length,
      lag: lags.length > 0 ? lags.reduce((a, b) => (a > b ? a : b)) : undefined,
    }
  }

  private get logs(): LiveStream[] {
    return [...this.streams.values()].filter(({ stream }) => stream.placeholder !== true)
  }

  /** Until the signal is aborted or all sources have ended. Everything that was read is stored before this returns. */
  async run(): Promise<FollowSummary> {
    const { sources, signal, notice } = this.options
    const failures: UserError[] = []
    await Promise.all(
      sources.map(async (source) => {
        try {
          await this.followSource(source)
        } catch (error) {
          if (signal.aborted) return
          if (!(error instanceof UserError)) throw error
          failures.push(error)
          notice({ kind: 'left', source: source.title, text: error.message })
        }
      }),
    )
    do {
      this.stop()
      this.explainAt = 0
      await this.saveAll()
    } while (this.tracker.stale)
    this.stop()
    if (failures.length > 0 && failures.length === sources.length) throw failures[0]!
    return {
      ...this.diagnosis,
      lines: this.lines,
      events: this.events,
      streams: this.logs.map(({ stream, lines }) => ({ stream, lines })),
    }
  }

  /** Nothing more is stored by itself. */
  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async followSource(source: LiveSource): Promise<void> {
    const { since, signal, notice } = this.options
    for await (const batch of source.follow({
      cursor: (id) => this.stored.get(id)?.position,
      streamIds: [...this.stored.keys()],
      since,
      signal,
      notice,
    }))
      await this.process(batch)
  }

  private async process(batch: LiveBatch): Promise<void> {
    const live = this.streamOf(batch.stream)
    for (const event of live.process(batch)) {
      this.tracker.put(event)
      this.events++
    }
    const span = live.stream.kind === 'file' ? live.span : undefined
    if (span) this.tracker.span({ logId: live.stream.id, ...span })
    this.lines += batch.lines.length
    this.unsaved += batch.lines.length + 1
    if (this.unsaved >= mostUnsaved) await this.saveAll()
    else this.schedule(this.options.pace ?? 200)
  }

  private streamOf(stream: Stream): LiveStream {
    let live = this.streams.get(stream.id)
    if (!live) {
      const { store, notice } = this.options
      const stored = this.stored.get(stream.id)
      const options = { ...this.options, patterns: this.patterns, since: stored ? undefined : this.sinceOfNew() }
      live = new LiveStream(stream, stored, store.live, this.search, options, notice)
      this.streams.set(stream.id, live)
    }
    return live
  }

  /**
   * What is earlier than `since` is left out of new logs. But some of them are new because they came while nobody
   * followed, and what was logged then is wanted however long ago it was.
   */
  private sinceOfNew(): bigint | undefined {
    const { since } = this.options
    if (since === undefined) return undefined
    const last = [...this.stored.values()].flatMap(({ span }) => span?.last ?? [])
    return [since, ...last].reduce((a, b) => (a < b ? a : b))
  }

  private schedule(delay: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.save()
    }, delay)
  }

  /** Stores what was read, however long the database is busy or full; sources wait until then. */
  private async saveAll(): Promise<void> {
    while (!this.save()) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve)
        this.schedule(retryAfter)
      })
    }
  }

  /**
   * Explains what was read, stores it and reports the changes. Returns `false` when the database cannot be written now.
   */
  private save(): boolean {
    this.explain()
    const dated = this.write()
    if (dated === undefined) return false
    for (const live of this.streams.values()) live.committed()
    this.unsaved = 0
    this.release()
    const { store, changed, pace = 200 } = this.options
    const { tracker } = this
    for (const change of tracker.committed()) changed(change)
    if (tracker.late !== undefined || dated) {
      const window = storedWindow(store, tracker.late)
      tracker.replace(window, store.incidents.liveSince(window.from))
    }
    if (tracker.stale) this.schedule(Math.max(pace, this.explainAt - performance.now()))
    return true
  }

  private explain(): void {
    const began = performance.now()
    if (!this.tracker.stale || began < this.explainAt) return
    this.tracker.diagnose()
    const ended = performance.now()
    this.explainAt = ended + pausePerEffort * (ended - began)
  }

  /**
   * Writes everything in one transaction. Returns whether stored events have got another time by it; `undefined` when
   * nothing could be written and a new attempt was scheduled.
   */
  private write(): boolean | undefined {
    const { store, document, notice } = this.options
    let dated: boolean
    try {
      store.begin()
      // Not `some`: all must write.
      dated = [...this.streams.values()].filter((live) => live.write()).length > 0
      // Events may have been forgotten, and an incident cannot be stored with one that is gone.
      if (store.isChangedElsewhere) this.restartTracker()
      const { outcome } = this.tracker
      store.incidents.remove([...outcome.removed])
      store.incidents.save([...outcome.incidents.values()], document)
      store.commit()
    } catch (error) {
      store.rollback()
      if (!isTransient(error)) throw error
      if (!this.failing) notice({ kind: 'wait', source: 'database', text: messageOf(error) })
      this.failing = true
      this.release()
      this.schedule(retryAfter)
      return undefined
    }
    if (this.failing) notice({ kind: 'note', source: 'database', text: 'can be written again; nothing was lost' })
    this.failing = false
    return dated
  }

  private restartTracker(): void {
    const { store } = this.options
    const window = storedWindow(store)
    this.tracker.restart(window, store.incidents.liveSince(window.from))
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
