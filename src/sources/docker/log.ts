import type { IncomingMessage } from 'node:http'
import { messageOf } from '../../base/errors.ts'
import type { EngineContext } from './context.ts'
import { answer, engineTime, statusOf } from './engine.ts'
import { FrameReader, LineJoiner, RawReader, type Part } from './frames.ts'
import type { Life } from './life.ts'
import type { ContainerOutput } from './output.ts'
import type { Silence } from './silence.ts'

// To find a stamp, the engine looks through a log from its beginning, at 80 MB/s (20.10). The last lines are at hand
// and mostly enough, so they are asked for first.
const tail = 1000
const margin = 1_000_000_000n
/**
 * How far back to ask when the engine's clock was set back; old engines hold back lines before the stamp that was
 * asked for.
 */
const setBack = 120n * margin

/** The log of a container as the engine gives it. */
export class ContainerLog {
  private readonly id: string
  private readonly life: Life
  private readonly output: ContainerOutput
  private readonly silence: Silence
  private readonly lost: () => void
  private context: EngineContext
  private isRaw = false
  /** The last part that the engine sent. */
  private lastPart: (Pick<Part, 'iostream' | 'stamp'> & { readonly length: number }) | undefined

  /** `lost` is called when lines between the last known one and the first that is left may be gone. */
  constructor(
    id: string,
    life: Life,
    output: ContainerOutput,
    silence: Silence,
    context: EngineContext,
    lost: () => void,
  ) {
    this.id = id
    this.life = life
    this.output = output
    this.silence = silence
    this.context = context
    this.lost = lost
  }

  reconnect(context: EngineContext): void {
    this.context = context
  }

  /**
   * Hands on what is new, until the engine ends the log. The joiner that is returned holds lines whose end has not
   * come. `unreadable`: the log driver does not let the engine read.
   */
  async readToEnd(tty: boolean): Promise<LineJoiner | 'unreadable'> {
    try {
      return (await this.attach(tty, tail)) ?? (await this.attach(tty)) ?? new LineJoiner()
    } catch (error) {
      if (statusOf(error) === 501 || messageOf(error).includes('does not support reading')) return 'unreadable'
      throw error
    }
  }

  /** Hands on lines that will never get their end. */
  async finish(joiner: LineJoiner): Promise<void> {
    for (const line of joiner.finish()) if (await this.output.accept(line, undefined)) this.silence.newLine()
    await this.flush(undefined)
  }

  /** Whether the engine has something newer than what it has sent. */
  async isBehind(): Promise<boolean> {
    const last = await this.newestPart()
    if (last?.stamp === undefined) return false
    const { lastPart } = this
    if (
      last.iostream === lastPart?.iostream &&
      last.stamp === lastPart.stamp &&
      last.content.length === lastPart.length
    )
      return false
    const { position } = this.output
    if (last.stamp < position.since()) {
      if (!lastPart) return false
      // Later in the log but with an earlier stamp: the clock was set back.
      position.lower(last.stamp - setBack)
    }
    return true
  }

  private async newestPart(): Promise<Part | undefined> {
    const { engine, signal } = this.context
    const log: unknown = await answer(signal, (abortSignal) =>
      engine.getContainer(this.id).logs({ stdout: true, stderr: true, timestamps: true, tail: 1, abortSignal }),
    )
    const reader = this.newReader()
    // docker-modem parses a body that happens to be JSON; the stamp at the beginning of each line rules that out.
    return Buffer.isBuffer(log) ? [...reader.read(log), ...reader.rest()].at(-1) : undefined
  }

  /**
   * Reads the log, or only its last lines. Returns `undefined` if these do not reach back to the lines that are
   * known.
   */
  private async attach(tty: boolean, last?: number): Promise<LineJoiner | undefined> {
    const { position } = this.output
    const since = position.since()
    position.restart()
    const connection = new AbortController()
    this.life.attach(connection)
    this.silence.end()
    try {
      const stream = await this.context.engine.getContainer(this.id).logs({
        follow: true,
        stdout: true,
        stderr: true,
        timestamps: true,
        abortSignal: connection.signal,
        ...(last === undefined ? { since: engineTime(since) } : { tail: last }),
      })
      this.isRaw = isRaw(stream) ?? tty
      return await this.read(stream as AsyncIterable<Buffer>, last === undefined ? undefined : since - margin)
    } finally {
      this.life.detach()
      connection.abort()
    }
  }

  /** `reach`: the log must begin before this instant, nanoseconds since the epoch; else `undefined` is returned. */
  private async read(stream: AsyncIterable<Buffer>, reach: bigint | undefined): Promise<LineJoiner | undefined> {
    const { position } = this.output
    const reader = this.newReader()
    const joiner = new LineJoiner()
    let isFirst = true
    for await (const chunk of stream) {
      this.silence.end()
      const parts = reader.read(chunk)
      const [first] = parts
      if (isFirst && first) {
        if (reach !== undefined && !isEarlier(first, reach)) return undefined
        if (position.isBefore(first.stamp)) this.lost()
        isFirst = false
      }
      await this.accept(parts, joiner)
    }
    await this.accept(reader.rest(), joiner)
    return joiner
  }

  private newReader(): RawReader | FrameReader {
    return this.isRaw ? new RawReader() : new FrameReader()
  }

  private async accept(parts: readonly Part[], joiner: LineJoiner): Promise<void> {
    for (const part of parts) {
      this.lastPart = { iostream: part.iostream, stamp: part.stamp, length: part.content.length }
      for (const line of joiner.add(part)) if (await this.output.accept(line, joiner.openSince)) this.silence.newLine()
    }
    await this.flush(joiner.openSince)
  }

  private async flush(open: bigint | undefined): Promise<void> {
    await this.output.flush(open)
    this.silence.end()
  }
}

function isEarlier({ stamp }: Part, instant: bigint): boolean {
  return stamp !== undefined && stamp < instant
}

/** Since API 1.42 the content type says whether the log is raw; before, only the container's configuration does. */
function isRaw(stream: NodeJS.ReadableStream): boolean | undefined {
  const type = (stream as Partial<IncomingMessage>).headers?.['content-type']
  if (type === 'application/vnd.docker.raw-stream') return true
  return type === 'application/vnd.docker.multiplexed-stream' ? false : undefined
}
