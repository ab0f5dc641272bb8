import type { IncomingMessage } from 'node:http'
import type Docker from 'dockerode'
import { lineCap } from '../../model/record.ts'
import { formatInstant } from '../../base/time.ts'
import type { LiveLine, Notice, Stream } from '../live.ts'
import { Bell, delayAfter } from './bell.ts'
import { answer, engineTime, inspectContainer } from './engine.ts'
import { FrameReader, LineJoiner, RawReader, type Iostream, type Part, type RawLine } from './frames.ts'
import type { Handover } from './handover.ts'
import { Position, type KeptPosition } from './position.ts'
import type { Named } from './selection.ts'

/** What the containers of an engine have in common. */
export interface Surroundings {
  readonly engine: Docker
  /** Kept with each cursor, so that a container is not taken for gone because another engine was asked. */
  readonly engineId: string
  /** The engine gives lines a second time when it begins a new file. */
  readonly repeats: boolean
  /** Log drivers that somebody else reads. */
  readonly skipDrivers: readonly string[]
  readonly pause: number | undefined
  readonly handover: Handover
  readonly signal: AbortSignal
  readonly notice: (notice: Notice) => void
}

export interface ContainerCursor {
  readonly engine: string
  readonly name: string
  readonly number: number
  readonly offset: number
  readonly position: KeptPosition
}

const mostLines = 1024
const mostBytes = 1 << 20
// A log that grew for months is looked through from its beginning for a stamp, 80 MB a second of the engine's time (20.10). Its last lines
// are at hand, and mostly enough: they are asked for first.
const tail = 1000
const margin = 1_000_000_000n

/** Follows the log of one container, from start to start, until it is removed. */
export class Container {
  stream: Stream
  private container: Named
  private around: Surroundings
  private readonly position: Position
  private number: number
  private offset: number
  private cursorIsKept: boolean
  private readonly bell = new Bell()
  /** How often it was started while we looked. */
  private starts = 0
  private state: 'follow' | 'removed' | 'stopped' = 'follow'
  private connection: AbortController | undefined
  /** Checks since something came. */
  private silent = 0
  /** So many are let pass: more after each time that asking anew has brought nothing, since that may take long itself. */
  private patience = 1
  private giving = false
  /** It stands still, and its next start is waited for. */
  private waits = false
  private isRaw = false
  private lines: LiveLine[] = []
  private bytes = 0
  /** What the engine gave last. */
  private lastPart:
    | { readonly iostream: Iostream; readonly stamp: bigint | undefined; readonly length: number }
    | undefined
  private attributes: Record<Iostream, Record<string, string | undefined>>
  private told: string | undefined
  private lastWait: string | undefined

  constructor(container: Named, begin: bigint, cursor: unknown, around: Surroundings) {
    const kept = cursor as ContainerCursor | undefined
    this.container = container
    this.around = around
    this.position = new Position(kept?.position ?? begin, around.repeats)
    this.number = kept?.number ?? 0
    this.offset = kept?.offset ?? 0
    this.cursorIsKept = kept !== undefined
    this.stream = { id: `docker:${container.id}`, name: container.name, kind: 'docker' }
    this.attributes = attributesOf(container)
  }

  get named(): Named {
    return this.container
  }

  rename(name: string): void {
    if (name === this.container.name) return
    this.container = { ...this.container, name }
    this.stream = { ...this.stream, name }
    this.attributes = attributesOf(this.container)
  }

  /** The engine is another process than before, or there after it was away. */
  reconnect(around: Surroundings): void {
    this.around = around
    this.bell.ring()
  }

  started(): void {
    this.starts++
    this.bell.ring()
  }

  removed(): void {
    if (this.state === 'follow') this.state = 'removed'
    this.bell.ring()
  }

  stop(): void {
    this.state = 'stopped'
    this.connection?.abort()
    this.bell.ring()
  }

  /** What a list of all containers says of it: events can be missed. */
  seen(name: string, running: boolean): void {
    this.rename(name)
    if (running && this.waits) this.started()
  }

  /** Resolves when the container is gone and all that it said was given on, or when it is not to be followed any more. */
  async run(): Promise<void> {
    let failures = 0
    while (this.followed) {
      const before = this.number
      try {
        const next = await this.readRun()
        if (next === 'over') break
        if (next === 'started') continue
      } catch (error) {
        const { statusCode, code, message } = error as { statusCode?: number; code?: unknown; message: string }
        if (statusCode === 404) break
        // 409 is a container that is being removed. Errors with a code are of the connection, which is lost for all.
        if (this.followed && code === undefined && statusCode !== 409) this.say('wait', message.trim())
      }
      if (this.number > before) failures = 0
      if (this.followed) await this.bell.wait(delayAfter(failures++, this.around.pause))
    }
    if (this.state === 'stopped' || !this.cursorIsKept) return
    await this.offer(true)
    this.say('left', 'removed')
  }

