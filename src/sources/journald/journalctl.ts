import { userInfo } from 'node:os'
import { entryFields, entryReader, type Entry } from './export.ts'

/** Which journal. */
export interface JournalPlace {
  /** A folder of journal files, in place of this machine's journal. */
  readonly directory?: string
  /** As for `journalctl --namespace`: `name`, or `+name` together with the default one, where systemd tells of the unit. */
  readonly namespace?: string
  /** Path of the binary. */
  readonly journalctl?: string
}

/** Why journalctl ended. `none`: there is no journal yet. `ended`: anything else that may be better next time. */
export interface Ending {
  readonly kind: 'done' | 'none' | 'missing' | 'rights' | 'old' | 'cursor' | 'ended'
  /** In words for the user, with what to do where something can be done. */
  readonly text: string
}

/** A journalctl that runs. */
export interface Run {
  /** Its output, piece by piece; none comes any more when it has ended. */
  next(): Promise<IteratorResult<Buffer, unknown>>
  /** Ends it if it has not ended, and waits until it is gone. */
  end(): Promise<Ending>
}

/** Never rejects: what goes wrong is told by `end`. The signal kills journalctl, which has nothing to lose. */
export async function runJournalctl(place: JournalPlace, args: readonly string[], signal: AbortSignal): Promise<Run> {
  // Loaded when it is needed: it takes longer than all the rest of the start.
  const { execa } = await import('execa')
  const ours = new AbortController()
  const child = execa(place.journalctl ?? 'journalctl', [...whichJournal(place), ...args], {
    stdin: 'ignore',
    // Otherwise the output is kept as well, and journalctl killed at 100 MB of it.
    buffer: false,
    encoding: 'buffer',
    reject: false,
    cancelSignal: AbortSignal.any([signal, ours.signal]),
    killSignal: 'SIGKILL',
    env: { LC_ALL: 'C', SYSTEMD_COLORS: '0', SYSTEMD_LOG_TARGET: 'console', SYSTEMD_LOG_LEVEL: 'info' },
  })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(-4096)
  })
  const output = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, unknown>
  let over = false
  function stop(): void {
    ours.abort()
    // execa waits for both to be read to their end, which nobody does any more.
    child.stdout.destroy()
    child.stderr.destroy()
  }
  return {
    async next() {
      // Killed or never begun: both are an end of the output.
      const piece = await output.next().catch(() => ({ done: true as const, value: undefined }))
      over ||= piece.done === true
      return piece
    },
    async end() {
      // What has no more to say is about to tell why; killed now, it could not.
      const patience = setTimeout(stop, over ? 5000 : 0)
      const outcome = await child
      clearTimeout(patience)
      return ending(place, outcome, said.trim())
    },
  }
}

/** The whole output of a journalctl that ends by itself; tests of a few lines only. */
export async function askJournalctl(
  place: JournalPlace,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ output: Buffer } | { problem: Ending }> {
  const run = await runJournalctl(place, args, signal)
  const pieces: Buffer[] = []
  for (let piece = await run.next(); !piece.done; piece = await run.next()) pieces.push(piece.value)
  const end = await run.end()
  return end.kind === 'done' ? { output: Buffer.concat(pieces) } : { problem: end }
}

/** The last entry that there is, without its message. */
export async function newestEntry(
  place: JournalPlace,
  matches: readonly string[],
  signal: AbortSignal,
): Promise<Entry | undefined> {
  const args = ['--output=export', '--no-pager', '--output-fields=PRIORITY', '--lines=1', ...matches]
  const answer = await askJournalctl(place, args, AbortSignal.any([signal, AbortSignal.timeout(30_000)]))
  return 'output' in answer ? entryReader()(answer.output).at(-1) : undefined
}

/** How entries are to be written. */
export const asExport = ['--output=export', '--all', '--no-pager', `--output-fields=${entryFields.join(',')}`]

function whichJournal({ directory, namespace }: JournalPlace): string[] {
  return [
    ...(directory === undefined ? [] : [`--directory=${directory}`]),
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
  ]
}

interface Outcome {
  readonly code?: string | undefined
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
}

function ending(place: JournalPlace, { code, exitCode, signal }: Outcome, said: string): Ending {
  const binary = place.journalctl ?? 'journalctl'
  if (code === 'ENOENT') {
    return {
      kind: 'missing',
      text: `${binary} was not found: the journal can be read only where systemd runs; name files or containers to follow instead`,
    }
  }
  if (code === 'EACCES') return { kind: 'missing', text: `${binary} may not be run: no permission` }
  // Said only where no export is asked for. It would follow all the same, but without noticing when there are files.
  if (/No journal files were found/.test(said))
    return { kind: 'none', text: `there is no journal${whereOf(place)} yet` }
  if (exitCode === 0) return { kind: 'done', text: '' }
  if (/insufficient permissions|Permission denied/.test(said)) return { kind: 'rights', text: withoutRights(place) }
  if (/unrecognized option|invalid option|Unknown output/.test(said)) {
    return { kind: 'old', text: `this journalctl is too old, systemd 245 or newer is needed: ${lastLine(said)}` }
  }
  if (/Failed to seek to cursor/.test(said)) return { kind: 'cursor', text: lastLine(said) }
  const how = signal === undefined ? `exit ${exitCode ?? code ?? 'unknown'}` : signal
  return { kind: 'ended', text: said === '' ? how : `${how}: ${lastLine(said)}` }
}

function whereOf({ directory, namespace }: JournalPlace): string {
  if (directory !== undefined) return ` in ${directory}`
  return namespace === undefined ? ' on this machine' : ` of the namespace ${namespace}`
}

function withoutRights({ directory }: JournalPlace): string {
  return (
    `no permission to read ${directory ?? 'the journal'}: run as root, or let your user read journals and log in again: ` +
    `sudo usermod -aG systemd-journal ${userInfo().username} (where there is no such group: adm)`
  )
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1).slice(0, 300)
}
