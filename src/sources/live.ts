import type { Envelope } from '../model/parser.ts'
import type { Line } from '../model/record.ts'

/** Where lines come from while they are written: the journal, the containers of an engine, files that grow, a pipe. */
export interface LiveSource {
  /** As shown to people: `journald openclaw-gateway.service`. */
  readonly title: string
  /**
   * Gives lines as they come, for as long as it takes: what can be waited for (an engine that is away, a file that is not there yet)
   * is waited for and said in a notice. Ends when the signal is aborted or when nothing can come any more (a pipe was closed);
   * throws a UserError for what no waiting will mend.
   */
  follow(options: FollowOptions): AsyncIterable<LiveBatch>
}

export interface FollowOptions {
  /** What was kept of a stream when its lines were last stored; `undefined` when it is new. */
  readonly cursor: (streamId: string) => unknown
  /** Ids of all streams of which something is kept. */
  readonly streamIds: readonly string[]
  /** Where to begin in a stream without a cursor, nanoseconds since the epoch; `undefined`: with what is written from now on. */
  readonly since: bigint | undefined
  readonly signal: AbortSignal
  readonly notice: (notice: Notice) => void
}

/** One sequence of lines with an order of its own: a journal as selected, a container, one generation of a file. */
export interface Stream {
  /** The same after a restart. */
  readonly id: string
  /** As shown to people, and where evidence is found again: a path, a container's name, `journald`. */
  readonly name: string
  readonly kind: 'journald' | 'docker' | 'file' | 'stdin'
  /** Stands for a log that is not there yet, so that something can be kept of having waited for it. It never has lines. */
  readonly placeholder?: true
}

/** A line as it came. `number` counts from 1 in its stream, also across restarts; `offset` grows with it and is never used twice. */
export interface LiveLine extends Line {
  /** What the transport says about the line: its stamp, severity and attributes, in the names that parsers use. */
  readonly envelope?: Envelope | undefined
}

export interface LiveBatch {
  readonly stream: Stream
  /** In order, at most 1024, not more than 1 MiB of text. May be empty, when only the cursor moved. */
  readonly lines: readonly LiveLine[]
  /** Where reading goes on after these lines: plain JSON. It is stored in the transaction that stores what they gave. */
  readonly cursor: unknown
  /** Nothing will come from this stream any more; what is kept of it may be forgotten. */
  readonly over?: boolean
}

/** Something about a source that its user should know. */
export interface Notice {
  /** `loss`: lines are gone that were never read. `wait`: it is being tried again. `joined`, `left`: a stream came or went. */
  readonly kind: 'joined' | 'left' | 'wait' | 'loss' | 'note'
  /** Title of the source, or name of the stream. */
  readonly source: string
  readonly text: string
}
