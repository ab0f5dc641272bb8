import { lineCap } from '../../model/record.ts'
import { isoAt } from '../../base/time.ts'

export type Iostream = 'stdout' | 'stderr'

/** A unit of the engine's log: a line, or 16 KiB of one. Each has its own stamp. */
export interface Part {
  readonly iostream: Iostream
  /** When the engine received it, nanoseconds since the epoch. All parts of a line have the stamp of the first one. */
  readonly stamp: bigint | undefined
  /** The stamp has a fraction, as Docker writes it. Podman's stamps are whole seconds and may differ within a line. */
  readonly exact: boolean
  /** Without stamp and line end. */
  readonly content: Buffer
  /** The line ends here. */
  readonly ends: boolean
}

export interface PartReader {
  read(chunk: Buffer): Part[]
  /** The part whose end has not come, as far as it has: one or none. */
  rest(): Part[]
}

const newline = 10
const blank = 32
const carriageReturn = 13
// moby's copier cuts at 16 KiB (daemon/logger/copier.go), log drivers at 1 MB at most. A longer one is not a frame.
const longestFrame = 16 * 1024 * 1024
const longestStamp = 36

/**
 * Reads the multiplexed log of a container without a terminal: frames of a header (stream, three zeros, length as
 * u32be) and a payload. Throws if the bytes are not frames, or with the words of the engine if it stops for a reason,
 * which comes in a frame of type 3.
 * https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerAttach
 */
export class FrameReader implements PartReader {
  private kept: Buffer = Buffer.alloc(0)

  read(chunk: Buffer): Part[] {
    const bytes = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk])
    const parts: Part[] = []
    let at = 0
    while (bytes.length - at >= 8) {
      const type = bytes[at]!
      const length = bytes.readUInt32BE(at + 4)
      if (type > 3 || bytes.readUIntBE(at + 1, 3) !== 0 || length > longestFrame)
        throw new Error(`no frame of a log: ${bytes.toString('hex', at, at + 8)}`)
      if (bytes.length - at - 8 < length) break
      const payload = bytes.subarray(at + 8, at + 8 + length)
      if (type === 3) throw new Error(payload.toString('utf8').trim())
      parts.push(partOf(type === 2 ? 'stderr' : 'stdout', payload))
      at += 8 + length
    }
    this.kept = bytes.subarray(at)
    return parts
  }

  rest(): Part[] {
    return []
  }
}

/**
 * Reads the log of a container with a terminal. It has no frames: parts follow each other, and only the stamp of the
 * next part shows where one ends.
 */
export class RawReader implements PartReader {
  private kept: Buffer = Buffer.alloc(0)
  /** The stamp of a line that was too long to hold, so that its beginning has been returned already. */
  private stamp: string | undefined

  read(chunk: Buffer): Part[] {
    let bytes = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk])
    const parts: Part[] = []
    for (;;) {
      const end = bytes.indexOf(newline)
      if (end < 0) break
      parts.push(...this.split(bytes.subarray(0, end), true))
      bytes = bytes.subarray(end + 1)
    }
    // A program that only moves the cursor never writes a newline. The last bytes may be the beginning of a stamp.
    if (bytes.length > 2 * lineCap) {
      const given = bytes.subarray(0, bytes.length - longestStamp)
      parts.push(...this.split(given, false))
      bytes = bytes.subarray(given.length)
    }
    this.kept = bytes
    return parts
  }

  rest(): Part[] {
    return this.kept.length === 0 ? [] : this.split(this.kept, false)
  }

  private split(line: Buffer, ends: boolean): Part[] {
    const inside = this.stamp
    const text = inside ?? stampText(line)
    this.stamp = ends ? undefined : text
    if (text === undefined) return [{ iostream: 'stdout', stamp: undefined, exact: false, content: line, ends }]
    const { stamp, exact } = instantOf(text)
    const mark = `${text} `
    const parts: Part[] = []
    const push = (content: Buffer, last: boolean): void => {
      parts.push({ iostream: 'stdout', stamp, exact, content: last ? withoutReturns(content) : content, ends: last })
    }
    let at = inside === undefined ? mark.length : 0
    for (;;) {
      // The smallest parts are Podman's, of 8 KiB. A stamp with nanoseconds does not recur by chance.
      const next = line.indexOf(mark, exact ? at : at + 4096)
      if (next < 0) break
      push(line.subarray(at, next), false)
      at = next + mark.length
    }
    const later = exact ? laterStamp(line, at, stamp) : undefined
    if (later === undefined) {
      push(line.subarray(at), ends)
      return parts
    }
    push(line.subarray(at, later), false)
    this.stamp = undefined
    return [...parts, ...this.split(line.subarray(later), ends)]
  }
}

