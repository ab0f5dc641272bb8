import { count } from '../../base/text.ts'
import type { LiveBatch, Notice } from '../live.ts'
import { entryReader, type Entry } from './export.ts'
import { asExport, newestEntry, runJournalctl, type Ending, type JournalPlace } from './journalctl.ts'
import type { LineMaker, Place } from './lines.ts'
import { droppedBy, isDropped, type Selection } from './selection.ts'

/** What outlives a run of journalctl. */
export interface Reading {
  readonly journal: JournalPlace
  readonly selection: Selection
  readonly maker: LineMaker
  readonly signal: AbortSignal
  readonly tell: (kind: Notice['kind'], text: string) => void
  /** How long nothing may come before the journal is asked whether journalctl hangs, milliseconds. */
  readonly silence: number
  /** Where an entry was damaged: met there again, it is left out. */
  damage?: Place
  /** The cursor that the journal does not have any more. */
  gone?: string
  /** Units of which something has come. */
  readonly units: Set<string>
}

/** The rest of a line that journald had to break is written at once. Milliseconds. */
const mostWait = 1000
/** journald tells its readers four times a second; a busy machine takes longer. */
const grace = 5000
const mostUnits = 1000

/**
 * Runs journalctl once, from where the maker is, and gives the lines that come. `--follow` is bound to the current boot since systemd 250
 * (https://github.com/systemd/systemd/issues/36102), so that what was written before the machine started again is read without it.
 * Never `--lines` or `--after-cursor`: they lose lines.
 */
export async function* attempt(reading: Reading, how: 'catch up' | 'follow'): AsyncGenerator<LiveBatch, Ending> {
  const { journal, selection, maker, signal, tell } = reading
  const follow = how === 'follow' ? ['--follow', '--no-tail'] : []
  const run = await runJournalctl(journal, [...asExport, ...follow, from(maker.place), ...selection.matches], signal)
  const read = entryReader()
  // The cursor is inclusive: its entry comes first, if the journal still has it.
  let awaited = how === 'catch up' ? maker.place.cursor : undefined

  try {
    let coming = run.next()
    for (;;) {
      const piece = await within(coming, maker.waits ? mostWait : reading.silence)
      if (piece?.done) break
      if (piece) {
        for (const entry of read(piece.value)) {
          if (!take(entry)) return { kind: 'ended', text: 'journalctl wrote an entry that cannot be read' }
          if (maker.full) yield maker.batch()
        }
        coming = run.next()
      } else if (
        !maker.waits &&
        (await isBehind(reading)) &&
        !(await within(coming, Math.min(grace, reading.silence)))
      ) {
        return { kind: 'ended', text: 'journalctl hangs: the journal has more than it gives' }
      }
      if (maker.waited(mostWait)) maker.close()
      if (maker.moved) yield maker.batch()
    }
    const ending = await run.end()
    if (awaited !== undefined && ending.kind === 'done') tellGone(awaited)
    return ending
  } finally {
    maker.forget()
    await run.end()
  }

  /** Whether reading may go on. */
  function take(entry: Entry): boolean {
    if (entry.damaged) {
      if (reading.damage !== maker.place) {
        reading.damage = maker.place
        return false
      }
      tell('loss', 'an entry of the journal cannot be read and is left out; to look at the files: journalctl --verify')
      if (entry.cursor !== '' && Number.isSafeInteger(entry.realtime)) maker.pass(entry)
      return true
    }
    const known = entry.cursor === maker.cursor
    if (awaited !== undefined && !known) tellGone(awaited)
    awaited = undefined
    if (known) return true
    if (!selection.takes(entry)) {
      maker.pass(entry)
      return true
    }
    if (isDropped(entry)) tellDropped(entry)
    const unit = selection.unitOf(entry)
    if (unit !== undefined && !reading.units.has(unit) && reading.units.size < mostUnits) {
      reading.units.add(unit)
      if (!selection.names.includes(unit)) tell('joined', `${unit} writes to the journal`)
    }
    maker.add(entry)
    return true
  }

  function tellGone(cursor: string): void {
    if (reading.gone === cursor) return
    reading.gone = cursor
    const { realtime } = maker.place
    tell(
      'loss',
      `the journal does not hold the entry of ${timeOf(realtime)} any more, after which reading stopped: what came next may be lost as ` +
        'well (journald removes old entries beyond SystemMaxUse= and MaxRetentionSec= of journald.conf)',
    )
  }

  function tellDropped(entry: Entry): void {
    const dropped = count(BigInt(/^\d{1,18}$/.exec(entry.fields.get('N_DROPPED') ?? '')?.[0] ?? 0), 'line')
    tell(
      'loss',
      `journald did not take ${dropped} of ${droppedBy(entry)}, which came too fast; to keep all: RateLimitBurst=0 in journald.conf, ` +
        'or LogRateLimitBurst=0 in the unit',
    )
  }
}

/** Whether the journal has something that journalctl has not given. */
async function isBehind({ journal, selection, maker, signal }: Reading): Promise<boolean> {
  const newest = await newestEntry(journal, selection.matches, signal)
  if (!newest || newest.damaged || newest.cursor === maker.cursor) return false
  return maker.cursor !== undefined || newest.realtime >= maker.place.realtime
}

function from({ cursor, realtime }: Place): string {
  if (cursor !== undefined) return `--cursor=${cursor}`
  const digits = String(realtime).padStart(7, '0')
  return `--since=@${digits.slice(0, -6)}.${digits.slice(-6)}`
}

export function timeOf(microseconds: number): string {
  return new Date(microseconds / 1000).toISOString()
}

/** What the promise gives, or `undefined` when that takes longer. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
