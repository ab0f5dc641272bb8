import { formatDuration } from '../base/time.ts'
import { clip, printable } from '../base/text.ts'
import { formatBytes } from './terminal.ts'

/** One line on a terminal that says how far reading has come. Writes nothing elsewhere, and nothing for what is over at once. */
export class Progress {
  private readonly stream: NodeJS.WriteStream
  private readonly began = performance.now()
  private shownAt = 0
  private done = 0

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream
  }

  update(name: string, position: number, size: number | undefined): void {
    const now = performance.now()
    if (!this.stream.isTTY || now - this.began < 300 || now - this.shownAt < 100) return
    this.shownAt = now
    const rate = ((this.done + position) / (now - this.began)) * 1000
    const left =
      size === undefined || rate === 0
        ? ''
        : `, ${formatDuration(BigInt(Math.round(((size - position) / rate) * 1e9)))} left`
    const share =
      size === undefined || size === 0
        ? ''
        : ` of ${formatBytes(size)} (${Math.min(100, Math.round((position / size) * 100))} %)`
    this.stream.write(
      `\r\x1b[2K${clip(`${printable(name)}: ${formatBytes(position)}${share}, ${formatBytes(rate)}/s${left}`, (this.stream.columns ?? 80) - 1)}`,
    )
  }

  /** A log is finished. */
  next(position: number): void {
    this.done += position
  }

  clear(): void {
    if (this.stream.isTTY && this.shownAt > 0) this.stream.write('\r\x1b[2K')
  }
}
