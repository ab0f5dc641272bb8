import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newFolder } from '../helpers/folder.ts'

const daemon = ['/usr/lib/systemd/systemd-journald', '/lib/systemd/systemd-journald'].find((path) => existsSync(path))

/** Why no journald can be brought up here, `undefined` when one can. */
export const noJournald: string | undefined = whyNot()

function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may start a systemd-journald'
  if (daemon === undefined) return 'there is no systemd-journald (Debian: apt-get install systemd)'
  try {
    accessSync('/run', constants.W_OK)
    if (readFileSync('/etc/machine-id', 'utf8').trim() === '') return '/etc/machine-id is empty'
    execFileSync('journalctl', ['--version'], { stdio: 'ignore' })
  } catch (error) {
    return (error as Error).message
  }
  return undefined
}

let instances = 0

/** A systemd-journald of its own, in a namespace beside the machine's. It needs no systemd as process 1. */
export class Journald {
  readonly namespace = `oclog${process.pid}x${++instances}`
  readonly socket = `/run/systemd/journal.${this.namespace}/stdout`
  private readonly configuration = `/run/systemd/journald@${this.namespace}.conf.d`
  private process: ChildProcess | undefined
  private readonly writers = new Set<Socket>()
  private readonly folders: string[] = []

  constructor(settings: readonly string[] = ['RateLimitIntervalSec=0', 'RateLimitBurst=0']) {
    mkdirSync(this.configuration, { recursive: true })
    // Without a retention time an instance of a namespace ends itself after 30 s in which nothing happens.
    const always = ['Storage=persistent', 'SystemMaxUse=1G', 'SystemMaxFileSize=64M', 'SystemKeepFree=16M', 'MaxRetentionSec=1week', 'ReadKMsg=no', 'Audit=no'] // prettier-ignore
    writeFileSync(join(this.configuration, 'oclog.conf'), ['[Journal]', ...always, ...settings, ''].join('\n'))
  }

  /** `boot`: as if the machine had been started with this boot id, a UUID. */
  async start(boot?: string): Promise<void> {
    const env = { ...process.env, SYSTEMD_LOG_TARGET: 'console' }
    rmSync(this.socket, { force: true })
    if (boot === undefined) this.process = spawn(daemon!, [this.namespace], { stdio: 'ignore', env })
    else {
      const file = join(newFolder(), 'boot_id')
      writeFileSync(file, `${boot}\n`)
      const command = `mount --bind '${file}' /proc/sys/kernel/random/boot_id && exec ${daemon} ${this.namespace}`
      const args = ['--mount', '--propagation', 'private', 'sh', '-c', command]
      this.process = spawn('unshare', args, { stdio: 'ignore', env })
    }
    while (!existsSync(this.socket) || !existsSync(join(dirname(this.socket), 'io.systemd.journal'))) {
      if (this.process.exitCode !== null) throw new Error(`systemd-journald ended (${this.process.exitCode})`)
      await sleep(10)
    }
  }

  /** Ends the daemon; what it has written stays. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    for (const writer of this.writers) writer.destroy()
    this.writers.clear()
    const child = this.process
    this.process = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  /** Ends the daemon and removes all that it has left. */
  async remove(): Promise<void> {
    await this.end()
    const id = readFileSync('/etc/machine-id', 'utf8').trim()
    for (const path of [this.configuration, dirname(this.socket), `/var/log/journal/${id}.${this.namespace}`, `/run/log/journal/${id}.${this.namespace}`]) {
      rmSync(path, { recursive: true, force: true })
    } // prettier-ignore
    for (const folder of this.folders.reverse()) rmdirSync(folder)
  }

  /** The real journalctl, for this journal. */
  journalctl(...args: readonly string[]): string {
    const all = [`--namespace=${this.namespace}`, '--no-pager', ...args]
    return execFileSync('journalctl', all, {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }

  /** A stream as systemd opens it for what a unit writes. */
  async writer(unit: string, { identifier = 'node', priority = 6 } = {}): Promise<(text: string) => Promise<void>> {
    // journald closes its side at once: without allowHalfOpen Node would close the other one after the first line.
    const socket = connect({ path: this.socket, allowHalfOpen: true })
    await once(socket, 'connect')
    this.writers.add(socket)
    socket.on('error', () => this.writers.delete(socket))
    socket.write(`${identifier}\n${unit}\n${priority}\n1\n0\n0\n0\n`)
    return (text) =>
      new Promise((resolve, reject) => void socket.write(text, (error) => (error ? reject(error) : resolve())))
  }

  /** Runs a program as user 1000 in the cgroup of a unit of that user, with its output going to this journal. */
  async asUserUnit(unit: string, script: string): Promise<void> {
    const base = existsSync('/sys/fs/cgroup/unified') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup'
    const group = join(base, 'user.slice/user-1000.slice/user@1000.service/app.slice', unit)
    this.makeFolder(group)
    const program = `const socket = require('net').connect({ path: '${this.socket}', allowHalfOpen: true })
      socket.write('node\\n\\n6\\n1\\n0\\n0\\n0\\n'); const print = (text) => socket.write(text + '\\n'); ${script}; socket.end()`
    const command = `echo $$ > '${group}/cgroup.procs' && exec setpriv --reuid 1000 --regid 1000 --clear-groups "$0" -e "$1"`
    const child = spawn('sh', ['-c', command, process.execPath, program], { stdio: ['ignore', 'ignore', 'inherit'] })
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