  /**
   * Once in a while, for a container that has said nothing: the engine has been seen to stop giving a log that goes on, after its file was
   * turned over or emptied (moby #39235, #45728). Then it is asked anew.
   */
  async check(): Promise<void> {
    const { connection } = this
    if (this.silent++ < this.patience || this.giving || !connection) return
    // Who does not answer this either is asked anew, too.
    const behind = await this.isBehind().catch(() => true)
    if (!behind || this.silent === 0 || connection !== this.connection) return
    this.patience = Math.min(2 * this.patience, 64)
    connection.abort()
  }

  private get followed(): boolean {
    return this.state === 'follow'
  }

  /** Reads what the container says from one start to its end. */
  private async readRun(): Promise<'started' | 'broken' | 'over'> {
    const { starts } = this
    const inspected = await this.inspect()
    if (!inspected) return 'over'
    const { driver, tty, state } = inspected
    if (!this.cursorIsKept) await this.offer()
    if (driver === 'none' || this.around.skipDrivers.includes(driver)) return this.leaveUnread(driver)
    if (state.Running) this.tellJoined(driver)
    if (state.Status !== 'created') {
      const joiner = await this.readToEnd(tty)
      if (joiner === 'unreadable') return this.leaveUnread(driver)
      const after = (await this.inspect())?.state
      if (starts !== this.starts) return 'started'
      if (after?.Running) return 'broken'
      // The last words are what matters most, and they came after the end of what the engine gave, or without a line end.
      const again = after && (await this.isBehind().catch(() => false)) ? await this.readToEnd(tty) : joiner
      await this.finish(again === 'unreadable' ? joiner : again)
      if (!after) return 'over'
      if (this.told === 'joined' && !after.Restarting)
        this.say('left', `stopped with exit code ${after.ExitCode}; to be read on when it starts`)
    }
    this.waits = true
    while (this.followed && starts === this.starts) await this.bell.wait()
    this.waits = false
    return this.followed ? 'started' : 'over'
  }

  private async leaveUnread(driver: string): Promise<'over'> {
    if (this.told !== driver) {
      this.told = driver
      const text = this.around.skipDrivers.includes(driver)
        ? `its log driver is ${driver}: left to the source that reads it`
        : `its log cannot be read: log driver ${driver}. The engine gives those of json-file, local and journald (logging: driver: in compose.yaml, then docker compose up -d)`
      this.say('note', text)
    }
    while (this.followed) await this.bell.wait()
    return 'over'
  }

  private inspect(): ReturnType<typeof inspectContainer> {
    return inspectContainer(this.around.engine, this.container.id, this.around.signal)
  }

  /** Gives on what is new in the log, until the engine ends it. The joiner holds lines without an end. */
  private async readToEnd(tty: boolean): Promise<LineJoiner | 'unreadable'> {
    try {
      return (await this.attach(tty, tail)) ?? (await this.attach(tty)) ?? new LineJoiner()
    } catch (error) {
      const { statusCode, message } = error as { statusCode?: number; message: string }
      if (statusCode === 501 || message.includes('does not support reading')) return 'unreadable'
      throw error
    }
  }

