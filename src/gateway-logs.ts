import { readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import JSON5 from 'json5'

/**
 * Where a gateway of this user writes logs of its own: the folders of its dated files and the files that its service manager
 * fills. Paths only; whether they exist is not looked at. https://docs.openclaw.ai/logging, and launchd's of each version.
 */
export function gatewayLogs(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string[] {
  const home = environment['OPENCLAW_HOME'] ?? homedir()
  const state = environment['OPENCLAW_STATE_DIR'] ?? join(home, '.openclaw')
  const config = environment['OPENCLAW_CONFIG_PATH'] ?? join(state, 'openclaw.json')
  const user = process.getuid?.() ?? ''
  return [
    ...new Set([
      ...configured(config, home),
      ...(platform === 'win32' ? [] : ['/tmp/openclaw']),
      join(tmpdir(), `openclaw-${user}`),
      ...(platform === 'darwin' ? [join(home, 'Library/Logs/openclaw/gateway.log')] : []),
      join(state, 'logs/gateway.log'),
      join(state, 'logs/gateway.err.log'),
    ]),
  ]
}

/** `logging.file` of the configuration, which is JSON5. */
function configured(path: string, home: string): string[] {
  try {
    const config = JSON5.parse<{ logging?: { file?: unknown } } | null>(readFileSync(path, 'utf8'))
    const file = config?.logging?.file
    if (typeof file !== 'string' || file === '') return []
    if (file.startsWith('~/')) return [join(home, file.slice(2))]
    return [isAbsolute(file) ? file : join(dirname(path), file)]
  } catch {
    // No configuration, or one that the gateway itself refuses: its default then.
    return []
  }
}
