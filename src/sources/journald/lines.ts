import { readEntry } from '../../model/journal-entry.ts'
import { lineCap } from '../../model/record.ts'
import type { LiveBatch, LiveLine, Stream } from '../live.ts'
import type { Entry } from './export.ts'

/** Where reading goes on: after the entry with this cursor or, without one, with what journald took in at `realtime` or later. */
export interface Place {
  readonly cursor?: string
  /** Of the entry with that cursor, for a journal that does not know it any more: microseconds since the epoch. */
  readonly realtime: number
  /** Of the line given last. */
  readonly number: number
  /** Where the next line begins. */
  readonly offset: number
}

export function isPlace(value: unknown): value is Place {
  const place = value as Place | null | undefined
  return (
    typeof place === 'object' &&
    place !== null &&
    (place.cursor === undefined || typeof place.cursor === 'string') &&
    [place.realtime, place.number, place.offset].every((each) => Number.isSafeInteger(each) && each >= 0)
  )
}

const mostLines = 1024
const mostText = 1 << 20
/** Entries that may be passed over before their having been read is worth a batch without lines. */
const mostPassedOver = 4096

/** Makes lines of entries: counts them, puts those together that journald had to break, and knows where reading may go on. */
export class LineMaker {
  place: Place
  private lines: LiveLine[] = []
  private text = 0
  private passedOver = 0
  /** A line of which the end has not come; `place` stays before it. */
  private open: { first: Entry; last: Entry; pieces: Buffer[]; size: number; grown: number } | undefined
  private readonly stream: Stream

  constructor(stream: Stream, place: Place) {
    this.stream = stream
    this.place = place
  }

  /** Cursor of the entry taken last. */
  get cursor(): string | undefined {
    return this.open?.last.cursor ?? this.place.cursor
  }

  /** Whether a line waits for its end. */
  get waits(): boolean {
    return this.open !== undefined
  }

  /** Whether it has waited so long that none will come. */
  waited(milliseconds: number): boolean {
    return this.open !== undefined && performance.now() - this.open.grown >= milliseconds
  }

  get full(): boolean {
    return this.lines.length >= mostLines - 1 || this.text >= mostText - 2 * lineCap
  }

  get moved(): boolean {
    return this.lines.length > 0 || this.passedOver >= mostPassedOver
  }

  add(entry: Entry): void {
    if (this.open) {
      const { first, pieces } = this.open
      if (!goesOn(first, entry)) this.close()
      else {
        // The cap is kept to when the line is complete; what is surely beyond it is not kept so long.
        if (this.open.size < lineCap) pieces.push(entry.message!)
        this.open.size += entry.size
        this.open.last = entry
        this.open.grown = performance.now()
        if (!isBroken(entry)) this.close()
        return
      }
    }
    if (entry.message === undefined) return this.pass(entry)
    this.open = { first: entry, last: entry, pieces: [entry.message], size: entry.size, grown: performance.now() }
    if (!isBroken(entry)) this.close()
  }

  /** Takes note of an entry that gives no line. */
  pass({ cursor, realtime }: Pick<Entry, 'cursor' | 'realtime'>): void {
    // An open line will be read again from its beginning, and this entry with it.
    if (this.open) return
    this.place = { ...this.place, cursor, realtime }
    this.passedOver++
  }

  /** Takes what has come of a line for the whole of it. */
  close(): void {
    if (!this.open) return
    const { first, last, pieces, size } = this.open
    this.open = undefined
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    const cut = size > lineCap
    const text = textOf(bytes.subarray(0, lineCap), cut)
    const { number, offset } = this.place
    const envelope = readEntry((name) => first.fields.get(name))
    this.lines.push({ text, number: number + 1, offset, cut, envelope })
    this.text += text.length
    this.place = { cursor: last.cursor, realtime: last.realtime, number: number + 1, offset: offset + size + 1 }
  }

  /** Forgets the beginning of a line: journalctl has ended and is asked for it again. */
  forget(): void {
    this.open = undefined
  }

  batch(): LiveBatch {
    const lines = this.lines
    this.lines = []
    this.text = 0
    this.passedOver = 0
    return { stream: this.stream, lines, cursor: this.place }
  }
}

/** journald breaks lines of more than LineMax= (48 KiB). https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html */
function isBroken(entry: Entry): boolean {
  return entry.fields.get('_LINE_BREAK') === 'line-max' && entry.fields.has('_STREAM_ID')
}

function goesOn(first: Entry, entry: Entry): boolean {
  const same = (name: string): boolean => first.fields.get(name) === entry.fields.get(name)
  return entry.message !== undefined && same('_STREAM_ID') && same('_PID')
}

function textOf(bytes: Buffer, cut: boolean): string {
  const text = bytes.toString('utf8')
  // A character cut in two at the cap would show as one that cannot be read.
  if (cut) return text.replace(/\ufffd+$/, '')
  return text.endsWith('\n') || text.endsWith('\r') ? text.replace(/[\r\n]+$/, '') : text
}
