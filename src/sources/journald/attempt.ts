import type { LiveBatch } from '../live.ts'
import type { Entry } from './entry.ts'
import { EntryReader } from './export.ts'
import type { Intake } from './intake.ts'
import { exportArguments, newestEntry, runJournalctl, type Ending, type Journal } from './journalctl.ts'
import type { JournalPosition, LineMaker } from './lines.ts'
import type { Selection } from './selection.ts'

/** The parts that work together to follow a journal. They outlive the runs of journalctl. */
export interface JournalReading {
  readonly journal: Journal
  readonly selection: Selection
  readonly maker: LineMaker
  readonly intake: Intake
  readonly signal: AbortSignal
  /** Milliseconds of silence after which the journal is asked whether journalctl hangs. */
  readonly silence: number
}

/** Milliseconds. journald writes all pieces of a split line at once, so the rest of one comes soon or never. */
const pieceTime = 1000
/** Milliseconds. journald notifies its readers four times a second; on a busy machine it takes longer. */
const grace = 5000

/**
 * Runs journalctl once, from where the maker is, and yields the lines that come. Since systemd 250, `--follow` is
 * limited to the current boot (https://github.com/systemd/systemd/issues/36102), so entries from before the last boot
 * are read without it. Never `--lines` or `--after-cursor`: they lose lines.
 */
export async function* attempt(reading: JournalReading, how: 'catch up' | 'follow'): AsyncGenerator<LiveBatch, Ending> {
  const { journal, selection, maker, intake, signal } = reading
  const follow = how === 'follow' ? ['--follow', '--no-tail'] : []
  const start = startArgument(maker.position)
  const run = await runJournalctl(journal, [...exportArguments, ...follow, start, ...selection.matches], signal)
  const reader = new EntryReader()
  // The cursor is inclusive: its entry comes first if the journal still has it.
  intake.begin(how === 'catch up')
  try {
    let next = run.next()
    for (;;) {
      const piece = await within(next, maker.isOpen ? pieceTime : reading.silence)
      if (piece?.done) break
      if (piece) {
        const isReadable = yield* accept(reading, reader.read(piece.value))
        if (!isReadable) return { kind: 'ended', text: 'journalctl wrote an entry that cannot be read' }
        next = run.next()
      } else if (!maker.isOpen && (await isHanging(reading, next))) {
        return { kind: 'ended', text: 'journalctl hangs: the journal has more than it gives' }
      }
      if (maker.isOpenFor(pieceTime)) maker.close()
      if (maker.hasMoved) yield maker.batch()
    }
    const ending = await run.end()
    if (ending.kind === 'done') intake.end()
    return ending
  } finally {
    maker.forget()
    await run.end()
  }
}

/** Returns whether reading may go on. */
function* accept({ maker, intake }: JournalReading, entries: readonly Entry[]): Generator<LiveBatch, boolean> {
  for (const entry of entries) {
    if (!intake.accept(entry)) return false
    if (maker.isFull) yield maker.batch()
  }
  return true
}

/** Whether the journal has more, and journalctl does not give it within the grace period. */
async function isHanging(reading: JournalReading, next: Promise<unknown>): Promise<boolean> {
  return (await isBehind(reading)) && !(await within(next, Math.min(grace, reading.silence)))
}

/** Whether the journal has something that journalctl has not given. */
async function isBehind({ journal, selection, maker, signal }: JournalReading): Promise<boolean> {
  const newest = await newestEntry(journal, selection.matches, signal)
  if (!newest || newest.damaged || newest.cursor === maker.cursor) return false
  return maker.cursor !== undefined || newest.realtime >= maker.position.realtime
}

function startArgument({ cursor, realtime }: JournalPosition): string {
  if (cursor !== undefined) return `--cursor=${cursor}`
  const digits = String(realtime).padStart(7, '0')
  return `--since=@${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** The promise's value, or `undefined` when it takes longer. */
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
