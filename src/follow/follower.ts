import type { Diagnosis } from '../correlate/correlate.ts'
import { knowledgeOf } from '../correlate/knowledge.ts'
import { Tracker, type Change } from '../correlate/tracker.ts'
import { UserError } from '../base/errors.ts'
import type { Family } from '../model/family.ts'
import type { Incident } from '../model/incident.ts'
import type { Precedence } from '../model/precedence.ts'
import type { LiveReaderOptions } from '../read/live.ts'
import { LiveStream } from './stream.ts'
import { searchFor } from '../read/reader.ts'
import type { LiveBatch, LiveSource, Notice, Stream } from '../sources/live.ts'
import type { KeptStream } from '../store/live.ts'
import { isPassing, type Store } from '../store/store.ts'

export interface FollowOptions extends Omit<LiveReaderOptions, 'patterns'> {
  readonly sources: readonly LiveSource[]
  readonly families: readonly Family[]
  readonly precedence: readonly Precedence[]
  readonly store: Store
  /** How an incident is kept in the store. */
  readonly document: (incident: Incident) => unknown
  readonly signal: AbortSignal
  readonly notice: (notice: Notice) => void
  /** Told after it was stored. */
  readonly changed: (change: Change) => void
  /** Milliseconds that lines wait for others before they are stored together. Default 200. */
  readonly pace?: number
}

export interface FollowStatus {
  readonly streams: number
  readonly lines: number
  readonly events: number
  readonly open: number
  /** Nanoseconds from a line's own time to its being read, the longest among the streams of late. */
  readonly lag: bigint | undefined
}

export interface FollowSummary extends Diagnosis {
  readonly lines: number
  readonly events: number
  readonly streams: readonly { readonly stream: Stream; readonly lines: number }[]
}

// What is read and not stored yet is bounded by this; sources wait meanwhile.
const mostUnsaved = 20_000
// Explaining takes at most a fifth of the time.
const pausePerEffort = 4
const retryAfter = 500

/** Lines → events → incidents of sources that are being written, stored as they come. */
export class Follower {
  private readonly options: FollowOptions
  private readonly patterns
  private readonly search
  private readonly kept: ReadonlyMap<string, KeptStream>
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

  constructor(options: FollowOptions) {
    this.options = options
    const { store, families, precedence, document } = options
    this.patterns = families.flatMap((family) => family.patterns ?? [])
    this.search = searchFor({ ...options, patterns: this.patterns })
    this.kept = new Map(store.live.kept().map((stream) => [stream.id, stream]))
    const window = store.window()
    this.tracker = new Tracker(knowledgeOf(families, precedence), document, window, store.incidentsAfter(window.from))
    this.tracker.diagnose()
  }

  /** What is known at the moment. */
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
          await this.follow(source)
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
      await this.saved()
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

  private async follow(source: LiveSource): Promise<void> {
    const { since, signal, notice } = this.options
    for await (const batch of source.follow({
      cursor: (id) => this.kept.get(id)?.position,
      streamIds: [...this.kept.keys()],
      since,
      signal,
      notice,
    }))
      await this.take(batch)
  }

  private async take(batch: LiveBatch): Promise<void> {
    let live = this.streams.get(batch.stream.id)
    if (!live) {
      const { store, notice } = this.options
      const options = { ...this.options, patterns: this.patterns }
      live = new LiveStream(batch.stream, this.kept.get(batch.stream.id), store.live, this.search, options, notice)
      this.streams.set(batch.stream.id, live)
    }
    for (const event of live.take(batch)) {
      this.tracker.put(event)
      this.events++
    }
    const span = live.stream.kind === 'file' ? live.span : undefined
    if (span) this.tracker.span({ sourceId: live.stream.id, ...span })
    this.lines += batch.lines.length
    this.unsaved += batch.lines.length + 1
    if (this.unsaved >= mostUnsaved) await this.saved()
    else this.schedule(this.options.pace ?? 200)
  }

  private schedule(delay: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.save()
    }, delay)
  }

  /** Stores what was read, however long the database is busy or full; sources wait until then. */
  private async saved(): Promise<void> {
    while (!this.save()) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve)
        this.schedule(retryAfter)
      })
    }
  }

  /** Whether all that was read is stored now, and what comes of it. */
  private save(): boolean {
    const { store, document, notice, changed, pace = 200 } = this.options
    const { tracker } = this
    if (tracker.stale && performance.now() >= this.explainAt) {
      const began = performance.now()
      tracker.diagnose()
      this.explainAt = performance.now() + pausePerEffort * (performance.now() - began)
    }
    let dated: boolean
    try {
      store.begin()
      // Not `some`: all must write.
      dated = [...this.streams.values()].filter((live) => live.write()).length > 0
      store.removeIncidents([...tracker.outcome.removed])
      store.saveIncidents([...tracker.outcome.incidents.values()], document)
      store.commit()
    } catch (error) {
      store.rollback()
      if (!isPassing(error)) throw error
      if (!this.failing) notice({ kind: 'wait', source: 'database', text: (error as Error).message })
      this.failing = true
      this.release()
      this.schedule(retryAfter)
      return false
    }
    if (this.failing) notice({ kind: 'note', source: 'database', text: 'can be written again; nothing was lost' })
    this.failing = false
    for (const live of this.streams.values()) live.written()
    this.unsaved = 0
    this.release()
    for (const change of tracker.stored()) changed(change)
    if (tracker.late !== undefined || dated) {
      const window = store.window(tracker.late)
      tracker.replace(window, store.incidentsAfter(window.from))
    }
    if (tracker.stale) this.schedule(Math.max(pace, this.explainAt - performance.now()))
    return true
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
