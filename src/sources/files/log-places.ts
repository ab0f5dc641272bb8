import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import JSON5 from 'json5'
import type { Installation, LogPlaces } from '../../model/installation.ts'

/** The parts of the machine that decide where a gateway writes. */
export interface Machine {
  readonly env?: NodeJS.ProcessEnv
  readonly home?: string
  /**
   * Folders for temporary files: the one that the gateway prefers, then the system's, its choice when it does not
   * trust the first.
   */
  readonly tmp?: readonly string[]
}

/**
 * Folders and files in which gateways of this machine may log, whether they exist or not: first those that
 * configurations name, then the gateway's own choices, including those of other users.
 */
export function logPlaces(
  { datedLogs, logPlaces: known }: Pick<Installation, 'datedLogs' | 'logPlaces'>,
  { env = process.env, home = env[known.homeVariable]?.trim() || homedir(), tmp = ['/tmp', tmpdir()] }: Machine = {},
): string[] {
  const isDated = (name: string): boolean => datedLogs.name.test(name)
  const places = new Set<string>()
  for (const config of configsOf(known, env, home)) {
    const file = logFileIn(config, known.logFileKeys)
    if (file === undefined) continue
    const path = resolve(file.replace(/^~(?=\/)/, home))
    // A dated name in a configuration is that of the day on which it was written.
    places.add(isDated(basename(path)) ? dirname(path) : path)
  }
  places.add(join(tmp[0] ?? '/tmp', known.temporaryFolder))
  for (const folder of tmp)
    for (const name of namesIn(folder)) {
      // A folder with such a name may hold only locks and media.
      const path = join(folder, name)
      if (known.temporaryFolders.test(name) && namesIn(path).some(isDated)) places.add(path)
    }
  for (const file of known.collected) if (existsSync(join(home, file))) places.add(join(home, file))
  return [...places]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** Possible paths of configurations, in the gateway's order: the environment's, else those in the home folder. */
function configsOf(known: LogPlaces, env: NodeJS.ProcessEnv, home: string): string[] {
  const file = firstSet(env, known.configVariables)
  if (file) return [file]
  const folder = firstSet(env, known.stateVariables)
  const profiles = namesIn(home).filter((name) => name.startsWith(known.profilePrefix))
  const inHome = [known.stateFolder, ...profiles, ...known.formerStateFolders].map((name) => join(home, name))
  return (folder ? [folder] : inHome).flatMap((each) => known.configFiles.map((name) => join(each, name)))
}

function firstSet(env: NodeJS.ProcessEnv, variables: readonly string[]): string | undefined {
  return variables.map((name) => env[name]).find((value) => value !== undefined)?.trim() // prettier-ignore
}

/**
 * The path of the log in a configuration; `undefined` when there is none, or when the gateway would reject the file
 * as well.
 */
function logFileIn(config: string, keys: readonly string[]): string | undefined {
  try {
    let value = JSON5.parse<unknown>(readFileSync(config, 'utf8'))
    for (const key of keys) value = (value as Record<string, unknown> | null | undefined)?.[key]
    return typeof value === 'string' && value !== '' ? value : undefined
  } catch {
    return undefined
  }
}
