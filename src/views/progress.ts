import { clip, formatBytes, printable } from '../base/text.ts'
import { durationOf } from '../timeline/times.ts'

/** A line on a terminal about how far reading has come. Nothing is written to other streams, or in the first 0.3 s. */
export class Progress {
  private readonly stream: NodeJS.WriteStream
  private readonly began = performance.now()
  private shownAt = 0
  /** Bytes of the logs before this one, and of this one. */
  private done = 0
  private position = 0
  private name = ''

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream
  }

  update(name: string, position: number, size: number | undefined): void {
    if (name !== this.name) this.done += this.position
    this.name = name
    this.position = position
    const now = performance.now()
    if (!this.stream.isTTY || now - this.began < 300 || now - this.shownAt < 100) return
    this.shownAt = now
    // Bytes in a second.
    const rate = ((this.done + position) / (now - this.began)) * 1000
    const left = size === undefined || rate === 0 ? '' : `, ${durationOf(((size - position) / rate) * 1000)} left`
    const share = shareText(position, size)
    const text = `${printable(name)}: ${formatBytes(position)}${share}, ${formatBytes(rate)}/s${left}`
    this.stream.write(`\r\x1b[2K${clip(text, (this.stream.columns ?? 80) - 1)}`)
  }

  clear(): void {
    if (this.stream.isTTY && this.shownAt > 0) this.stream.write('\r\x1b[2K')
  }
}

function shareText(position: number, size: number | undefined): string {
  if (size === undefined || size === 0) return ''
  return ` of ${formatBytes(size)} (${Math.min(100, Math.round((position / size) * 100))} %)`
}
