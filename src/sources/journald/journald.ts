import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../../base/errors.ts'
import { formatNumber } from '../../base/text.ts'
import { attempt, timeOf, type Reading } from './attempt.ts'
import { askJournalctl, type Ending, type JournalPlace } from './journalctl.ts'
import { isPlace, LineMaker, type Place } from './lines.ts'
import { isGlob, machineId, selectionOf, streamOf, type JournalSelection } from './selection.ts'
import type { FollowOptions, LiveBatch, LiveSource, Notice } from '../live.ts'

export interface JournaldOptions extends JournalSelection {
  /** How long nothing may come before the journal is asked whether journalctl hangs, milliseconds; a minute. */
  readonly silence?: number
  /** Before journalctl is started again, milliseconds; doubled each time. */
  readonly pause?: number
}

/** The journal of units: their lines, and what systemd, the kernel and journald say about them. */
export function journald(options: JournaldOptions): LiveSource {
  const { names } = selectionOf(options)
  return { title: ['journald', ...names].join(' '), follow: (given) => follow(options, given) }
}

interface Units {
  readonly units: string[]
  readonly userUnits: string[]
}

/** Units of which the journal holds something, or why that cannot be said. */
export async function journalUnits(
  journal: JournalPlace = {},
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<Units | { problem: string }> {
  const known = await knownUnits(journal, signal)
  return 'problem' in known ? { problem: known.problem.text } : known
}

async function knownUnits(journal: JournalPlace, signal: AbortSignal): Promise<Units | { problem: Ending }> {
  const [units, userUnits] = await Promise.all(
    ['_SYSTEMD_UNIT', '_SYSTEMD_USER_UNIT'].map((field) => askJournalctl(journal, ['--no-pager', `--field=${field}`], signal)),
  ) // prettier-ignore
  if ('problem' in units!) return { problem: units.problem }
  if ('problem' in userUnits!) return { problem: userUnits.problem }
  const lines = (output: Buffer): string[] => output.toString('utf8').split('\n').filter(Boolean).sort()
  return { units: lines(units!.output), userUnits: lines(userUnits!.output) }
}

const minute = 60_000
const longestPause = 30_000
/** So many times, in about a minute, the same thing is tried before it is given up. */
const mostAttempts = 9

async function* follow(options: JournaldOptions, given: FollowOptions): AsyncGenerator<LiveBatch> {
  const { signal } = given
  const selection = selectionOf(options)
  const stream = await streamOf(options, selection.names)
  const kept = given.cursor(stream.id)
  const maker = new LineMaker(stream, isPlace(kept) ? kept : beginning(given.since))
  const tell = teller(['journald', ...selection.names].join(' '), given.notice)
  const reading: Reading = {
    journal: options, selection, maker, signal, tell, silence: options.silence ?? minute, units: new Set(),
  } // prettier-ignore
  // The beginning is kept as well: else a restart before the first line would begin later.
  if (!isPlace(kept)) yield maker.batch()
  tell('joined', isPlace(kept) ? `goes on after line ${formatNumber(kept.number)}` : `read from ${timeOf(maker.place.realtime)}`) // prettier-ignore

  let works = false
  for (let failures = 0; !signal.aborted;) {
    const { place } = maker
    const begun = performance.now()
    let ending = yield* attempt(reading, 'catch up')
    if (ending.kind === 'done' && !signal.aborted) {
      const missing = works ? undefined : await tellWhatIsMissing(options, reading)
      if (missing?.kind === 'none') ending = missing
      else {
        works = true
        ending = yield* attempt(reading, 'follow')
      }
    }
    if (signal.aborted) return
    if (!works && (ending.kind === 'missing' || ending.kind === 'rights' || ending.kind === 'old')) {
      throw new UserError(ending.text)
    }
    failures = maker.place === place && performance.now() - begun < minute ? failures + 1 : 1
    if (!goAround(reading, ending, failures)) {
      if (ending.kind === 'none') tell('wait', `${ending.text}; it is looked for again and again`)
      else tell('wait', `journalctl ended and is started again (${ending.text || 'exit 0'})`)
      await sleep(Math.min((options.pause ?? 250) * 2 ** (failures - 1), longestPause), undefined, { signal }).catch(
        () => undefined,
      )
    }
  }
}

/** Takes another place to go on from when none will be found from this one. */
function goAround({ maker, tell }: Reading, ending: Ending, failures: number): boolean {
  const { cursor, ...place } = maker.place
  if (ending.kind === 'cursor' && cursor !== undefined) {
    maker.place = { ...place, realtime: place.realtime + 1 }
    tell(
      'loss',
      `the journal does not know the place after which reading stopped (${ending.text}): it goes on by time, after ${timeOf(place.realtime)}; ` +
        'lines of the same microsecond may be lost',
    )
    return true
  }
  if (failures < mostAttempts || !ending.text.includes('Bad message')) return false
  maker.place = { ...place, realtime: Date.now() * 1000 }
  tell(
    'loss',
    `journalctl cannot get past a damaged part of the journal: lines after ${timeOf(place.realtime)} are lost, and what is written from now ` +
      'on is read; to see which file it is: journalctl --verify',
  )
  return true
}

function beginning(since: bigint | undefined): Place {
  const realtime = since === undefined ? Date.now() * 1000 : Math.max(0, Number(since / 1000n))
  return { realtime, number: 0, offset: 0 }
}

function teller(source: string, notice: (notice: Notice) => void): Reading['tell'] {
  const said = new Map<string, number>()
  return (kind, text) => {
    const now = performance.now()
    // The same trouble may come four times a second.
    if (kind === 'wait' && now - (said.get(text) ?? -Infinity) < minute) return
    if (said.size > 100) said.clear()
    said.set(text, now)
    notice({ kind, source, text })
  }
}

/** Says which of the lines asked for cannot come. */
async function tellWhatIsMissing(options: JournaldOptions, reading: Reading): Promise<Ending | undefined> {
  const { selection, tell, signal } = reading
  const known = await knownUnits(options, signal)
  if ('problem' in known) return known.problem
  if (process.geteuid?.() !== 0 && options.directory === undefined && (await isHidden(options))) {
    tell(
      'note',
      'only the journal of your own user can be read, not what systemd and the kernel say; to read all of it: ' +
        'sudo usermod -aG systemd-journal $USER, and log in again',
    )
  }
  const all = new Set([...known.units, ...known.userUnits])
  for (const name of selection.names) {
    if (isGlob(name) || all.has(name)) continue
    tell('note', `the journal has no line of ${name} yet; it is waited for. The units it knows: oclog sources`)
  }
  return undefined
}

async function isHidden({ namespace }: JournaldOptions): Promise<boolean> {
  const folder = `${await machineId()}${namespace === undefined ? '' : `.${namespace.replace(/^\+/, '')}`}`
  for (const base of ['/var/log/journal', '/run/log/journal']) {
    const problem = await access(`${base}/${folder}/system.journal`, constants.R_OK).catch((error: unknown) => error)
    if ((problem as NodeJS.ErrnoException | undefined)?.code === 'EACCES') return true
  }
  return false
}
