import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { stripAnsi } from '../base/text.ts'

/** What OpenClaw says of itself: each command that only reads, its output or why there is none. Nothing waits for an answer of anybody. */
const commands = [
  { file: 'version.txt', args: ['--version'] },
  { file: 'status.txt', args: ['status', '--all'] },
  { file: 'doctor.txt', args: ['doctor', '--non-interactive'] },
] as const

export interface Said {
  readonly file: string
  readonly text: string
}

export async function askOpenclaw(timeoutMs = 20_000): Promise<Said[]> {
  const said = commands.map(async ({ file, args }): Promise<Said> => {
    const command = `openclaw ${args.join(' ')}`
    const { all, exitCode, timedOut, code } = await execa('openclaw', args, {
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: timeoutMs,
      forceKillAfterDelay: 1000,
      env: { NO_COLOR: '1' },
    })
    const end =
      code === 'ENOENT'
        ? 'there is no openclaw on the path'
        : timedOut
          ? `ended after ${timeoutMs / 1000} s without an answer`
          : `exit code ${exitCode}`
    return { file, text: `$ ${command}\n${stripAnsi(all ?? '')}\n(${end})\n` }
  })
  return Promise.all(said)
}

/** The configuration as it is written, comments and all; still with its secrets. */
export function configuration(): Said {
  const path = process.env['OPENCLAW_CONFIG_PATH'] ?? join(homedir(), '.openclaw', 'openclaw.json')
  try {
    return { file: 'openclaw.json', text: readFileSync(path, 'utf8') }
  } catch (error) {
    return {
      file: 'openclaw.json.missing.txt',
      text: `not read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}\n`,
    }
  }
}

const named =
  /((["']?)[\w.-]*(?:token|secret|pass(?:word|wd|phrase)?|key|credential|auth|cookie|nonce|pin|otp|phone|allow_?from)[\w.-]*\2\s*:\s*)(["'])((?:(?!\3)[^\\\n]|\\.)*)\3/gi
// Marks, a reference to the environment, a choice of a mode: they say what is there, and no secret.
const telling = /‹|^(?:\$\{\w+\}|token|password|none|trusted-proxy|)$/

/** A redacted configuration without the value of anything else that is called like a secret, whatever it looks like. */
export function withoutNamedSecrets(text: string): string {
  return text.replace(named, (whole, before: string, _, quote: string, value: string) =>
    telling.test(value) ? whole : `${before}${quote}[hidden]${quote}`,
  )
}
