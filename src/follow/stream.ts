import type { Event } from '../model/event.ts'
import { LiveContext } from './context.ts'
import { LiveReader, type LiveReaderOptions } from '../read/live.ts'
import type { Search } from '../read/reader.ts'
import type { LiveBatch, Notice, Stream } from '../sources/live.ts'
import type { KeptStream, LiveStreams, LiveWriter } from '../store/live.ts'
import { formatDuration, nanoseconds } from '../base/time.ts'

// A line cannot be read before it is written: what is ahead of the clock here comes from a clock that is ahead.
const ahead = 2n * nanoseconds.second

/** A live stream from its batches to the store. */
export class LiveStream {
  readonly stream: Stream
  lines = 0
  /** Nanoseconds from the time of the last line that states one to its being read. */
  lag: bigint | undefined
  span: { readonly first: bigint; readonly last: bigint } | undefined
  private readonly reader: LiveReader
  private readonly writer: LiveWriter
  private readonly options: LiveReaderOptions
  private readonly notice: (notice: Notice) => void
  private readonly context: LiveContext
  private readonly unwritten = new Map<string, Event>()
  private last: LiveBatch | undefined
  private number: number
  private offset: number
  private isAhead = false

  constructor(
    stream: Stream,
    kept: KeptStream | undefined,
    store: LiveStreams,
    search: Search,
    options: LiveReaderOptions,
    notice: (notice: Notice) => void,
  ) {
    this.stream = stream
    this.options = options
    this.notice = notice
    this.reader = new LiveReader(stream, search, options, kept?.reader)
    this.writer = store.writer(stream)
    this.context = new LiveContext(options.redactor, kept?.context)
    this.span = kept?.span
    this.number = kept?.lines ?? 0
    this.offset = kept?.bytes ?? 0
  }

  /** Returns the events that are new or stand for more than before. */
  take(batch: LiveBatch): readonly Event[] {
    this.last = batch
    this.lines += batch.lines.length
    const { changed, telling } = this.writer.admit(this.reader.read(batch.lines))
    this.context.take(batch.lines, telling)
    for (const event of changed) this.unwritten.set(event.id, event)
    const line = batch.lines.at(-1)
    if (line) {
      this.number = line.number
      this.offset = line.offset
      const at = this.reader.lastStamp()
      if (at !== undefined) this.stamped(at)
    }
    return changed
  }

  /** Within the caller's transaction. Whether events that were stored before have got another time by it. */
  write(): boolean {
    if (!this.last) return false
    const { cursor, over } = this.last
    this.writer.write(this.unwritten.values(), {
      lines: this.number,
      bytes: this.offset,
      span: this.span,
      context: this.context.kept,
      cursor: over ? undefined : { position: cursor, reader: this.reader.state(), context: this.context.state() },
    })
    return this.reader.first !== undefined && this.writer.date(this.reader.first)
  }

  /** The transaction is through. */
  written(): void {
    this.unwritten.clear()
    this.context.written()
    this.last = undefined
    this.reader.first = undefined
  }

  private stamped(at: bigint): void {
    this.span = { first: this.span?.first ?? this.reader.first ?? at, last: at }
    this.lag = this.options.now() - at
    if (-this.lag < ahead || this.isAhead) return
    this.isAhead = true
    const text = `its clock is ${formatDuration(-this.lag)} ahead of the one here; times are shown as they stand`
    this.notice({ kind: 'note', source: this.stream.name, text })
  }
}
