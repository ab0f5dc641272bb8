import { access, constants, readdir } from 'node:fs/promises'
import { dockerContainers, dockerSource, type FoundContainer } from './docker/docker.ts'
import { filesAt } from './files/files.ts'
import { logPlaces } from './files/openclaw.ts'
import { journald, journalUnits } from './journald/journald.ts'
import type { LiveSource } from './live.ts'

/** One place where logs of a gateway may be: what was found in it, or why it cannot be read. */
export interface Place {
  readonly kind: 'journald' | 'docker' | 'files'
  /** Of the source that would be followed, or of where it was looked. */
  readonly title: string
  /** What was found, one a line. */
  readonly found: readonly string[]
  /** Why nothing can be read here, and what to do about it. */
  readonly problem?: string
  /** Makes what `follow` reads when nothing else is asked for; `undefined` when nothing was found. */
  readonly source?: () => LiveSource | Promise<LiveSource>
}

const gatewayUnit = /^(?!.*@\d+\.service$)(?:openclaw|clawdbot|moltbot)[\w.@-]*\.service$/i

/** Looks for gateways of OpenClaw on this machine: units in the journal, containers of the engine, the gateway's own log files. */
export async function discover(signal?: AbortSignal): Promise<Place[]> {
  const places = await Promise.all([inJournal(signal), inEngine(signal), ...logPlaces().map(inFolder)])
  return places.flat()
}

async function inJournal(signal: AbortSignal | undefined): Promise<Place> {
  const known = await journalUnits({}, signal)
  if ('problem' in known) return { kind: 'journald', title: 'journald', found: [], problem: known.problem }
  const units = known.units.filter((unit) => gatewayUnit.test(unit))
  const userUnits = known.userUnits.filter((unit) => gatewayUnit.test(unit))
  const found = [...units.map((unit) => `${unit} (system)`), ...userUnits.map((unit) => `${unit} (user)`)]
  if (found.length === 0) return { kind: 'journald', title: 'journald', found }
  const source = journald({ units, userUnits })
  return { kind: 'journald', title: source.title, found, source: () => source }
}

async function inEngine(signal: AbortSignal | undefined): Promise<Place> {
  const known = await dockerContainers({}, signal)
  if ('problem' in known) return { kind: 'docker', title: 'docker', found: [], problem: known.problem }
  const found = known.containers.map(inWords)
  if (found.length === 0) return { kind: 'docker', title: 'docker', found }
  return { kind: 'docker', title: 'docker', found, source: () => dockerSource({ selectors: [] }) }
}

function inWords({ name, project, service, image, state, logDriver }: FoundContainer): string {
  const compose = project === undefined ? '' : `, Compose ${project}/${service ?? '?'}`
  return `${name} (${image}, ${state}${compose}, log driver ${logDriver})`
}

async function inFolder(path: string): Promise<Place> {
  const title = `files ${path}`
  try {
    await access(path, constants.R_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'files', title, found: [] }
    const problem = `no permission to read ${path}; run oclog as the user that runs the gateway`
    return { kind: 'files', title, found: [], problem }
  }
  const names = await readdir(path).catch(() => [path])
  const found = names.filter((name) => name.includes('.log')).sort()
  if (found.length === 0) return { kind: 'files', title, found }
  return { kind: 'files', title, found, source: () => filesAt(path) }
}
