import { readEntry } from '../../model/journal-entry.ts'
import { lineCap } from '../../model/record.ts'
import type { LiveBatch, LiveLine, Stream } from '../live.ts'
import type { Entry } from './entry.ts'

/**
 * The position where reading continues: after the entry with this cursor; without one, with what journald received at
 * `realtime` or later.
 */
export interface JournalPosition {
  readonly cursor?: string
  /** Time of the entry with the cursor, for a journal that does not have it any more. Microseconds since the epoch. */
  readonly realtime: number
  /** Number of the last line. */
  readonly number: number
  /** Byte where the next line starts. */
  readonly offset: number
}

/** Returns a stored value if it has the shape of a position. */
export function asPosition(value: unknown): JournalPosition | undefined {
  const position = value as JournalPosition | null | undefined
  if (typeof position !== 'object' || position === null) return undefined
  const { cursor, realtime, number, offset } = position
  const isCursor = cursor === undefined || typeof cursor === 'string'
  const areNumbers = [realtime, number, offset].every((each) => Number.isSafeInteger(each) && each >= 0)
  return isCursor && areNumbers ? position : undefined
}

/** Microseconds since the epoch as an ISO time. */
export function instantText(realtime: number): string {
  return new Date(realtime / 1000).toISOString()
}

/** Limits of a batch. */
const mostLines = 1024
const mostText = 1 << 20
/** How many entries may be passed before that is worth a batch without lines. */
const mostPassed = 4096

/** A line whose end has not come. */
interface OpenLine {
  readonly first: Entry
  readonly last: Entry
  readonly pieces: Buffer[]
  /** Bytes, including those that were not kept. */
  readonly size: number
  /** When its last piece came, milliseconds as of `performance.now()`. */
  readonly grown: number
}

/**
 * Makes lines of entries: numbers them, joins those that journald had to split, and knows where reading may continue.
 */
export class LineMaker {
  private readonly stream: Stream
  private after: JournalPosition
  private lines: LiveLine[] = []
  private text = 0
  private passed = 0
  /** `position` stays before it. */
  private open: OpenLine | undefined

  constructor(stream: Stream, position: JournalPosition) {
    this.stream = stream
    this.after = position
  }

  get position(): JournalPosition {
    return this.after
  }

  /** Cursor of the last entry. */
  get cursor(): string | undefined {
    return this.open?.last.cursor ?? this.after.cursor
  }

  /** Whether a line is waiting for its end. */
  get isOpen(): boolean {
    return this.open !== undefined
  }

  /** Whether nothing has been added to an open line for this long. */
  isOpenFor(milliseconds: number): boolean {
    return this.open !== undefined && performance.now() - this.open.grown >= milliseconds
  }

  get isFull(): boolean {
    return this.lines.length >= mostLines - 1 || this.text >= mostText - 2 * lineCap
  }

  /** Whether there is something to store. */
  get hasMoved(): boolean {
    return this.lines.length > 0 || this.passed >= mostPassed
  }

  /** Reading continues elsewhere, because it cannot continue from the position. */
  moveTo(position: JournalPosition): void {
    this.after = position
  }

  add(entry: Entry): void {
    if (this.open && !continues(this.open.first, entry)) this.close()
    if (entry.message === undefined) return this.pass(entry)
    const { first, pieces, size } = this.open ?? { first: entry, pieces: new Array<Buffer>(), size: 0 }
    // Pieces beyond the cap are not kept.
    if (size < lineCap) pieces.push(entry.message)
    this.open = { first, last: entry, pieces, size: size + entry.size, grown: performance.now() }
    if (!isSplit(entry)) this.close()
  }

  /** Moves the position over an entry that gives no line. */
  pass({ cursor, realtime }: Pick<Entry, 'cursor' | 'realtime'>): void {
    // An open line will be read again from its beginning, and this entry with it.
    if (this.open) return
    this.after = { ...this.after, cursor, realtime }
    this.passed++
  }

  /** Takes the open line for a whole one. */
  close(): void {
    if (!this.open) return
    const { first, last, pieces, size } = this.open
    this.open = undefined
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    const cut = size > lineCap
    const text = textOf(bytes.subarray(0, lineCap), cut)
    const { number, offset } = this.after
    const envelope = readEntry((name) => first.fields.get(name))
    this.lines.push({ text, number: number + 1, offset, cut, envelope })
    this.text += text.length
    this.after = { cursor: last.cursor, realtime: last.realtime, number: number + 1, offset: offset + size + 1 }
  }

  /** Drops the open line: journalctl has ended and will be asked for it again. */
  forget(): void {
    this.open = undefined
  }

  batch(): LiveBatch {
    const { lines } = this
    this.lines = []
    this.text = 0
    this.passed = 0
    return { stream: this.stream, lines, cursor: this.after }
  }
}

/**
 * journald splits lines of more than LineMax= (48 KiB).
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html
 */
function isSplit(entry: Entry): boolean {
  return entry.fields.get('_LINE_BREAK') === 'line-max' && entry.fields.has('_STREAM_ID')
}

function continues(first: Entry, entry: Entry): boolean {
  const isSame = (name: string): boolean => first.fields.get(name) === entry.fields.get(name)
  return entry.message !== undefined && isSame('_STREAM_ID') && isSame('_PID')
}

function textOf(bytes: Buffer, cut: boolean): string {
  const text = bytes.toString('utf8')
  // The cap may have cut a character in two.
  if (cut) return text.replace(/\ufffd+$/, '')
  return text.endsWith('\n') || text.endsWith('\r') ? text.replace(/[\r\n]+$/, '') : text
}
