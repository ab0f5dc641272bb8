import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const node = join(root, 'node_modules/.bin/node')

export interface Outcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly uid?: number
  /** Options of Node itself. */
  readonly node?: readonly string[]
  /** Told of the process as soon as it runs. */
  readonly started?: (child: ChildProcess) => void
}

/** Starts the real command line, with nothing of this process's environment that could change what it prints. */
export function startOclog(args: readonly string[], { env, cwd, uid, node: options = [] }: Surroundings): ChildProcess {
  return spawn(node, [...options, join(root, 'src/cli.ts'), ...args], {
    cwd: cwd ?? root,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      TZ: 'UTC',
      // Half of a run is reading the sources; they are the same for all of them.
      NODE_COMPILE_CACHE: join(tmpdir(), 'oclog-test-compiled'),
      ...env,
    },
    ...(uid === undefined ? {} : { uid }),
  })
}

/** Runs the real command line to its end. */
export async function oclog(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const child = startOclog(args, surroundings)
  surroundings.started?.(child)
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout!.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr!.on('data', (chunk: Buffer) => stderr.push(chunk))
  const ended = new Promise<Pick<Outcome, 'code' | 'signal'>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  // It may end without reading all of it.
  child.stdin!.on('error', () => undefined)
  if (typeof surroundings.stdin === 'object' && Symbol.asyncIterator in surroundings.stdin) {
    for await (const chunk of surroundings.stdin) {
      if (child.exitCode !== null || child.signalCode !== null) break
      if (!child.stdin!.write(chunk))
        await Promise.race([new Promise((resolve) => child.stdin!.once('drain', resolve)), ended])
    }
    child.stdin!.end()
  } else child.stdin!.end(surroundings.stdin)
  const { code, signal } = await ended
  return { code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }
}
