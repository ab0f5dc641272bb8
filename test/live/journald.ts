import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newFolder } from '../helpers/folder.ts'
import { patience } from '../helpers/patience.ts'

const daemon = ['/usr/lib/systemd/systemd-journald', '/lib/systemd/systemd-journald'].find((path) => existsSync(path))
const groups = existsSync('/sys/fs/cgroup/unified') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup'
const id = (): string => readFileSync('/etc/machine-id', 'utf8').trim()

/** Waits for what takes a moment. */
export async function eventually(what: string, condition: () => unknown): Promise<void> {
  const begun = performance.now()
  while (!(await condition())) {
    if (performance.now() - begun > patience) throw new Error(`waited in vain until ${what}`)
    await sleep(20)
  }
}

/** Starts a program that ends when this process does, however that ends. */
export function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], options)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  const hangs = setTimeout(() => child.kill('SIGKILL'), 60_000)
  await gone
  clearTimeout(hangs)
}

let instances = 0

/** A systemd-journald of its own, in a namespace beside the machine's. It needs no systemd as process 1. */
export class Journald {
  readonly namespace = `oclog${process.pid}x${++instances}`
  readonly socket = `/run/systemd/journal.${this.namespace}/stdout`
  private readonly configuration = `/run/systemd/journald@${this.namespace}.conf.d`
  private process: ChildProcess | undefined
  private readonly writers = new Set<ChildProcess>()
  private readonly folders: string[] = []

  constructor(settings: readonly string[] = ['RateLimitIntervalSec=0', 'RateLimitBurst=0']) {
    mkdirSync(this.configuration, { recursive: true })
    // Without a retention time an instance of a namespace ends itself after 30 s in which nothing happens.
    const always = ['Storage=persistent', 'SystemMaxUse=1G', 'SystemMaxFileSize=64M', 'SystemKeepFree=16M', 'MaxRetentionSec=1week', 'ReadKMsg=no', 'Audit=no'] // prettier-ignore
    writeFileSync(join(this.configuration, 'oclog.conf'), ['[Journal]', ...always, ...settings, ''].join('\n'))
  }

