const eraseLine = '\r\x1b[2K'
const everySecond = 1000

/** Prints lines above a status line that is drawn again and again. Streams that are no terminal get the lines alone. */
export class Screen {
  private readonly stream: NodeJS.WriteStream
  private readonly hasStatus: boolean
  private timer: NodeJS.Timeout | undefined
  private draw: (() => string) | undefined
  private shown = ''

  constructor(stream: NodeJS.WriteStream, hasStatus: boolean) {
    this.stream = stream
    this.hasStatus = hasStatus && stream.isTTY && process.env['TERM'] !== 'dumb'
  }

  /** `text` ends with a newline, or is empty. */
  print(text: string): void {
    if (text === '') return
    // In one piece, so that the status is never seen between lines.
    this.stream.write(this.shown === '' ? text : `${eraseLine}${text}${this.shown}`)
  }

  /** Draws the status every second. `words` makes its text; `rate` is in lines a second, `quietFor` in seconds. */
  start<Status extends { readonly lines: number }>(
    status: () => Status,
    words: (status: Status, rate: number, quietFor: number) => string,
  ): void {
    if (!this.hasStatus) return
    let { lines } = status()
    let before = performance.now()
    let lastLine = before
    this.draw = () => {
      const now = performance.now()
      const current = status()
      const rate = ((current.lines - lines) * 1000) / Math.max(1, now - before)
      if (current.lines !== lines) lastLine = now
      lines = current.lines
      before = now
      return words(current, rate, Math.floor((now - lastLine) / 1000))
    }
    this.refresh()
    this.timer = setInterval(() => this.refresh(), everySecond)
  }

  /** Erases the status line. */
  end(): void {
    clearInterval(this.timer)
    this.draw = undefined
    if (this.shown !== '') this.stream.write(eraseLine)
    this.shown = ''
  }

  private refresh(): void {
    const text = this.draw!()
    if (text === this.shown) return
    this.stream.write(`${eraseLine}${text}`)
    this.shown = text
  }
}