/**
 * A terminal turns \n into \r\n, and \r\n into \r\r\n. The last \r is removed as for all lines, so one is left here.
 */
function withoutReturns(content: Buffer): Buffer {
  let { length } = content
  while (content[length - 1] === carriageReturn && content[length - 2] === carriageReturn) length--
  return content.subarray(0, length)
}

const stampShape = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /g

/**
 * Where the first line of a program's next run starts within a line. It does when the program died without a final
 * newline, and has a later stamp; stamps that a line quotes are earlier than its own.
 */
function laterStamp(line: Buffer, from: number, stamp: bigint | undefined): number | undefined {
  if (stamp === undefined || line.length - from < longestStamp) return undefined
  const text = line.toString('latin1', from)
  if (!text.includes('Z ')) return undefined
  for (const match of text.matchAll(stampShape)) {
    const found = instantOf(match[0].trimEnd()).stamp
    if (found !== undefined && found > stamp) return from + match.index
  }
  return undefined
}

/** The stamp that the engine puts before each part when it is asked to. */
function stampText(bytes: Buffer): string | undefined {
  const end = bytes.subarray(0, longestStamp).indexOf(blank)
  const text = end < 0 ? '' : bytes.toString('latin1', 0, end)
  return instantOf(text).stamp === undefined ? undefined : text
}

function partOf(iostream: Iostream, payload: Buffer): Part {
  const ends = payload[payload.length - 1] === newline
  const stop = ends ? payload.length - 1 : payload.length
  const text = stampText(payload)
  const content = payload.subarray(text === undefined ? 0 : Math.min(text.length + 1, stop), stop)
  return { iostream, ...instantOf(text ?? ''), content, ends }
}

function instantOf(text: string): { stamp: bigint | undefined; exact: boolean } {
  const found = isoAt(text)
  const instant = found?.length === text.length && found.stamp.kind === 'instant' ? found.stamp.ns : undefined
  return { stamp: instant, exact: instant !== undefined && text.includes('.') }
}

/** A line as the container wrote it. */
export interface RawLine {
  readonly iostream: Iostream
  readonly stamp: bigint | undefined
  readonly text: string
  /** Bytes of the whole line, including its line end. */
  readonly bytes: number
  readonly cut: boolean
}

interface Open {
  readonly stamp: bigint | undefined
  readonly exact: boolean
  readonly kept: Buffer[]
  length: number
}

/** Joins the parts of lines. Parts of stdout and stderr may alternate, so each is joined by itself. */
export class LineJoiner {
  private readonly open = new Map<Iostream, Open>()

  /** The lines that a part completes: one or none, or two when the line before it never got its end. */
  add(part: Part): RawLine[] {
    const lines: RawLine[] = []
    let open = this.open.get(part.iostream)
    // Another stamp means another line. The one before was the last word of a process that died, or its end was lost:
    // engine 20.10 with the driver `local` loses those of long lines.
    if (open?.exact && open.stamp !== part.stamp) {
      lines.push(this.close(part.iostream, open))
      open = undefined
    }
    if (!open) {
      if (part.ends) {
        lines.push(lineOf(part.iostream, part.stamp, part.content, part.content.length))
        return lines
      }
      open = { stamp: part.stamp, exact: part.exact, kept: [], length: 0 }
      this.open.set(part.iostream, open)
    }
    // Copy the bytes: a slice would keep its whole chunk in memory.
    if (open.length < lineCap) open.kept.push(Buffer.from(part.content.subarray(0, lineCap - open.length)))
    open.length += part.content.length
    if (part.ends) lines.push(this.close(part.iostream, open))
    return lines
  }

  /** Takes the incomplete lines for whole ones, because their ends will not come. */
  finish(): RawLine[] {
    return [...this.open].map(([iostream, open]) => this.close(iostream, open))
  }

  /** The earliest stamp of an incomplete line. */
  get openSince(): bigint | undefined {
    let earliest: bigint | undefined
    for (const { stamp } of this.open.values())
      if (stamp !== undefined && (earliest === undefined || stamp < earliest)) earliest = stamp
    return earliest
  }

  private close(iostream: Iostream, { stamp, kept, length }: Open): RawLine {
    this.open.delete(iostream)
    return lineOf(iostream, stamp, Buffer.concat(kept), length)
  }
}

/** Caps the text and drops a carriage return, as `scanLines` does for a saved log. */
function lineOf(iostream: Iostream, stamp: bigint | undefined, content: Buffer, length: number): RawLine {
  const cut = length > lineCap
  const stop =
    !cut && content[content.length - 1] === carriageReturn ? content.length - 1 : Math.min(content.length, lineCap)
  const text = content.toString('utf8', 0, stop)
  return { iostream, stamp, text: cut ? text.replace(/\ufffd+$/, '') : text, bytes: length + 1, cut }
}
