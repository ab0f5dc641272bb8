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
