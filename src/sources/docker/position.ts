import type { Iostream, RawLine } from './frames.ts'

/**
 * Where one stream of a container was read to, as plain JSON: see the fields of `StreamPosition`. `low` only if it
 * differs.
 */
type KeptStream = readonly [stamp: string, lines: number, low?: string]

/** A position as plain JSON, with instants as decimal nanoseconds. */
export interface KeptPosition {
  readonly stdout: KeptStream
  readonly stderr: KeptStream
  /** The stamp of a line of which only a part was read. */
  readonly open?: string
}

// The engine stamps a line when it reads it, and writes it a moment later. So lines of stdout and stderr may stand in
// the log in another order than their stamps. But a stream that has been silent for longer than this, maybe for
// weeks, is not read again from its last line on, because the engine would look through everything since.
const disorder = 600_000_000_000n

/**
 * How far the log of a container has been read. The engine has no offsets; it can only be asked for everything since
 * a stamp. Stamps repeat, and stdout and stderr together are not in order of time, but each of the two is. So this
 * counts, for each, how many lines came since the first one with the latest stamp. That is exact even if the clock
 * was set back in between.
 */
export class Position {
  /** The stamp of a line of which only a part had been read when the last whole line was. */
  open: bigint | undefined
  private readonly streams: Readonly<Record<Iostream, StreamPosition>>

  /** `from`: an instant, or a stored position. `repeats`: the engine may give lines again, see `StreamPosition`. */
  constructor(from: bigint | KeptPosition, repeats: boolean) {
    const restored = ([stamp, lines, low]: KeptStream): StreamPosition =>
      new StreamPosition(BigInt(stamp), lines, BigInt(low ?? stamp), repeats)
    const { stdout, stderr, open }: KeptPosition =
      typeof from === 'bigint' ? { stdout: [String(from), 0], stderr: [String(from), 0] } : from
    this.streams = { stdout: restored(stdout), stderr: restored(stderr) }
    this.open = open === undefined ? undefined : BigInt(open)
  }

  /** The log is asked for again: the lines that follow begin before the last known one. */
  restart(): void {
    this.streams.stdout.restart()
    this.streams.stderr.restart()
  }

  /** Returns whether the line is new. Lines must come in the order of the log. */
  accept({ iostream, stamp, text }: RawLine): boolean {
    return this.streams[iostream].accept(stamp, text)
  }

  /**
   * Whether a log that is read again and begins with this stamp begins after the last known line. Lines in between
   * may be gone.
   */
  isBefore(first: bigint | undefined): boolean {
    const { stamp, lines } = this.latest()
    return lines > 0 && first !== undefined && first > stamp
  }

  /** The instant from which the engine must be asked so that no line is missed. */
  since(): bigint {
    const { open } = this
    const { stdout, stderr } = this.streams
    const recent = this.latest().stamp - disorder
    const from = ({ stamp, low }: StreamPosition): bigint => (low < stamp || stamp > recent ? low : recent)
    return [from(stdout), from(stderr), ...(open === undefined ? [] : [open])].reduce((a, b) => (a < b ? a : b))
  }

  /** The clock was set back to before every known stamp, and the engine's newest lines start at this one. */
  lower(stamp: bigint): void {
    this.streams.stdout.lower(stamp)
    this.streams.stderr.lower(stamp)
  }

  kept(): KeptPosition {
    const { stdout, stderr } = this.streams
    const open = this.open === undefined ? {} : { open: String(this.open) }
    return { stdout: stdout.kept(), stderr: stderr.kept(), ...open }
  }

  private latest(): StreamPosition {
    const { stdout, stderr } = this.streams
    return stdout.stamp > stderr.stamp ? stdout : stderr
  }
}

/** How many stamps are remembered to recognize repeated lines. */
const remembered = 8192

/** How far stdout or stderr was read. */
class StreamPosition {
  private latestStamp: bigint
  private linesSince: number
  private lowest: bigint
  /** The lines that come are older than the latest stamp. */
  private isBefore = true
  /** How many of the lines that come next are known. */
  private skip = 0
  /** Stamps of the last lines, for engines that repeat lines. */
  private readonly recent: BigInt64Array | undefined
  private seen = 0
  private lastText: string | undefined

  constructor(stamp: bigint, lines: number, low: bigint, repeats: boolean) {
    this.latestStamp = stamp
    this.linesSince = lines
    this.lowest = low
    this.recent = repeats ? new BigInt64Array(remembered) : undefined
  }

  /** The latest stamp. */
  get stamp(): bigint {
    return this.latestStamp
  }

  /** How many lines came since the first one with the latest stamp, including that one. */
  get lines(): number {
    return this.linesSince
  }

  /** The lowest stamp of these lines. It is lower than the latest one only if the clock was set back. */
  get low(): bigint {
    return this.lowest
  }

  lower(stamp: bigint): void {
    if (stamp < this.lowest) this.lowest = stamp
  }

  kept(): KeptStream {
    const { stamp, lines, low } = this
    return low < stamp ? [String(stamp), lines, String(low)] : [String(stamp), lines]
  }

  restart(): void {
    this.isBefore = true
    this.skip = 0
  }

  accept(stamped: bigint | undefined, text: string): boolean {
    const stamp = stamped ?? this.stamp
    if (!this.isBefore && this.skip === 0 && this.isRepeated(stamp, text)) this.restart()
    this.remember(stamp, text)
    if (this.isKnown(stamp)) return false
    this.advance(stamp)
    return true
  }

  private isKnown(stamp: bigint): boolean {
    if (this.isBefore) {
      if (stamp < this.stamp) return true
      this.isBefore = false
      this.skip = this.lines
    }
    // None of the counted lines has a later stamp; those that are missing went with a file that the engine has removed.
    if (stamp > this.stamp) this.skip = 0
    if (this.skip === 0) return false
    this.skip--
    return true
  }

  private advance(stamp: bigint): void {
    if (stamp > this.stamp) {
      this.latestStamp = stamp
      this.lowest = stamp
      this.linesSince = 1
    } else {
      this.lower(stamp)
      this.linesSince++
    }
  }

  /**
   * Engines before 23.0 send a new file a second time when they notice that they have begun it (seen with 20.10.24:
   * 2000 lines became 2128). Two lines do not have the same nanoseconds by chance.
   */
  private isRepeated(stamp: bigint, text: string): boolean {
    if (!this.recent || stamp > this.stamp) return false
    if (stamp === this.stamp) return text === this.lastText
    return this.recent.includes(stamp)
  }

  private remember(stamp: bigint, text: string): void {
    if (!this.recent) return
    this.recent[this.seen++ % remembered] = stamp
    this.lastText = text
  }
}
