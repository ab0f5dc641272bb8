import { formatDuration, nanoseconds } from '../base/time.ts'
import type { Event } from '../model/event.ts'
import { LiveContext, type LiveContextState } from '../read/context.ts'
import { LiveReader, type LiveReaderState, type LiveReadOptions } from '../read/live.ts'
import type { Search } from '../read/search.ts'
import type { LiveBatch, Notice, Stream } from '../sources/live.ts'
import type { LiveLogs, LiveLogWriter, StoredPosition } from '../store/live.ts'

// No line is read before it is written: a time further ahead of the clock here than this comes from a clock that is
// ahead.
const ahead = 2n * nanoseconds.second

/** The state that the store keeps for a stream. */
interface StreamState {
  readonly reader: LiveReaderState
  readonly context: LiveContextState
}

/** The way of one stream's batches into the store: read, sample, collect the lines around, write. */
export class LiveStream {
  readonly stream: Stream
  lines = 0
  /** Nanoseconds from the time of the last line that states one to its being read. */
  lag: bigint | undefined
  span: { readonly first: bigint; readonly last: bigint } | undefined
  private readonly reader: LiveReader
  private readonly context: LiveContext
  private readonly writer: LiveLogWriter
  private readonly options: LiveReadOptions
  private readonly notice: (notice: Notice) => void
  private readonly unwritten = new Map<string, Event>()
  private last: LiveBatch | undefined
  private number: number
  private offset: number
  private isAhead = false

  constructor(
    stream: Stream,
    stored: StoredPosition | undefined,
    store: LiveLogs,
    search: Search,
    options: LiveReadOptions,
    notice: (notice: Notice) => void,
  ) {
    // Written by `write` below.
    const state = stored?.state as StreamState | undefined
    this.stream = stream
    this.options = options
    this.notice = notice
    this.reader = new LiveReader(stream, search, options, state?.reader)
    this.context = new LiveContext(options.redactor, state?.context)
    this.writer = store.writer(stream)
    this.span = stored?.span
    this.number = stored?.lines ?? 0
    this.offset = stored?.bytes ?? 0
  }

  /** Returns the events that are new or stand for more records than before. */
  process(batch: LiveBatch): readonly Event[] {
    const events = this.reader.read(batch.lines)
    const { changed, withContext } = this.writer.sample(events)
    this.context.collect(batch.lines, withContext)
    for (const event of changed) this.unwritten.set(event.id, event)
    this.advance(batch)
    return changed
  }

  /**
   * Writes what was processed, within the caller's transaction. Returns whether that gave earlier events another time.
   */
  write(): boolean {
    if (!this.last) return false
    const { cursor, over } = this.last
    const state: StreamState = { reader: this.reader.state(), context: this.context.state() }
    this.writer.write(this.unwritten.values(), {
      lines: this.number,
      bytes: this.offset,
      span: this.span,
      context: this.context.unstored,
      cursor: over ? undefined : { position: cursor, state },
    })
    return this.reader.first !== undefined && this.writer.date(this.reader.first)
  }

  /** Call after the transaction has committed. */
  committed(): void {
    this.unwritten.clear()
    this.context.committed()
    this.reader.committed()
    this.last = undefined
  }

  private advance(batch: LiveBatch): void {
    this.last = batch
    this.lines += batch.lines.length
    const line = batch.lines.at(-1)
    if (!line) return
    this.number = line.number
    this.offset = line.offset
    const at = this.reader.lastStamp()
    if (at === undefined) return
    this.span = { first: this.span?.first ?? this.reader.first ?? at, last: at }
    this.lag = this.options.now() - at
    this.warnIfAhead(-this.lag)
  }

  private warnIfAhead(by: bigint): void {
    if (by < ahead || this.isAhead) return
    this.isAhead = true
    const text = `its clock is ${formatDuration(by)} ahead of the one here; times are shown as they stand`
    this.notice({ kind: 'note', source: this.stream.name, text })
  }
}
