import { lineCap } from '../../model/record.ts'
import type { LiveLine, Stream } from '../live.ts'
import type { EngineContext } from './context.ts'
import type { ContainerCursor } from './cursor.ts'
import type { Iostream, RawLine } from './frames.ts'
import { Position } from './position.ts'
import type { Named } from './selection.ts'

/** Limits of a batch. */
const mostLines = 1024
const mostBytes = 1 << 20

/** Makes batches of a container's lines, each with the cursor after it, and hands them over. */
export class ContainerOutput {
  readonly position: Position
  private readonly context: Pick<EngineContext, 'engineId' | 'handover'>
  private stream: Stream
  private attributes: Record<Iostream, Record<string, string | undefined>>
  private number: number
  private offset: number
  private isStored: boolean
  private isWaiting = false
  private lines: LiveLine[] = []
  private bytes = 0

  /** `begin`: where to start without a cursor, nanoseconds since the epoch. */
  constructor(container: Named, begin: bigint, cursor: ContainerCursor | undefined, context: EngineContext) {
    this.context = context
    this.position = new Position(cursor?.position ?? begin, context.repeats)
    this.number = cursor?.number ?? 0
    this.offset = cursor?.offset ?? 0
    this.isStored = cursor !== undefined
    this.stream = { id: `docker:${container.id}`, name: container.name, kind: 'docker' }
    this.attributes = attributesOf(container)
  }

  /** How many lines the stream has had. */
  get count(): number {
    return this.number
  }

  /** Whether a cursor is stored, so that the stream has to be ended some time. */
  get hasCursor(): boolean {
    return this.isStored
  }

  /** Whether a batch waits to be taken. */
  get isBlocked(): boolean {
    return this.isWaiting
  }

  rename(container: Named): void {
    this.stream = { ...this.stream, name: container.name }
    this.attributes = attributesOf(container)
  }

  /** Returns whether the line is new. `open`: the earliest stamp of a line whose end has not come. */
  async accept(line: RawLine, open: bigint | undefined): Promise<boolean> {
    const { text, cut, stamp, iostream } = line
    const size = Math.min(line.bytes, lineCap)
    // Flush before the position counts the line: the cursor of a batch must not include a line that is not in it.
    if (this.lines.length === mostLines || this.bytes + size > mostBytes)
      await this.flush(open === undefined || (stamp !== undefined && stamp < open) ? stamp : open)
    if (!this.position.accept(line)) return false
    const attributes = this.attributes[iostream]
    const envelope = { stamp: stamp === undefined ? undefined : ({ kind: 'instant', ns: stamp } as const), attributes }
    this.lines.push({ text, number: ++this.number, offset: this.offset, cut, envelope })
    this.offset += line.bytes
    this.bytes += size
    return true
  }

  /** Hands over the lines, if there are any. `open` as for `accept`. */
  async flush(open: bigint | undefined): Promise<void> {
    if (this.lines.length === 0) return
    this.position.open = open
    await this.handOver()
  }

  /** Hands over a batch, which may be empty, and waits until it is taken. `over`: nothing will come any more. */
  async handOver(over = false): Promise<void> {
    const { stream, lines, number, offset, position } = this
    const { engineId: engine, handover } = this.context
    const cursor: ContainerCursor = { engine, name: stream.name, number, offset, position: position.kept() }
    this.lines = []
    this.bytes = 0
    this.isStored = true
    this.isWaiting = true
    await handover.offer({ stream, lines, cursor, ...(over ? { over } : {}) })
    this.isWaiting = false
  }
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
