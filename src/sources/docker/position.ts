import type { RawLine } from './frames.ts'

/** The latest stamp seen, how many lines came since the first one that has it, and the lowest stamp among these if it is another. */
type KeptPlace = readonly [stamp: string, lines: number, low?: string]

/** A position as it is kept: plain JSON, instants as decimal nanoseconds. */
export interface KeptPosition {
  readonly stdout: KeptPlace
  readonly stderr: KeptPlace
  /** The stamp of a line of which only a part was read. */
  readonly open?: string
}

// A line is stamped when the engine has read it and written a moment later, so that lines of stdout and stderr can stand in the log
// in another order than their stamps. A stream that has been silent for longer than this is not read again from its last word on:
// that may be weeks ago, and the engine looks at each line since.
const disorder = 600_000_000_000n

/**
 * How far the log of a container has been read. The engine has no position to go on from, it can only be asked for everything from a
 * stamp on. Stamps repeat, and stdout and stderr are not in order of time, but each of the two by itself is: so for each it is kept how
 * many lines came since the first one with the latest stamp. That is exact even when the clock was set back meanwhile.
 */
export class Position {
  /** The stamp of a line of which only a part was read when the last line was. */
  open: bigint | undefined
  private readonly stdout: Place
  private readonly stderr: Place

  /** `repeats`: the engine gives lines again while it is followed, see `Place`. */
  constructor(from: bigint | KeptPosition, repeats: boolean) {
    const place = ([stamp, lines, low]: KeptPlace): Place =>
      new Place(BigInt(stamp), lines, BigInt(low ?? stamp), repeats)
    const { stdout, stderr, open }: KeptPosition =
      typeof from === 'bigint' ? { stdout: [String(from), 0], stderr: [String(from), 0] } : from
    this.stdout = place(stdout)
    this.stderr = place(stderr)
    this.open = open === undefined ? undefined : BigInt(open)
  }

  /** What comes now has been asked for anew, and begins before what is known. */
  again(): void {
    this.stdout.again()
    this.stderr.again()
  }

  /** Whether a line is new. Lines must come in the order of the log. */
  take({ iostream, stamp, text }: RawLine): boolean {
    return (iostream === 'stdout' ? this.stdout : this.stderr).take(stamp, text)
  }

  /** Whether a log that is read again, and begins with this stamp, begins behind the last line that is known: what came between may be gone. */
  isBefore(first: bigint | undefined): boolean {
    const { stamp, lines } = this.latest()
    return lines > 0 && first !== undefined && first > stamp
  }

  /** Where the engine must begin so that nothing is missing. */
  since(): bigint {
    const { stdout, stderr, open } = this
    const recent = this.latest().stamp - disorder
    const from = ({ stamp, low }: Place): bigint => (low < stamp || stamp > recent ? low : recent)
    return [from(stdout), from(stderr), ...(open === undefined ? [] : [open])].reduce((a, b) => (a < b ? a : b))
  }

  /** The clock was set back behind all that is known, and what the engine has now begins there. */
  lower(stamp: bigint): void {
    for (const place of [this.stdout, this.stderr]) if (stamp < place.low) place.low = stamp
  }

  kept(): KeptPosition {
    return {
      stdout: this.stdout.kept(),
      stderr: this.stderr.kept(),
      ...(this.open === undefined ? {} : { open: String(this.open) }),
    }
  }

  private latest(): Place {
    return this.stdout.stamp > this.stderr.stamp ? this.stdout : this.stderr
  }
}

const remembered = 8192

/** How far stdout or stderr has been read. */
class Place {
  stamp: bigint
  lines: number
  /** The lowest stamp since the first line with the latest stamp: lower only when the clock was set back. */
  low: bigint
  private before = true
  private skip = 0
  /** Stamps of the lines that came last, for engines that repeat lines. */
  private readonly recent: BigInt64Array | undefined
  private seen = 0
  private lastText: string | undefined

  constructor(stamp: bigint, lines: number, low: bigint, repeats: boolean) {
    this.stamp = stamp
    this.lines = lines
    this.low = low
    this.recent = repeats ? new BigInt64Array(remembered) : undefined
  }

  kept(): KeptPlace {
    const { stamp, lines, low } = this
    return low < stamp ? [String(stamp), lines, String(low)] : [String(stamp), lines]
  }

  again(): void {
    this.before = true
    this.skip = 0
  }

  take(stamped: bigint | undefined, text: string): boolean {
    const stamp = stamped ?? this.stamp
    if (!this.before && this.skip === 0 && this.isRepeated(stamp, text)) this.again()
    this.remember(stamp, text)
    if (this.before) {
      if (stamp < this.stamp) return false
      this.before = false
      this.skip = this.lines
    }
    // What was counted has no later stamp. Some of it may be gone, when the engine has removed the file that it stood in.
    if (stamp > this.stamp) this.skip = 0
    if (this.skip > 0) {
      this.skip--
      return false
    }
    if (stamp > this.stamp) {
      this.stamp = stamp
      this.low = stamp
      this.lines = 1
    } else {
      if (stamp < this.low) this.low = stamp
      this.lines++
    }
    return true
  }

  /**
   * Engines before 23.0 begin a new file a second time when they notice that they have begun it (seen with 20.10.24: 2000 lines became
   * 2128). Nanoseconds that came before don't come again by themselves.
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
