import { installation } from '../../patterns/installation.ts'
import { UserError } from '../base/errors.ts'
import { discover } from '../sources/discovery.ts'
import { dockerSource } from '../sources/docker/docker.ts'
import { filesAt } from '../sources/files/files.ts'
import { journald } from '../sources/journald/journald.ts'
import type { LiveSource, Notice } from '../sources/live.ts'
import { standardInput } from '../sources/stdin.ts'

export interface SourceFlags {
  readonly journal?: string[]
  readonly journalDirectory?: string
  readonly journalNamespace?: string
  readonly docker?: string[]
  readonly dockerHost?: string
  readonly file?: string[]
}

/** The sources that the flags and arguments name; without any, those found on this machine. */
export async function liveSources(
  inputs: readonly string[],
  flags: SourceFlags,
  notice: (notice: Notice) => void,
  signal: AbortSignal,
): Promise<LiveSource[]> {
  const files = [...(flags.file ?? []), ...inputs]
  const sources = [...journalSources(flags), ...dockerSources(flags)]
  for (const path of files) sources.push(path === '-' ? standardInput() : await filesAt(path, installation.datedLogs))
  return sources.length > 0 ? sources : foundSources(notice, signal)
}

function journalSources(flags: SourceFlags): LiveSource[] {
  if (!namesJournal(flags)) return []
  const { journal = [], journalDirectory: directory, journalNamespace: namespace } = flags
  return [
    journald({
      units: journal,
      ...(directory === undefined ? {} : { directory }),
      ...(namespace === undefined ? {} : { namespace }),
    }),
  ]
}

function dockerSources(flags: SourceFlags): LiveSource[] {
  const { journal = [], docker, dockerHost: host } = flags
  if (!docker && host === undefined) return []
  // Lines of containers that log to the journal are read there, as lines of the engine's unit.
  const isInJournal =
    namesJournal(flags) && (journal.length === 0 || journal.some((unit) => /^docker(?:\.service)?$/.test(unit)))
  const skipDrivers = isInJournal ? ['journald'] : []
  return [dockerSource({ selectors: docker ?? [], gateway: installation.container, host, skipDrivers })]
}

function namesJournal({ journal = [], journalDirectory, journalNamespace }: SourceFlags): boolean {
  return journal.length > 0 || journalDirectory !== undefined || journalNamespace !== undefined
}

async function foundSources(notice: (notice: Notice) => void, signal: AbortSignal): Promise<LiveSource[]> {
  const candidates = await discover(installation, signal)
  for (const { title, problem } of candidates)
    if (problem !== undefined) notice({ kind: 'note', source: title, text: problem })
  const found: LiveSource[] = []
  for (const { source } of candidates) if (source) found.push(await source())
  if (found.length > 0 || signal.aborted) return found
  const searched = candidates.map(({ title }) => title).join(', ')
  throw new UserError(
    `found nothing of ${installation.product} to follow: ${searched}; ` +
      'name it with --journal UNIT, --docker NAME or --file PATH (oclog sources says more)',
  )
}
