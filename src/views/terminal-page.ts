import { styleText } from 'node:util'
import { displayWidth, printable, wrap } from '../base/text.ts'

export interface TerminalOptions {
  readonly columns: number
  readonly color: boolean
}

export type Style = Parameters<typeof styleText>[0]

/** Collects lines for a terminal. A `text` may be hostile and is made printable; a `line` is printed as it is. */
export class TerminalPage {
  readonly columns: number
  private readonly color: boolean
  private readonly lines: string[] = []

  constructor({ columns, color }: TerminalOptions) {
    this.columns = columns
    this.color = color
  }

  style(style: Style, line: string): string {
    return this.color ? styleText(style, line, { validateStream: false }) : line
  }

  line(line = ''): void {
    this.lines.push(line)
  }

  /** Two texts at the ends of a line, or one below the other where they find no room. */
  headline(left: string, right: string, style: Style): void {
    const [start, end] = [printable(left), printable(right)]
    const gap = this.columns - displayWidth(start) - displayWidth(end)
    if (gap < 2) this.paragraph(`${left} ${right}`, 0)
    else this.line(`${this.style(style, start)}${' '.repeat(gap)}${this.style('dim', end)}`)
  }

  heading(line: string): void {
    this.line()
    this.line(this.style('bold', line))
  }

  /** A text in as many lines as it takes. `first` stands where the first of them is indented. */
  paragraph(text: string, indent: number, first = ' '.repeat(indent), style?: Style): void {
    wrap(printable(text), this.columns - indent).forEach((line, index) => {
      const whole = `${index === 0 ? first : ' '.repeat(indent)}${line}`
      this.line(style === undefined ? whole : this.style(style, whole))
    })
  }

  /** A command is one line, to be copied. */
  command(text: string, indent: number): void {
    this.line(`${' '.repeat(indent)}${this.style('cyan', printable(text))}`)
  }

  rule(): void {
    this.line()
    this.line(this.style('dim', '─'.repeat(this.columns)))
  }

  text(): string {
    return `${this.lines.join('\n')}\n`
  }
}
