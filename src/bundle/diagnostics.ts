import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { codeOf } from '../base/errors.ts'
import { stripAnsi } from '../base/text.ts'
import type { Diagnostics } from '../model/installation.ts'

/** A text of the bundle, and the name of its file. Both are as they came: secrets have not been removed yet. */
export interface Statement {
  readonly file: string
  readonly text: string
}

/** Runs the diagnostic commands. Returns the output of each, or why there is none. */
export async function askGateway({ program, commands }: Diagnostics, timeoutMs = 20_000): Promise<Statement[]> {
  const asked = commands.map(async ({ file, args }): Promise<Statement> => {
    const { all, exitCode, timedOut, code } = await execa(program, args, {
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: timeoutMs,
      forceKillAfterDelay: 1000,
      env: { NO_COLOR: '1' },
    })
    const end =
      code === 'ENOENT'
        ? `there is no ${program} on the path`
        : timedOut
          ? `ended after ${timeoutMs / 1000} s without an answer`
          : `exit code ${exitCode}`
    return { file, text: `$ ${program} ${args.join(' ')}\n${stripAnsi(all ?? '')}\n(${end})\n` }
  })
  return Promise.all(asked)
}

/** The configuration as it is written, with its comments and secrets. */
export function configuration({ configuration: { variable, path, file } }: Diagnostics): Statement {
  try {
    return { file, text: readFileSync(process.env[variable] ?? join(homedir(), path), 'utf8') }
  } catch (error) {
    return { file: `${file}.missing.txt`, text: `not read: ${codeOf(error) ?? 'unknown'}\n` }
  }
}

const secretNames = 'token|secret|pass(?:word|wd|phrase)?|key|credential|auth|cookie|nonce|pin|otp|phone|allow_?from'
const namedValue = new RegExp(
  String.raw`((["']?)[\w.-]*(?:${secretNames})[\w.-]*\2\s*:\s*)(["'])((?:(?!\3)[^\\\n]|\\.)*)\3`,
  'gi',
)

/**
 * Hides every remaining value whose name sounds like that of a secret, whatever it looks like, in a configuration
 * that is redacted already. Marks of the redactor, references to the environment, and modes are kept: they tell
 * something and are no secrets.
 */
export function withoutNamedSecrets(text: string, { modes }: Pick<Diagnostics, 'modes'>): string {
  return text.replace(namedValue, (whole, before: string, _, quote: string, value: string) => {
    const isHarmless = value === '' || value.includes('‹') || /^\$\{\w+\}$/.test(value) || modes.includes(value)
    return isHarmless ? whole : `${before}${quote}[hidden]${quote}`
  })
}
