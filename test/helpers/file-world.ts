import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** How a log is called, now and after it was turned. */
export interface Naming {
  current(day: number): string
  turned(day: number, turn: number): string
}

export const plainNames: Naming = {
  current: () => 'app.log',
  turned: (_, turn) => `app.log.${turn}`,
}

export const openclawNames: Naming = {
  current: (day) => `openclaw-2026-11-${day}.log`,
  turned: (day, turn) => `openclaw-2026-11-${day}.${turn}.log`,
}

/** A file with what is known of it without reading it. */
interface LogFile {
  readonly fd: number
  /** `undefined`: deleted. */
  path: string | undefined
  /** Of the lines that are in it, by their number. */
  lines: number[]
  /** Of the line that has not ended. */
  pending: string
  /** Whether the process that reads has seen it by name: it has it open then, whatever becomes of the name. */
  isHeld: boolean
  /** It does not have it open any more, until there is more in it. */
  isLetGo: boolean
  readonly isCopy: boolean
  isPacked: boolean
}

/**
 * Files that a logger and a rotator write, and what must come of them. Nothing here is asynchronous. What takes several
 * system calls is a generator: a reader may look between any two of them, and nothing else happens there.
 */
export class FileWorld {
  readonly folder: string
  /** Lines that were there before anybody looked. */
  readonly old = new Set<number>()
  readonly texts: string[] = []
  private readonly names: Naming
  private day = 10
  private readonly files: LogFile[] = []
  /** Where the logger writes. */
  private writing: LogFile | undefined
  private away: LogFile | undefined
  /** How much of the line that has not ended is in the file. */
  private readonly pendingBytes = new Map<LogFile, number>()
  /** What files held when they were truncated. */
  private readonly emptied: { readonly file: LogFile; readonly lines: readonly number[] }[] = []
  private readonly parts: string[] = []

  constructor(folder: string, names: Naming) {
    this.folder = folder
    this.names = names
  }

  get current(): string {
    return join(this.folder, this.names.current(this.day))
  }

  close(): void {
    for (const { fd } of this.files) closeSync(fd)
  }

  /** Appends lines of some length to the current file, which is created when it is not there. */
  write(count: number, length: number): void {
    this.writing ??= this.open(this.current)
    this.put(this.writing, count, length)
  }

  /** A logger that has not heard of a rotation. */
  writeOld(back: number, count: number, length: number): void {
    const old = this.files.filter((file) => file !== this.writing && !file.isCopy && !file.isPacked)
    const file = old.at(-1 - back)
    // A line that comes to its end so late may have been given up.
    if (file?.pending === '') this.put(file, count, length)
  }

  /** Some bytes of the next line, maybe of a part of a character. */
  writePart(length: number): void {
    this.writing ??= this.open(this.current)
    const file = this.writing
    if (file.pending === '') file.pending = `${this.texts.push('') - 1} `
    else if (length === 0) return
    else file.pending += 'é'.repeat(length)
    const whole = Buffer.from(file.pending)
    const written = this.pendingBytes.get(file) ?? 0
    // Half of the last character.
    const upTo = file.pending.endsWith('é') ? whole.length - 1 : whole.length
    writeSync(file.fd, whole, written, upTo - written)
    this.pendingBytes.set(file, upTo)
  }

  /** `late`: the logger goes on writing to the renamed file until it is told. */
  *rotate(late: boolean): Generator<void> {
    if (!existsSync(this.current)) return
    yield* this.shift()
    this.rename(this.current, this.turned(1))
    if (late) return
    yield
    this.writing = this.open(this.current)
  }

  reopen(): void {
    this.writing = this.open(this.current)
  }

  *copyTruncate(): Generator<void> {
    const file = this.at(this.current)
    if (!file || this.writing !== file) return
    yield* this.shift()
    copyFileSync(this.current, this.turned(1))
    const copy = this.adopt(this.turned(1), true)
    copy.lines = [...file.lines]
    copy.pending = file.pending
    yield
    this.empty(file)
  }

  truncate(): void {
    const file = this.at(this.current)
    if (file) this.empty(file)
  }

  /** At midnight OpenClaw writes to another name, and throws away what is older than a day. */
  midnight(): void {
    this.day++
    this.writing = undefined
    for (const file of this.files) if (file.path?.includes(`-${this.day - 2}.`)) this.remove(file.path)
  }

  removeCurrent(): void {
    if (existsSync(this.current)) this.remove(this.current)
    this.writing = undefined
  }

  removeOldest(): void {
    const path = [5, 4, 3, 2, 1].map((turn) => this.turned(turn)).find((each) => existsSync(each))
    if (path !== undefined) this.remove(path)
  }

  moveAway(): void {
    const file = this.at(this.turned(1))
    // A copy that goes away before it was seen to be one, and comes back, cannot be told from a log.
    if (!file || file === this.writing || file.isCopy || this.away) return
    const elsewhere = join(dirname(this.folder), 'elsewhere')
    mkdirSync(elsewhere, { recursive: true })
    this.rename(file.path!, join(elsewhere, `${this.files.indexOf(file)}`))
    this.away = file
  }

  moveBack(): void {
    if (!this.away || existsSync(this.turned(5))) return
    this.rename(this.away.path!, this.turned(5))
    this.away = undefined
  }

