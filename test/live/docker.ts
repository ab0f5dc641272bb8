import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import Docker from 'dockerode'
import { patience } from '../helpers/patience.ts'

const path = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`
const find = (program: string): string | undefined =>
  path.split(':').map((folder) => join(folder, program)).find((file) => existsSync(file)) // prettier-ignore
const dockerd = find('dockerd')
// Statically linked, as Debian's busybox-static is: nothing else is needed in an image.
const busybox = find('busybox')

/** Why no engine can be brought up here, `undefined` when one can. */
export const noDocker: string | undefined = whyNot()

function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may start a dockerd'
  if (dockerd === undefined) return 'there is no dockerd (Debian: apt-get install docker.io)'
  if (busybox === undefined) return 'there is no busybox to run in a container (Debian: apt-get install busybox-static)'
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
  } catch {
    return 'no namespaces may be made here'
  }
  return undefined
}

/** Compose's command, v2 or v1; `undefined` when there is none. */
export const compose: readonly string[] | undefined = [['docker', 'compose'], ['docker-compose']].find(
  ([command, ...args]) => {
    try {
      execFileSync(command!, [...args, 'version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  },
)

export const image = 'oclog/busybox:test'

/** A Docker engine of its own beside the machine's: without a network, so that nothing of it stays. */
export class DockerEngine {
  readonly host: string
  readonly docker: Docker
  private readonly folder: string
  private process: ChildProcess | undefined

  /** `folder`: an empty one, where all of it will be. */
  constructor(folder: string) {
    this.folder = folder
    const socketPath = join(folder, 'docker.sock')
    this.host = `unix://${socketPath}`
    this.docker = new Docker({ socketPath })
  }

  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'dockerd.log'), 'a')
    const args = [
      '--data-root', this.in('data'), '--exec-root', this.in('exec'), '--pidfile', this.in('pid'), '--host', this.host, '--group', '0',
      '--bridge=none', '--iptables=false', '--ip6tables=false', '--live-restore',
    ] // prettier-ignore
    // A pid file that was left behind names a process that may be another one by now.
    rmSync(this.in('pid'), { force: true })
    const child = spawn(dockerd!, args, { stdio: ['ignore', log, log], env: { ...process.env, PATH: path } })
    this.process = child
    const deadline = performance.now() + patience
    while (!(await this.docker.ping().then(() => true, () => false))) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`dockerd does not come up:\n${readFileSync(this.in('dockerd.log'), 'utf8').slice(-2000)}`)
      await sleep(50)
    }
  } // prettier-ignore

  /** The only image there is: all that busybox can do. */
  async makeImage(): Promise<void> {
    const bin = this.in('image/bin')
    mkdirSync(bin, { recursive: true })
    copyFileSync(busybox!, join(bin, 'busybox'))
    for (const name of execFileSync(busybox!, ['--list'], { encoding: 'utf8' }).trim().split('\n'))
      if (name !== 'busybox') symlinkSync('busybox', join(bin, name))
    const tar = execFileSync(busybox!, ['tar', '-c', '-C', this.in('image'), '.'], { maxBuffer: 1 << 26 })
    const [repo, tag] = image.split(':')
    const answer = await this.docker.importImage(Readable.from([tar]), { repo, tag, changes: 'ENV PATH=/bin' })
    await once(answer.resume(), 'end')
  }

  /** Its containers go on. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
    // Its containerd dies with it, but is a zombie until process 1 looks after it, and the next dockerd would wait for
    // it.
    rmSync(this.in('exec/containerd/containerd.pid'), { force: true })
  }

  async run(
    name: string,
    script: string,
    {
      tty = false,
      labels = {},
      driver = 'json-file',
      driverOptions = {},
      restart = 'no',
      unhealthy = false,
    }: RunOptions = {},
  ): Promise<Docker.Container> {
    const container = await this.docker.createContainer({
      name,
      Image: image,
      Cmd: ['sh', '-c', script],
      Tty: tty,
      Labels: labels,
      // Seconds. Its last word must not be cut off because the machine is busy.
      StopTimeout: patience / 1000,
      ...(unhealthy ? { Healthcheck: { Test: ['CMD', 'false'], Interval: 200_000_000, Retries: 1 } } : {}),
      HostConfig: {
        NetworkMode: 'none',
        LogConfig: { Type: driver, Config: driverOptions },
        RestartPolicy: { Name: restart },
      },
    })
    await container.start()
    return container
  }

  /** Runs Compose for a project with the services given. */
  async compose(project: string, services: object, ...args: readonly string[]): Promise<void> {
    const file = this.in('compose.json')
    // Compose would put variables in.
    writeFileSync(file, JSON.stringify({ version: '3.4', services }).replaceAll('$', '$$$$'))
    const [command, ...first] = compose!
    const env = { ...process.env, DOCKER_HOST: this.host }
    await promisify(execFile)(command!, [...first, '-p', project, '-f', file, ...args], { env, timeout: patience })
  }

  /** Until none is left: what is in the middle of something is refused, and what removes itself is gone. */
  async removeContainers(): Promise<void> {
    const deadline = performance.now() + patience
    for (;;) {
      const all = await this.docker.listContainers({ all: true })
      if (all.length === 0) return
      const removed = all.map(({ Id }) => this.docker.getContainer(Id).remove({ force: true, v: true }))
      const problems = (await Promise.allSettled(removed)).flatMap((each) =>
        each.status === 'rejected' ? [each.reason as Error] : [],
      )
      if (problems.length > 0 && performance.now() > deadline) throw problems[0]
      if (problems.length > 0) await sleep(50)
    }
  }

  /** What a container has written, as the engine gives it to anybody. */
  async logOf(container: Docker.Container, tail?: number): Promise<string> {
    const options = { stdout: true, stderr: true, follow: false, ...(tail === undefined ? {} : { tail }) } as const
    return (await container.logs(options)).toString('utf8')
  }

  /** Ends the engine and removes all that it has left. */
  async remove(): Promise<void> {
    if (!this.process) await this.start().catch(() => undefined)
    await this.removeContainers().catch(() => undefined)
    await this.end('SIGTERM')
    // Where it was killed, or did not come up.
    for (const pid of processesOf(this.folder)) process.kill(pid, 'SIGKILL')
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '')
    for (const mount of mounts.filter((each) => each.startsWith(`${this.folder}/`)).sort().reverse())
      execFileSync('umount', ['--lazy', mount])
    rmSync(this.folder, { recursive: true, force: true })
  } // prettier-ignore

  private in(name: string): string {
    return join(this.folder, name)
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process
    this.process = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    await gone
    clearTimeout(timer)
  }
}

/** Those that have a path in this folder among their arguments. */
function processesOf(folder: string): number[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number) // prettier-ignore
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`)
    } catch {
      return false
    }
  })
}

interface RunOptions {
  readonly tty?: boolean
  readonly labels?: Record<string, string>
  readonly driver?: string
  readonly driverOptions?: Record<string, string>
  readonly restart?: 'no' | 'always'
  readonly unhealthy?: boolean
}
