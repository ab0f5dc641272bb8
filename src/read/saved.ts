import { createHash } from 'node:crypto'
import { introduce, type TimeOptions } from './calendar.ts'
import type { Event } from '../model/event.ts'
import { Reader, searchFor, type ReaderOptions, type Search } from './reader.ts'
import type { Redactor } from '../redact/redactor.ts'
import { scanLines, type Candidate, type ScanTotals } from '../scan/lines.ts'
import type { MakeScanner } from '../scan/scanner.ts'
import type { MakeScanThread } from '../scan/thread.ts'
import type { SavedLog } from '../sources/saved.ts'
import { contextReach, contextText, type Around } from './context.ts'

export interface ReadOptions extends ReaderOptions, TimeOptions {
  readonly scanner: MakeScanner
  readonly thread?: MakeScanThread | undefined
  readonly now: bigint
  readonly chunk?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((log: SavedLog) => void) | undefined
}

/** What was read of one saved log, and what could not be. */
export interface InputSummary {
  readonly name: string
  readonly sourceId: string
  readonly format: string
  readonly bytes: number
  readonly lines: number
  /** Lines that were parsed because they hold a keyword. */
  readonly records: number
  /** Of these, lines in no known format, taken as plain text. */
  readonly unparsed: number
  readonly firstTimestamp: bigint | undefined
  readonly lastTimestamp: bigint | undefined
  readonly notes: readonly string[]
}

/** Events in the order they stand in the log, and the lines around them, which can be asked for until the next batch is. */
export interface EventBatch {
  readonly events: readonly Event[]
  readonly around: Around
}

/** Reads a saved log to its end: its lines of interest as events. Returns the summary. */
export type ReadEvents = (log: SavedLog) => AsyncGenerator<EventBatch, InputSummary>

/** Made once for all logs of a run: what is looked for is the same in each. */
export function eventReader(options: ReadOptions): ReadEvents {
  const search = searchFor(options)
  return (log) => readEvents(log, search, options)
}

async function* readEvents(log: SavedLog, search: Search, options: ReadOptions): ReturnType<ReadEvents> {
  const introduction = introduce(log.head, log.name, log.modified, options.now, options.parsers, options)
  const sourceId = identify(log.head)
  const totals: ScanTotals = { bytes: 0, lines: 0, cut: 0, last: () => [] }
  const reader = new Reader({ name: log.name, id: sourceId }, introduction, search, options)
  const { literals } = search
  const { scanner, thread, signal, chunk } = options
  const progress = options.progress && (() => options.progress!(log))
  for await (const batch of scanLines(
    log.bytes,
    { literals, scanner, thread, signal, ...(chunk === undefined ? {} : { chunk }), progress },
    totals,
  )) {
    const candidates = new Map<Event, Candidate>()
    for (const candidate of batch)
      for (const event of reader.read(candidate.line, candidate.neighbours)) candidates.set(event, candidate)
    const around: Around = (event) => linesAround(event, candidates.get(event)!, options.redactor)
    if (candidates.size > 0) yield { events: [...candidates.keys()], around }
  }
  const notes = [...log.notes, ...introduction.notes]
  if (totals.cut > 0) notes.push(`${totals.cut} of the lines of interest are longer than 64 KiB and were cut there`)
  if (totals.bytes === 0) notes.push('empty')
  return {
    name: log.name,
    sourceId,
    format: introduction.format,
    bytes: totals.bytes,
    lines: totals.lines,
    records: reader.records,
    unparsed: reader.unparsed,
    firstTimestamp: introduction.first,
    lastTimestamp: reader.lastStampOf(totals.last()),
    notes,
  }
}

function* linesAround(
  { line: number }: Event,
  { line, neighbours }: Candidate,
  redactor: Redactor,
): ReturnType<Around> {
  const before = Iterator.from(neighbours.before()).take(contextReach).toArray().reverse()
  for (const each of [before, [line], neighbours.after()].values().flatMap((lines) => lines)) {
    if (each.number > number + contextReach) return
    if (each.number < number - contextReach) continue
    yield { number: each.number, text: () => contextText(each.text, redactor) }
  }
}

/** A log is known by how it begins, so that the same bytes are the same log under any name, packed or not. */
export function identify(head: Buffer): string {
  return createHash('sha256').update(head.subarray(0, 4096)).digest('hex').slice(0, 16)
}