  /** As logrotate packs what was turned before. */
  *pack(): Generator<void> {
    const path = this.turned(1)
    const file = this.at(path)
    if (!file || file === this.writing || file.pending !== '' || existsSync(`${path}.gz`)) return
    writeFileSync(`${path}.gz.tmp`, gzipSync(readFileSync(path)))
    yield
    renameSync(`${path}.gz.tmp`, `${path}.gz`)
    const copy = this.adopt(`${path}.gz`, file.isCopy)
    copy.lines = [...file.lines]
    copy.isPacked = true
    // Nobody writes to it any more: else it would have been packed too early.
    file.isPacked = true
    yield
    this.remove(path)
  }

  /**
   * The reading process looks. What had the same name all the while it has open then; call what is returned when it has
   * looked.
   */
  looking(): () => void {
    const named = this.files.flatMap((file) =>
      this.isNamed(file) && !file.isCopy && !file.isLetGo ? [[file, file.path] as const] : [],
    )
    return () => {
      for (const [file, path] of named) if (file.path === path) file.isHeld = true
    }
  }

  /** It may have let go of what has been still for long and is not the file that is written to. */
  lingered(): void {
    for (const file of this.files)
      if (file.path !== this.current) {
        file.isHeld = false
        file.isLetGo = true
      }
  }

  killed(): void {
    for (const file of this.files) file.isHeld = false
  }

  /** Numbers of the lines that can be read now. */
  reachable(): Set<number> {
    const readable = this.files.filter((file) => this.isNamed(file) || file.isHeld)
    return new Set(readable.flatMap(({ lines }) => lines).filter((line) => !this.old.has(line)))
  }

  /** Whether it is a line that never got its end, as far as it came. */
  isPart(text: string): boolean {
    const pending = this.files.flatMap((file) => (file.pending === '' ? [] : this.partOf(file)))
    const known = text.replace(/\ufffd$/, '')
    return [...this.parts, ...pending].some((part) => part.startsWith(known))
  }

  private partOf(file: LogFile): string {
    return Buffer.from(file.pending).subarray(0, this.pendingBytes.get(file)).toString('utf8')
  }

  /** Lines of which nothing is left, of files that had lines before them that were read. */
  goneFromWhatWasRead(wasRead: (line: number) => boolean): number[] {
    const reachable = this.reachable()
    return this.emptied.flatMap(({ file, lines }) =>
      this.isNamed(file) && lines.some((line) => wasRead(line) || this.old.has(line))
        ? lines.filter((line) => !wasRead(line) && !this.old.has(line) && !reachable.has(line))
        : [],
    )
  }

  private isNamed({ path }: LogFile): boolean {
    return path !== undefined && dirname(path) === this.folder
  }

  private put(file: LogFile, count: number, length: number): void {
    const texts = Array.from({ length: count }, (_, index) => {
      if (index > 0 || file.pending === '') return this.next(file, length)
      const number = Number(file.pending.split(' ')[0])
      this.texts[number] = file.pending
      file.lines.push(number)
      return file.pending
    })
    const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''))
    const written = file.pending === '' ? 0 : (this.pendingBytes.get(file) ?? 0)
    writeSync(file.fd, bytes, written)
    file.pending = ''
    file.isLetGo = false
    this.pendingBytes.delete(file)
  }

  private next(file: LogFile, length: number): string {
    const number = this.texts.length
    const text = `${number} `.padEnd(length, 'abc✗')
    this.texts.push(text)
    file.lines.push(number)
    return text
  }

  private open(path: string): LogFile {
    return this.at(path) ?? this.adopt(path, false)
  }

  private adopt(path: string, isCopy: boolean): LogFile {
    if (!existsSync(path)) appendFileSync(path, '')
    const file: LogFile = {
      fd: openSync(path, 'a'), path, lines: [], pending: '', isHeld: false, isLetGo: false, isCopy, isPacked: false,
    } // prettier-ignore
    this.files.push(file)
    return file
  }

  private at(path: string): LogFile | undefined {
    return this.files.find((file) => file.path === path)
  }

  private turned(turn: number): string {
    return join(this.folder, this.names.turned(this.day, turn))
  }

  private *shift(): Generator<void> {
    for (const end of ['', '.gz']) {
      if (existsSync(this.turned(5) + end)) this.remove(this.turned(5) + end)
      for (let turn = 4; turn >= 1; turn--) {
        if (!existsSync(this.turned(turn) + end)) continue
        this.rename(this.turned(turn) + end, this.turned(turn + 1) + end)
        yield
      }
    }
  }

  private rename(from: string, to: string): void {
    const file = this.at(from)
    renameSync(from, to)
    if (file) file.path = to
  }

  private remove(path: string): void {
    const file = this.at(path)
    unlinkSync(path)
    if (file) file.path = undefined
    if (this.writing === file) this.writing = undefined
    rmSync(path, { force: true })
  }

  private empty(file: LogFile): void {
    ftruncateSync(file.fd)
    if (file.pending !== '') this.parts.push(this.partOf(file))
    // The beginning of one may have been read.
    this.parts.push(...file.lines.map((line) => this.texts[line]!))
    this.emptied.push({ file, lines: file.lines })
    this.pendingBytes.delete(file)
    file.lines = []
    file.pending = ''
  }
}
