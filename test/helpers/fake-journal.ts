import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './cli.ts'
import { eventually } from './during.ts'
import { newFolder } from './folder.ts'

export interface FakeEntry {
  readonly cursor: string
  /** Microseconds since the epoch. */
  readonly realtime: number
  readonly boot: string
  /** As `--output=export` writes it, in base64. */
  readonly bytes: string
}

/** What goes wrong in one run of journalctl. */
export interface Mishap {
  /** Gives nothing and does not end. */
  readonly hang?: boolean
  /** Gives the first entry twice. */
  readonly twice?: boolean
  /** Knows no cursor. */
  readonly refuse?: boolean
  /** Ends at once, with this on stderr and exit code 1. */
  readonly says?: string
  /** After so many bytes it ends with "Bad message", or writes garbage (base64) and goes on. */
  readonly after?: number
  readonly garbage?: string
}

export type Value = string | Buffer | readonly (string | Buffer)[]

/** One entry in the journal's export format. */
export function exportEntry(fields: Readonly<Record<string, Value>>): Buffer {
  const parts: Buffer[] = []
  for (const [name, values] of Object.entries(fields)) {
    for (const value of typeof values === 'string' || Buffer.isBuffer(values) ? [values] : values) {
      if (typeof value === 'string' && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value)) {
        parts.push(Buffer.from(`${name}=${value}\n`))
        continue
      }
      const length = Buffer.alloc(8)
      const bytes = Buffer.from(value as string)
      length.writeBigUInt64LE(BigInt(bytes.length))
      parts.push(Buffer.from(`${name}\n`), length, bytes, Buffer.from('\n'))
    }
  }
  return Buffer.concat([...parts, Buffer.from('\n')])
}

/** A journal in a folder with a journalctl of its own, which fails as planned. */
export class FakeJournal {
  readonly folder = newFolder()
  readonly journalctl = join(this.folder, 'journalctl')
  private count = 0
  private time = 1_795_341_600_000_000

  constructor() {
    for (const name of ['entries', 'plan', 'units', 'runs', 'asked']) writeFileSync(join(this.folder, name), '')
    const script = join(root, 'test', 'helpers', 'fake-journalctl.ts')
    writeFileSync(this.journalctl, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${this.folder}' "$@"\n`)
    chmodSync(this.journalctl, 0o755)
  }

  /** Begins at the first entry, whenever that is. */
  static readonly since = 1_795_341_600_000_000_000n

  add(fields: Readonly<Record<string, Value>>, { boot = 'b', later = 1000 } = {}): FakeEntry {
    this.time += later
    const cursor = `s=1;i=${String(++this.count).padStart(6, '0')};b=${boot}`
    const bytes = exportEntry({
      __CURSOR: cursor,
      __REALTIME_TIMESTAMP: String(this.time),
      __MONOTONIC_TIMESTAMP: String(this.count),
      _BOOT_ID: boot,
      ...fields,
    })
    const entry = { cursor, realtime: this.time, boot, bytes: bytes.toString('base64') }
    appendFileSync(join(this.folder, 'entries'), `${JSON.stringify(entry)}\n`)
    return entry
  }

  /** Lines of the gateway's unit. */
  lines(...messages: readonly string[]): FakeEntry[] {
    return messages.map((MESSAGE) =>
      this.add({
        MESSAGE,
        PRIORITY: '6',
        _TRANSPORT: 'stdout',
        _PID: '413',
        _SYSTEMD_UNIT: 'openclaw-gateway.service',
      }),
    )
  }

  /** Removes the oldest entries. */
  vacuum(count: number): void {
    const path = join(this.folder, 'entries')
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(count).join('\n'))
  }

  units(...names: readonly string[]): void {
    writeFileSync(join(this.folder, 'units'), names.join('\n'))
  }

  /**
   * What goes wrong in the next runs that read entries; each start of the source makes two, to catch up and to follow.
   */
  plan(...mishaps: readonly Mishap[]): void {
    const all = [...this.runs.map(() => ({})), ...mishaps]
    writeFileSync(join(this.folder, 'plan'), all.map((mishap) => JSON.stringify(mishap)).join('\n'))
  }

  get runs(): { pid: number; args: string[] }[] {
    const lines = readFileSync(join(this.folder, 'runs'), 'utf8').split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line) as { pid: number; args: string[] })
  }

  /** Waits until it is read as it grows. */
  async followed(): Promise<void> {
    await eventually(() => this.runs.at(-1)?.args.includes('--follow') === true)
  }

  /** How often it was asked for the newest entry, which tells whether a journalctl that gives nothing hangs. */
  get asked(): number {
    return readFileSync(join(this.folder, 'asked'), 'utf8').length
  }

  /** Of the processes started, those that there still are. */
  get alive(): number[] {
    return this.runs.map(({ pid }) => pid).filter((pid) => isAlive(pid))
  }
}

/** Zombies count as gone: they wait for whoever started them. */
export function isAlive(pid: number): boolean {
  const path = `/proc/${pid}/status`
  return existsSync(path) && !/^State:\s+[ZX]/m.test(readFileSync(path, 'utf8'))
}
