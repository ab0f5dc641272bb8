import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, UserError } from '../../base/errors.ts'
import { formatNumber } from '../../base/text.ts'
import type { FollowOptions, LiveBatch, LiveSource, Notice } from '../live.ts'
import { attempt, type JournalReading } from './attempt.ts'
import { Intake, type Notify } from './intake.ts'
import { askJournalctl, type Ending, type Journal } from './journalctl.ts'
import { asPosition, instantText, LineMaker, type JournalPosition } from './lines.ts'
import { isGlob, machineId, selectionOf, streamOf, type JournalSelection, type Selection } from './selection.ts'

export interface JournaldOptions extends JournalSelection {
  /** Milliseconds of silence after which the journal is asked whether journalctl hangs. Default: a minute. */
  readonly silence?: number
  /** First pause before journalctl is started again, milliseconds; doubled each time. */
  readonly pause?: number
}

/** The journal of units: their lines, and those of systemd, the kernel, and journald about them. */
export function journald(options: JournaldOptions): LiveSource {
  const { names } = selectionOf(options)
  return { title: ['journald', ...names].join(' '), follow: (given) => follow(options, given) }
}

interface Units {
  readonly units: string[]
  readonly userUnits: string[]
}

/** The units that have entries in the journal, or why that cannot be said. */
export async function journalUnits(
  journal: Journal = {},
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<Units | { problem: string }> {
  const known = await knownUnits(journal, signal)
  return 'problem' in known ? { problem: known.problem.text } : known
}

async function knownUnits(journal: Journal, signal: AbortSignal): Promise<Units | { problem: Ending }> {
  const valuesOf = (field: string): ReturnType<typeof askJournalctl> =>
    askJournalctl(journal, ['--no-pager', `--field=${field}`], signal)
  const [units, userUnits] = await Promise.all([valuesOf('_SYSTEMD_UNIT'), valuesOf('_SYSTEMD_USER_UNIT')])
  if ('problem' in units) return { problem: units.problem }
  if ('problem' in userUnits) return { problem: userUnits.problem }
  const lines = (output: Buffer): string[] => output.toString('utf8').split('\n').filter(Boolean).sort()
  return { units: lines(units.output), userUnits: lines(userUnits.output) }
}

const minute = 60_000
const longestPause = 30_000
/** After so many equal failures, which take about a minute, reading continues elsewhere. */
const mostAttempts = 9

async function* follow(options: JournaldOptions, given: FollowOptions): AsyncGenerator<LiveBatch> {
  const { signal } = given
  const selection = selectionOf(options)
  const stream = await streamOf(options, selection.names)
  const kept = asPosition(given.cursor(stream.id))
  const notify = notifier(['journald', ...selection.names].join(' '), given.notice)
  const maker = new LineMaker(stream, kept ?? beginning(given.since))
  const intake = new Intake(selection, maker, notify)
  const reading = { journal: options, selection, maker, intake, signal, silence: options.silence ?? minute }
  // Store the beginning as well; otherwise a restart before the first line would begin later.
  if (!kept) yield maker.batch()
  const from = `read from ${instantText(maker.position.realtime)}`
  notify('joined', kept ? `goes on after line ${formatNumber(kept.number)}` : from)
  yield* keepReading(options, reading, notify)
}

/** Runs journalctl again and again. */
async function* keepReading(
  { pause = 250 }: JournaldOptions,
  reading: JournalReading,
  notify: Notify,
): AsyncGenerator<LiveBatch> {
  const { maker, signal } = reading
  let works = false
  for (let failures = 0; !signal.aborted;) {
    const { position } = maker
    const begun = performance.now()
    const outcome: Outcome = yield* catchUpAndFollow(reading, works, notify)
    if (signal.aborted) return
    const { ending } = outcome
    works = outcome.works
    if (!works && isFinal(ending)) throw new UserError(ending.text)
    failures = maker.position === position && performance.now() - begun < minute ? failures + 1 : 1
    if (moveOn(maker, ending, failures, notify)) continue
    if (ending.kind === 'none') notify('wait', `${ending.text}; it is looked for again and again`)
    else notify('wait', `journalctl ended and is started again (${ending.text || 'exit 0'})`)
    const milliseconds = Math.min(pause * 2 ** (failures - 1), longestPause)
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
  }
}

interface Outcome {
  readonly ending: Ending
  /** A journal has been read, now or before. */
  readonly works: boolean
}

async function* catchUpAndFollow(
  reading: JournalReading,
  works: boolean,
  notify: Notify,
): AsyncGenerator<LiveBatch, Outcome> {
  const caughtUp = yield* attempt(reading, 'catch up')
  if (caughtUp.kind !== 'done' || reading.signal.aborted) return { ending: caughtUp, works }
  const problem = works ? undefined : await notifyMissing(reading, notify)
  if (problem?.kind === 'none') return { ending: problem, works }
  return { ending: yield* attempt(reading, 'follow'), works: true }
}

/** Whether trying again is no use. */
function isFinal({ kind }: Ending): boolean {
  return kind === 'missing' || kind === 'rights' || kind === 'old'
}

/** Moves the maker if reading can never continue from its position. Returns whether it did. */
function moveOn(maker: LineMaker, ending: Ending, failures: number, notify: Notify): boolean {
  const { cursor, ...position } = maker.position
  const reached = instantText(position.realtime)
  if (ending.kind === 'cursor' && cursor !== undefined) {
    maker.moveTo({ ...position, realtime: position.realtime + 1 })
    notify(
      'loss',
      `the journal does not know the place after which reading stopped (${ending.text}): it goes on by time, ` +
        `after ${reached}; lines of the same microsecond may be lost`,
    )
    return true
  }
  if (failures < mostAttempts || !ending.text.includes('Bad message')) return false
  maker.moveTo({ ...position, realtime: Date.now() * 1000 })
  notify(
    'loss',
    `journalctl cannot get past a damaged part of the journal: lines after ${reached} are lost, and what is written ` +
      'from now on is read; to see which file it is: journalctl --verify',
  )
  return true
}

function beginning(since: bigint | undefined): JournalPosition {
  const realtime = since === undefined ? Date.now() * 1000 : Math.max(0, Number(since / 1000n))
  return { realtime, number: 0, offset: 0 }
}

function notifier(source: string, notice: (notice: Notice) => void): Notify {
  const lastNotified = new Map<string, number>()
  return (kind, text) => {
    const now = performance.now()
    // The same problem may come four times a second.
    if (kind === 'wait' && now - (lastNotified.get(text) ?? -Infinity) < minute) return
    if (lastNotified.size > 100) lastNotified.clear()
    lastNotified.set(text, now)
    notice({ kind, source, text })
  }
}

/** Reports which of the lines that were asked for cannot come. */
async function notifyMissing(reading: JournalReading, notify: Notify): Promise<Ending | undefined> {
  const { journal, selection, signal } = reading
  const known = await knownUnits(journal, signal)
  if ('problem' in known) return known.problem
  if (process.geteuid?.() !== 0 && journal.directory === undefined && (await isHidden(journal))) {
    notify(
      'note',
      'only the journal of your own user can be read, not what systemd and the kernel say; to read all of it: ' +
        'sudo usermod -aG systemd-journal $USER, and log in again',
    )
  }
  for (const name of unknownUnits(selection, known))
    notify('note', `the journal has no line of ${name} yet; it is waited for. The units it knows: oclog sources`)
  return undefined
}

function unknownUnits({ names }: Selection, { units, userUnits }: Units): string[] {
  const known = new Set([...units, ...userUnits])
  return names.filter((name) => !isGlob(name) && !known.has(name))
}

/** Whether the system's journal is there and may not be read. */
async function isHidden({ namespace }: Journal): Promise<boolean> {
  const folder = `${await machineId()}${namespace === undefined ? '' : `.${namespace.replace(/^\+/, '')}`}`
  for (const base of ['/var/log/journal', '/run/log/journal']) {
    const problem = await access(`${base}/${folder}/system.journal`, constants.R_OK).catch((error: unknown) => error)
    if (codeOf(problem) === 'EACCES') return true
  }
  return false
}
