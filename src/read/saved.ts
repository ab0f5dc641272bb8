import { createHash } from 'node:crypto'
import type { LinesAround } from '../model/context.ts'
import type { Event } from '../model/event.ts'
import type { Parser } from '../model/parser.ts'
import type { LogRecord, Neighbours } from '../model/record.ts'
import { scanLines, type Candidate, type ScanTotals } from '../scan/lines.ts'
import type { MakeScanner } from '../scan/scanner.ts'
import type { MakeScanThread } from '../scan/thread.ts'
import type { SavedLog } from '../sources/saved.ts'
import { introduce, type TimeOptions } from './calendar.ts'
import { linesAround } from './context.ts'
import { EventFinder, type ReadOptions } from './events.ts'
import { parseLine } from './parse-line.ts'
import { searchFor, type Search } from './search.ts'

export interface SavedReadOptions extends ReadOptions, TimeOptions {
  readonly scanner: MakeScanner
  readonly thread?: MakeScanThread | undefined
  readonly now: bigint
  readonly chunk?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((log: SavedLog) => void) | undefined
}

/** What was read of one saved log, and what could not be. */
export interface InputSummary {
  readonly logId: string
  readonly name: string
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

/** Events in the order they stand in the log. The lines around them can be asked for until the next batch is. */
export interface EventBatch {
  readonly events: readonly Event[]
  readonly linesAround: LinesAround
}

/** Reads a saved log to its end: its lines of interest as events. Returns the summary. */
export type ReadSaved = (log: SavedLog) => AsyncGenerator<EventBatch, InputSummary>

/** Makes the reader once for all logs of a run: what is looked for is the same in each. */
export function savedReader(options: SavedReadOptions): ReadSaved {
  const search = searchFor(options)
  return (log) => readSaved(log, search, options)
}

async function* readSaved(log: SavedLog, search: Search, options: SavedReadOptions): ReturnType<ReadSaved> {
  const { parsers, redactor, scanner, thread, signal, chunk } = options
  const introduction = introduce(log.head, log.name, log.modified, options.now, parsers, options)
  const logId = logIdOf(log.head)
  const totals: ScanTotals = { bytes: 0, lines: 0, cut: 0, last: () => [] }
  const finder = new EventFinder({ name: log.name, id: logId }, introduction, search, options)
  const progress = options.progress && (() => options.progress!(log))
  let records = 0
  let unparsed = 0
  for await (const batch of scanLines(
    log.bytes,
    { literals: search.literals, scanner, thread, signal, ...(chunk === undefined ? {} : { chunk }), progress },
    totals,
  )) {
    const candidates = new Map<Event, Candidate>()
    for (const candidate of batch) {
      const record = parseLine(candidate.line, candidate.neighbours, parsers)
      records++
      if (record.layers.length === 1 && record.layers[0] === 'plain') unparsed++
      for (const event of eventsOf(record, candidate.neighbours, finder, parsers)) candidates.set(event, candidate)
    }
    if (candidates.size > 0)
      yield {
        events: [...candidates.keys()],
        linesAround: (event) => linesAround(event, candidates.get(event)!, redactor),
      }
  }
  const notes = [...log.notes, ...introduction.notes]
  if (totals.cut > 0) notes.push(`${totals.cut} of the lines of interest are longer than 64 KiB and were cut there`)
  if (totals.bytes === 0) notes.push('empty')
  return {
    logId,
    name: log.name,
    format: introduction.format,
    bytes: totals.bytes,
    lines: totals.lines,
    records,
    unparsed,
    firstTimestamp: introduction.first,
    lastTimestamp: finder.clock.lastStampOf(totals.last()) ?? introduction.first,
    notes,
  }
}

/** Events on a record, and on the lines after it that belong to it. */
function eventsOf(
  record: LogRecord,
  neighbours: Neighbours,
  finder: EventFinder,
  parsers: readonly Parser[],
): readonly Event[] {
  const { events, leaders } = finder.find(record, neighbours)
  for (const leader of leaders) {
    for (const next of neighbours.after()) {
      const below = finder.findBelow(leader, parseLine(next, neighbours, parsers))
      events.push(...below.events)
      if (below.over) break
    }
  }
  return events
}

/**
 * A log is known by how its decoded text begins, so that the same bytes are the same log under any name, packed or not.
 */
export function logIdOf(head: Buffer): string {
  return createHash('sha256').update(head.subarray(0, 4096)).digest('hex').slice(0, 16)
}