  /** `boot`: as if the machine had been started with this boot id, a UUID. */
  async start(boot?: string): Promise<void> {
    const options: SpawnOptions = { stdio: 'ignore', env: { ...process.env, SYSTEMD_LOG_TARGET: 'console' } }
    rmSync(this.socket, { force: true })
    if (boot === undefined) this.process = start(daemon!, [this.namespace], options)
    else {
      const file = join(newFolder(), 'boot_id')
      writeFileSync(file, `${boot}\n`)
      const command = `mount --bind '${file}' /proc/sys/kernel/random/boot_id && exec ${daemon} ${this.namespace}`
      this.process = start('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', command], options)
    }
    const child = this.process
    await eventually('systemd-journald has made its sockets', () => {
      if (child.exitCode !== null) throw new Error(`systemd-journald ended (${child.exitCode})`)
      return existsSync(this.socket) && existsSync(join(dirname(this.socket), 'io.systemd.journal'))
    })
  }

  /** Ends the daemon; what it has written stays. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await Promise.all([...this.writers].map((writer) => end(writer, 'SIGKILL')))
    this.writers.clear()
    if (this.process) await end(this.process, signal)
    this.process = undefined
  }

  /** Ends the daemon and removes all that it has left. */
  async remove(): Promise<void> {
    await this.end()
    removeAll(this.namespace)
    for (const folder of this.folders.reverse()) rmdirSync(folder)
  }

  /** The real journalctl, for this journal. */
  journalctl(...args: readonly string[]): string {
    const all = [`--namespace=${this.namespace}`, '--no-pager', ...args]
    return execFileSync('journalctl', all, {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      timeout: patience,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }

  /**
   * A stream as systemd opens it for what a unit writes. From a process of its own: journald remembers the unit of a
   * process.
   */
  async writer(unit: string, { identifier = 'node', priority = 6 } = {}): Promise<(text: string) => Promise<void>> {
    // journald closes its side at once: without allowHalfOpen Node would close the other one after the first line.
    const program = `const socket = require('net').connect({ path: process.argv[1], allowHalfOpen: true })
      socket.on('connect', () => console.log()); process.stdin.pipe(socket)`
    const child = start(process.execPath, ['-e', program, this.socket], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.writers.add(child)
    const begun = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
    if (typeof begun[0] === 'number') throw new Error(`nothing can be written to ${this.socket}`)
    // What is sent between its accept() and its SO_PASSCRED comes without credentials, and then it does not
    // believe the unit.
    this.journalctl('--sync')
    const stdin = child.stdin!
    stdin.on('error', () => undefined)
    stdin.write(`${identifier}\n${unit}\n${priority}\n1\n0\n0\n0\n`)
    return (text) =>
      new Promise((resolve, reject) => void stdin.write(text, (error) => (error ? reject(error) : resolve())))
  }

  /** Lines of a unit. */
  async write(unit: string, text: string): Promise<void> {
    const write = await this.writer(unit)
    await write(text)
  }

  /** Where its files are. */
  get files(): string {
    return `/var/log/journal/${id()}.${this.namespace}`
  }

  /** Waits until the journal holds a text in one of its last lines. */
  async has(text: string): Promise<void> {
    await eventually(`the journal has ${text}`, () => this.journalctl('--output=cat', '--lines=5').includes(text))
  }

  /** Runs a program as user 1000 in the cgroup of a unit of that user, with its output going to this journal. */
  async asUserUnit(unit: string, script: string): Promise<void> {
    const group = join(groups, 'user.slice/user-1000.slice/user@1000.service/app.slice', unit)
    this.makeFolder(group)
    const program = `const socket = require('net').connect({ path: '${this.socket}', allowHalfOpen: true })
      socket.write('node\\n\\n6\\n1\\n0\\n0\\n0\\n'); const print = (text) => socket.write(text + '\\n'); ${script}; socket.end()`
    const command = `echo $$ > '${group}/cgroup.procs' && exec setpriv --reuid 1000 --regid 1000 --clear-groups "$0" -e "$1"`
    const child = start('sh', ['-c', command, process.execPath, program], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`the program of the user's unit ended with ${code}`)
  }

  private makeFolder(path: string): void {
    if (existsSync(path)) return
    this.makeFolder(dirname(path))
    mkdirSync(path)
    this.folders.push(path)
  }
}

function removeAll(namespace: string): void {
  const paths = [
    `/run/systemd/journald@${namespace}.conf.d`,
    `/run/systemd/journal.${namespace}`,
    `/var/log/journal/${id()}.${namespace}`,
    `/run/log/journal/${id()}.${namespace}`,
  ]
  for (const path of paths) rmSync(path, { recursive: true, force: true })
}

/** What a run of these tests has left that was killed. */
function removeLeftovers(): void {
  for (const name of readdirSync('/run/systemd')) {
    const [, namespace, pid] = /^journal(?:d@|\.)(oclog(\d+)x\d+)/.exec(name) ?? []
    if (namespace !== undefined && !existsSync(`/proc/${pid}`)) removeAll(namespace)
  }
}

/** Why no journald can be brought up here, `undefined` when one can. */
export const noJournald: string | undefined = await whyNot()
/** Why no unit of a user can be imitated here. */
export const noUserUnits: string | undefined =
  noJournald ?? fails(() => accessSync(join(groups, 'cgroup.procs'), constants.W_OK))
/** Why no start of the machine can be imitated here. */
export const noBoots: string | undefined =
  noJournald ?? fails(() => execFileSync('unshare', ['--mount', 'true'], { stdio: 'pipe' }))

async function whyNot(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'only root may start a systemd-journald'
  if (daemon === undefined) return 'there is no systemd-journald (Debian: apt-get install systemd)'
  const lacks = fails(() => {
    if (id() === '') throw new Error('/etc/machine-id is empty')
    for (const command of ['journalctl', 'setpriv']) execFileSync(command, ['--version'], { stdio: 'pipe' })
    mkdirSync('/run/systemd', { recursive: true })
    removeLeftovers()
  })
  if (lacks !== undefined) return lacks
  const trial = new Journald()
  try {
    await trial.start()
    return undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    await trial.remove()
  }
}

function fails(attempt: () => void): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
