import { stripAnsi } from '../base/text.ts'
import { contextReach, type ContextLine } from '../model/context.ts'
import type { Event } from '../model/event.ts'
import type { Line } from '../model/record.ts'
import type { Redactor } from '../redact/redactor.ts'
import type { Candidate } from '../scan/lines.ts'

/** The lines around an event of a saved log, itself included. */
export function* linesAround(
  { line: number }: Event,
  { line, neighbours }: Candidate,
  redactor: Redactor,
): Generator<{ readonly number: number; readonly text: () => string }> {
  const before = Iterator.from(neighbours.before()).take(contextReach).toArray().reverse()
  for (const each of [before, [line], neighbours.after()].values().flatMap((lines) => lines)) {
    if (each.number > number + contextReach) return
    if (each.number < number - contextReach) continue
    yield { number: each.number, text: () => contextText(each.text, redactor) }
  }
}

/** Where keeping the lines around the events of a live log goes on; plain JSON. */
export interface LiveContextState {
  /** The last lines, redacted: an event may come right after them. */
  readonly recent: readonly ContextLine[]
  /** Lines are kept up to this number. */
  readonly until: number
}

/** Collects the lines around the events of one live log: the same ones in whatever batches they come. */
export class LiveContext {
  /** Lines that are not stored yet. */
  unstored: ContextLine[] = []
  private readonly redactor: Redactor
  private recent: { readonly number: number; readonly text: string }[]
  private until: number
  /** Number of the last line that was collected. */
  private last: number

  constructor(redactor: Redactor, state: LiveContextState | undefined) {
    this.redactor = redactor
    this.recent = [...(state?.recent ?? [])]
    this.until = state?.until ?? 0
    this.last = Math.min(this.until, this.recent.at(-1)?.number ?? 0)
  }

  /** `events`: those on these lines whose surrounding lines are kept. */
  collect(lines: readonly Line[], events: readonly Event[]): void {
    const numbers = events.map(({ line }) => line).sort((a, b) => a - b)
    let next = 0
    for (const line of [...this.recent, ...lines]) {
      while (next < numbers.length && numbers[next]! - contextReach <= line.number)
        this.until = Math.max(this.until, numbers[next++]! + contextReach)
      if (line.number > this.until || line.number <= this.last) continue
      this.unstored.push({ number: line.number, text: contextText(line.text, this.redactor) })
      this.last = line.number
    }
    this.recent = [...this.recent, ...lines].slice(-contextReach).map(({ number, text }) => ({ number, text }))
  }

  state(): LiveContextState {
    const recent = this.recent.map(({ number, text }) => ({ number, text: contextText(text, this.redactor) }))
    return { recent, until: this.until }
  }

  /** Call after the transaction that stored the lines has committed. */
  committed(): void {
    this.unstored = []
  }
}

function contextText(line: string, redactor: Redactor): string {
  return redactor.text(stripAnsi(line))
}
