import { userInfo } from 'node:os'
import { entryFields, type Entry } from './entry.ts'
import { EntryReader } from './export.ts'

/** Identifies a journal. */
export interface Journal {
  /** A folder of journal files, instead of this machine's journal. */
  readonly directory?: string
  /**
   * As for `journalctl --namespace`: `name`; or `+name` to add the default one, where systemd's own words about units
   * are.
   */
  readonly namespace?: string
  /** Path of the binary. Default: found by the shell's path. */
  readonly journalctl?: string
}

/**
 * Why journalctl ended. `none`: there is no journal yet. `cursor`: the journal does not know the cursor. `ended`:
 * anything else that may go better next time.
 */
export interface Ending {
  readonly kind: 'done' | 'none' | 'missing' | 'rights' | 'old' | 'cursor' | 'ended'
  /** For the user, with what to do if something can be done. */
  readonly text: string
}

/** A running journalctl. */
export interface Run {
  /** The next piece of its output; `done` when it has ended. */
  next(): Promise<IteratorResult<Buffer, unknown>>
  /** Stops it if it has not ended, and waits until it is gone. */
  end(): Promise<Ending>
}

/** Never rejects; `end` says what went wrong. The signal kills journalctl, which has nothing to lose. */
export async function runJournalctl(journal: Journal, args: readonly string[], signal: AbortSignal): Promise<Run> {
  // Loaded only when needed: it takes longer than the rest of the start.
  const { execa } = await import('execa')
  const ours = new AbortController()
  const child = execa(journal.journalctl ?? 'journalctl', [...journalArguments(journal), ...args], {
    stdin: 'ignore',
    // By default execa keeps the output as well, and kills journalctl when that exceeds 100 MB.
    buffer: false,
    encoding: 'buffer',
    reject: false,
    cancelSignal: AbortSignal.any([signal, ours.signal]),
    killSignal: 'SIGKILL',
    env: { LC_ALL: 'C', SYSTEMD_COLORS: '0', SYSTEMD_LOG_TARGET: 'console', SYSTEMD_LOG_LEVEL: 'info' },
  })
  let messages = ''
  child.stderr.on('data', (bytes: Buffer) => {
    messages = (messages + bytes.toString('utf8')).slice(-4096)
  })
  const output = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, unknown>
  let over = false
  function stop(): void {
    ours.abort()
    // execa waits until both streams were read to their end, which nobody does any more.
    child.stdout.destroy()
    child.stderr.destroy()
  }
  return {
    async next() {
      // A journalctl that was killed, or never started, has no more output either.
      const piece = await output.next().catch(() => ({ done: true as const, value: undefined }))
      over ||= piece.done === true
      return piece
    },
    async end() {
      // After the end of its output, journalctl is about to say why; if it is killed now, it cannot.
      const patience = setTimeout(stop, over ? 5000 : 0)
      const outcome = await child
      clearTimeout(patience)
      return ending(journal, outcome, messages.trim())
    },
  }
}

/** The whole output of a journalctl that ends by itself. Only for small outputs. */
export async function askJournalctl(
  journal: Journal,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ output: Buffer } | { problem: Ending }> {
  const run = await runJournalctl(journal, args, signal)
  const pieces: Buffer[] = []
  for (let piece = await run.next(); !piece.done; piece = await run.next()) pieces.push(piece.value)
  const end = await run.end()
  return end.kind === 'done' ? { output: Buffer.concat(pieces) } : { problem: end }
}

/** The last entry in the journal, without its message. */
export async function newestEntry(
  journal: Journal,
  matches: readonly string[],
  signal: AbortSignal,
): Promise<Entry | undefined> {
  const args = ['--output=export', '--no-pager', '--output-fields=PRIORITY', '--lines=1', ...matches]
  const answer = await askJournalctl(journal, args, AbortSignal.any([signal, AbortSignal.timeout(30_000)]))
  return 'output' in answer ? new EntryReader().read(answer.output).at(-1) : undefined
}

/** Arguments for the export format. */
export const exportArguments = ['--output=export', '--all', '--no-pager', `--output-fields=${entryFields.join(',')}`]

function journalArguments({ directory, namespace }: Journal): string[] {
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

function ending(journal: Journal, { code, exitCode, signal }: Outcome, messages: string): Ending {
  const binary = journal.journalctl ?? 'journalctl'
  if (code === 'ENOENT') {
    return {
      kind: 'missing',
      text:
        `${binary} was not found: the journal can be read only where systemd runs; ` +
        'name files or containers to follow instead',
    }
  }
  if (code === 'EACCES') return { kind: 'missing', text: `${binary} may not be run: no permission` }
  // journalctl says this only without an export format. With --follow it would go on, but not notice when files come.
  if (/No journal files were found/.test(messages))
    return { kind: 'none', text: `there is no journal${whereOf(journal)} yet` }
  if (exitCode === 0) return { kind: 'done', text: '' }
  if (/insufficient permissions|Permission denied/.test(messages))
    return { kind: 'rights', text: withoutRights(journal) }
  if (/unrecognized option|invalid option|Unknown output/.test(messages)) {
    return { kind: 'old', text: `this journalctl is too old, systemd 245 or newer is needed: ${lastLine(messages)}` }
  }
  if (/Failed to seek to cursor/.test(messages)) return { kind: 'cursor', text: lastLine(messages) }
  const how = signal === undefined ? `exit ${exitCode ?? code ?? 'unknown'}` : signal
  return { kind: 'ended', text: messages === '' ? how : `${how}: ${lastLine(messages)}` }
}

function whereOf({ directory, namespace }: Journal): string {
  if (directory !== undefined) return ` in ${directory}`
  return namespace === undefined ? ' on this machine' : ` of the namespace ${namespace}`
}

function withoutRights({ directory }: Journal): string {
  return (
    `no permission to read ${directory ?? 'the journal'}: run as root, ` +
    'or let your user read journals and log in again: sudo usermod -aG systemd-journal ' +
    `${userInfo().username} (where there is no such group: adm)`
  )
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1).slice(0, 300)
}
