import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import JSON5 from 'json5'
import { isOpenclawName } from './names.ts'

/** What OpenClaw looks at to decide where it writes. */
export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv
  readonly home?: string
  /** Folders for temporary files: the one that it takes first, and the one of the system, for when that is not to be trusted. */
  readonly tmp?: readonly string[]
}

/**
 * Folders and files in which gateways of this machine may log, whether there or not: `logging.file` of the configurations, then the
 * folders that OpenClaw takes by itself, also those of other users. https://docs.openclaw.ai/logging
 */
export function logPlaces({
  env = process.env,
  home = env['OPENCLAW_HOME']?.trim() || homedir(),
  tmp = ['/tmp', tmpdir()],
}: Surroundings = {}): string[] {
  const places = new Set<string>()
  for (const config of configsOf(env, home)) {
    const file = loggingFile(config)
    if (file === undefined) continue
    const path = resolve(file.replace(/^~(?=\/)/, home))
    // A dated name is that of the day on which it was written down.
    places.add(isOpenclawName(basename(path)) ? dirname(path) : path)
  }
  places.add(join(tmp[0] ?? '/tmp', 'openclaw'))
  for (const folder of tmp)
    for (const name of namesIn(folder)) {
      // Locks and media are kept in folders of that name, too.
      const path = join(folder, name)
      if (/^(?:openclaw|moltbot|clawdbot)(?:-\d+)?$/.test(name) && namesIn(path).some(isOpenclawName)) places.add(path)
    }
  // What launchd collects of a gateway, since 2026.5.18 and before.
  for (const file of [
    'Library/Logs/openclaw/gateway.log',
    '.openclaw/logs/gateway.log',
    '.openclaw/logs/gateway.err.log',
  ])
    if (existsSync(join(home, file))) places.add(join(home, file))
  return [...places]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** As OpenClaw looks for it: where the environment says, else in the home folder, under its former names as well. */
function configsOf(env: NodeJS.ProcessEnv, home: string): string[] {
  const named = (env['OPENCLAW_CONFIG_PATH'] ?? env['CLAWDBOT_CONFIG_PATH'])?.trim()
  if (named) return [named]
  const state = (env['OPENCLAW_STATE_DIR'] ?? env['CLAWDBOT_STATE_DIR'])?.trim()
  // `openclaw --profile work` keeps its state in ~/.openclaw-work.
  const profiles = namesIn(home).filter((name) => name.startsWith('.openclaw-'))
  const folders = ['.openclaw', ...profiles, '.clawdbot', '.moldbot', '.moltbot'].map((name) => join(home, name))
  return (state ? [state] : folders).flatMap((folder) =>
    ['openclaw', 'clawdbot', 'moldbot', 'moltbot'].map((name) => join(folder, `${name}.json`)),
  )
}

/** `logging.file` of a configuration, which is JSON5. */
function loggingFile(config: string): string | undefined {
  try {
    const parsed = JSON5.parse<{ logging?: { file?: unknown } } | null>(readFileSync(config, 'utf8'))
    const file = parsed?.logging?.file
    return typeof file === 'string' && file !== '' ? file : undefined
  } catch {
    // There is none, or one that the gateway refuses as well.
    return undefined
  }
}
