import { access, constants, readdir } from 'node:fs/promises'
import { codeOf } from '../base/errors.ts'
import type { Installation } from '../model/installation.ts'
import { dockerContainers, dockerSource, type FoundContainer } from './docker/docker.ts'
import { filesAt } from './files/files.ts'
import { logPlaces } from './files/log-places.ts'
import { journald, journalUnits } from './journald/journald.ts'
import type { LiveSource } from './live.ts'

/** Something on this machine that may hold logs of a gateway, with what was found there, or why it cannot be read. */
export interface Candidate {
  readonly kind: 'journald' | 'docker' | 'files'
  /** Title of the source that would be followed, or the place that was searched. */
  readonly title: string
  /** The items found, as shown to people. */
  readonly found: readonly string[]
  /** Why nothing can be read here, and what to do about it. */
  readonly problem?: string
  /** Makes the source that `follow` reads by default; `undefined` when nothing was found. */
  readonly source?: () => LiveSource | Promise<LiveSource>
}

/** Looks for gateways on this machine: units in the journal, containers of the engine, log files. */
export async function discover(installation: Installation, signal?: AbortSignal): Promise<Candidate[]> {
  const folders = logPlaces(installation).map((path) => inFolder(path, installation))
  const candidates = await Promise.all([inJournal(installation, signal), inEngine(installation, signal), ...folders])
  return candidates.flat()
}

async function inJournal({ unit }: Installation, signal: AbortSignal | undefined): Promise<Candidate> {
  const known = await journalUnits({}, signal)
  if ('problem' in known) return { kind: 'journald', title: 'journald', found: [], problem: known.problem }
  const units = known.units.filter((name) => unit.test(name))
  const userUnits = known.userUnits.filter((name) => unit.test(name))
  const found = [...units.map((name) => `${name} (system)`), ...userUnits.map((name) => `${name} (user)`)]
  if (found.length === 0) return { kind: 'journald', title: 'journald', found }
  const source = journald({ units, userUnits })
  return { kind: 'journald', title: source.title, found, source: () => source }
}

async function inEngine({ container }: Installation, signal: AbortSignal | undefined): Promise<Candidate> {
  const selection = { selectors: [], gateway: container }
  const known = await dockerContainers(selection, signal)
  if ('problem' in known) return { kind: 'docker', title: 'docker', found: [], problem: known.problem }
  const found = known.containers.map(inWords)
  if (found.length === 0) return { kind: 'docker', title: 'docker', found }
  return { kind: 'docker', title: 'docker', found, source: () => dockerSource(selection) }
}

function inWords({ name, project, service, image, state, logDriver }: FoundContainer): string {
  const compose = project === undefined ? '' : `, Compose ${project}/${service ?? '?'}`
  return `${name} (${image}, ${state}${compose}, log driver ${logDriver})`
}

async function inFolder(path: string, { datedLogs }: Installation): Promise<Candidate> {
  const title = `files ${path}`
  try {
    await access(path, constants.R_OK)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'files', title, found: [] }
    const problem = `no permission to read ${path}; run oclog as the user that runs the gateway`
    return { kind: 'files', title, found: [], problem }
  }
  const names = await readdir(path).catch(() => [path])
  const found = names.filter((name) => name.includes('.log')).sort()
  if (found.length === 0) return { kind: 'files', title, found }
  return { kind: 'files', title, found, source: () => filesAt(path, datedLogs) }
}