  /** `undefined` when the last lines do not reach back to those that are known. */
  private async attach(tty: boolean, last?: number): Promise<LineJoiner | undefined> {
    const since = this.position.since()
    this.position.again()
    const connection = new AbortController()
    this.connection = connection
    this.silent = 0
    try {
      const stream = await this.around.engine.getContainer(this.container.id).logs({
        follow: true,
        stdout: true,
        stderr: true,
        timestamps: true,
        abortSignal: connection.signal,
        ...(last === undefined ? { since: engineTime(since) } : { tail: last }),
      })
      this.isRaw = isRaw(stream) ?? tty
      const reader = this.isRaw ? new RawReader() : new FrameReader()
      const joiner = new LineJoiner()
      let begins = true
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.silent = 0
        try {
          for (const part of reader.read(chunk)) {
            if (begins && last !== undefined && !isEarlier(part, since - margin)) return undefined
            if (begins && this.position.isBefore(part.stamp)) this.sayLost()
            begins = false
            await this.takePart(part, joiner)
          }
        } finally {
          await this.flush(joiner.openSince)
        }
      }
      for (const part of reader.rest()) await this.takePart(part, joiner)
      await this.flush(joiner.openSince)
      return joiner
    } finally {
      this.connection = undefined
      connection.abort()
    }
  }

  /** Gives on lines without an end, since nobody will write it. */
  private async finish(joiner: LineJoiner): Promise<void> {
    for (const line of joiner.finish()) await this.take(line, undefined)
    await this.flush(undefined)
  }

  private async takePart(part: Part, joiner: LineJoiner): Promise<void> {
    this.lastPart = { iostream: part.iostream, stamp: part.stamp, length: part.content.length }
    for (const line of joiner.add(part)) await this.take(line, joiner.openSince)
  }

  private async take(line: RawLine, open: bigint | undefined): Promise<void> {
    const { text, cut, stamp, iostream } = line
    const size = Math.min(line.bytes, lineCap)
    // Before the line is counted as read: what is kept with a batch must not know more than the batch holds.
    if (this.lines.length === mostLines || this.bytes + size > mostBytes)
      await this.flush(open === undefined || (stamp !== undefined && stamp < open) ? stamp : open)
    if (!this.position.take(line)) return
    this.lines.push({
      text,
      number: ++this.number,
      offset: this.offset,
      cut,
      envelope: {
        stamp: stamp === undefined ? undefined : { kind: 'instant', ns: stamp },
        attributes: this.attributes[iostream],
      },
    })
    this.offset += line.bytes
    this.bytes += size
    this.patience = 1
  }

  private async flush(open: bigint | undefined): Promise<void> {
    if (this.lines.length === 0) return
    this.position.open = open
    await this.offer()
  }

  private async offer(over = false): Promise<void> {
    const { stream, lines, number, offset, position } = this
    const cursor: ContainerCursor = {
      engine: this.around.engineId,
      name: stream.name,
      number,
      offset,
      position: position.kept(),
    }
    this.lines = []
    this.bytes = 0
    this.cursorIsKept = true
    this.giving = true
    await this.around.handover.offer({ stream, lines, cursor, ...(over ? { over } : {}) })
    this.giving = false
    this.silent = 0
  }

  /** Whether the engine has something newer than what it gave. */
  private async isBehind(): Promise<boolean> {
    const log: unknown = await answer(this.around.signal, (abortSignal) => {
      const container = this.around.engine.getContainer(this.container.id)
      return container.logs({ stdout: true, stderr: true, timestamps: true, tail: 1, abortSignal })
    })
    const reader = this.isRaw ? new RawReader() : new FrameReader()
    // docker-modem gives what happens to be JSON as an object, which a stamp at the beginning prevents.
    const last = Buffer.isBuffer(log) ? [...reader.read(log), ...reader.rest()].at(-1) : undefined
    if (last?.stamp === undefined) return false
    const { lastPart } = this
    if (
      last.iostream === lastPart?.iostream &&
      last.stamp === lastPart.stamp &&
      last.content.length === lastPart.length
    )
      return false
    if (last.stamp < this.position.since()) {
      if (!lastPart) return false
      // Later in the log and yet earlier: the clock was set back, and old engines hold back what is before the stamp that was asked for.
      this.position.lower(last.stamp - 120n * margin)
    }
    return true
  }

  private tellJoined(driver: string): void {
    if (this.told === 'joined') return
    const again = this.told === 'left'
    this.say('joined', again ? 'started again' : `read from ${formatInstant(this.position.since())} on`)
    if (driver === 'journald' && !again)
      this.say('note', 'its log driver is journald: read through the engine, and the same lines stand in the journal')
  }

  private sayLost(): void {
    this.say(
      'loss',
      'lines may be gone: its log was turned over while it was not read (max-size and max-file of its log driver)',
    )
  }

  private say(kind: Notice['kind'], text: string): void {
    if (kind === 'joined' || kind === 'left') this.told = kind
    if (kind === 'wait' && text === this.lastWait) return
    this.lastWait = kind === 'wait' ? text : undefined
    this.around.notice({ kind, source: this.container.name, text })
  }
}

function isEarlier({ stamp }: Part, instant: bigint): boolean {
  return stamp !== undefined && stamp < instant
}

/** From API 1.42 on the engine says it; before, only the container's configuration does. */
function isRaw(stream: NodeJS.ReadableStream): boolean | undefined {
  const type = (stream as Partial<IncomingMessage>).headers?.['content-type']
  if (type === 'application/vnd.docker.raw-stream') return true
  return type === 'application/vnd.docker.multiplexed-stream' ? false : undefined
}

function attributesOf({ name, project, service }: Named): Record<Iostream, Record<string, string | undefined>> {
  const of = (iostream: Iostream): Record<string, string | undefined> => ({
    'container.name': name,
    'compose.service': service,
    'compose.project': project,
    'log.iostream': iostream,
  })
  return { stdout: of('stdout'), stderr: of('stderr') }
}
