import type { Envelope } from '../model/parser.ts'
import type { Line } from '../model/record.ts'

/**
 * A source of lines that are still being written: the journal, the containers of an engine, files that grow, a pipe.
 */
export interface LiveSource {
  /** As shown to people: `journald openclaw-gateway.service`. */
  readonly title: string
  /**
   * Yields lines as they come. Problems that may pass (an engine that is away, a file that is not there yet) are
   * waited for and reported in a notice. Ends when the signal is aborted or nothing can come any more (a pipe was
   * closed). Throws a UserError for problems that will not pass.
   */
  follow(options: FollowOptions): AsyncIterable<LiveBatch>
}

export interface FollowOptions {
  /** The cursor that was stored with a stream's last lines; `undefined` for a new stream. */
  readonly cursor: (streamId: string) => unknown
  /** Ids of all streams with a stored cursor. */
  readonly streamIds: readonly string[]
  /**
   * Where to begin in a stream without a cursor, nanoseconds since the epoch. `undefined`: with lines written from
   * now on.
   */
  readonly since: bigint | undefined
  readonly signal: AbortSignal
  readonly notice: (notice: Notice) => void
}

/** A sequence of lines in one order: the selected part of a journal, a container, one generation of a file. */
export interface Stream {
  /** Does not change over restarts. */
  readonly id: string
  /** As shown to people, so that they find the evidence again: a path, a container's name, `journald`. */
  readonly name: string
  readonly kind: 'journald' | 'docker' | 'file' | 'stdin'
  /** Stands for a log that is not there yet, so that a cursor of waiting for it can be stored. It never has lines. */
  readonly placeholder?: true
}

/**
 * A line of a stream. `number` counts from 1, over restarts as well. `offset` grows with it and is never used twice.
 */
export interface LiveLine extends Line {
  /** The transport's facts about the line: stamp, severity, and attributes, in the names that parsers use. */
  readonly envelope?: Envelope | undefined
}

export interface LiveBatch {
  readonly stream: Stream
  /** In order; at most 1024 lines and 1 MiB of text. Empty when only the cursor moved. */
  readonly lines: readonly LiveLine[]
  /** The position after these lines, as plain JSON. It is stored in the same transaction as their events. */
  readonly cursor: unknown
  /** Nothing will come from this stream any more, so its cursor may be deleted. */
  readonly over?: boolean
}

/** Something that the user of a source should know. */
export interface Notice {
  /** `loss`: lines are gone unread. `wait`: a problem that may pass. `joined`, `left`: a stream came or went. */
  readonly kind: 'joined' | 'left' | 'wait' | 'loss' | 'note'
  /** Title of the source, or name of the stream. */
  readonly source: string
  readonly text: string
}
