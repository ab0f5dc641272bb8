import type { Event } from '../model/event.ts'
import type { LiveLine } from '../sources/live.ts'
import { contextReach, contextText, type ContextLine } from '../read/context.ts'
import type { LiveContextState } from '../store/live.ts'
import type { Redactor } from '../redact/redactor.ts'

/** The lines around the events of one live stream: the same ones in whatever batches they come. */
export class LiveContext {
  /** What is to be stored. */
  kept: ContextLine[] = []
  private readonly redactor: Redactor
  private recent: { readonly number: number; readonly text: string }[]
  private until: number
  /** Number of the last line that was kept. */
  private last: number

  constructor(redactor: Redactor, state: LiveContextState | undefined) {
    this.redactor = redactor
    this.recent = [...(state?.recent ?? [])]
    this.until = state?.until ?? 0
    this.last = Math.min(this.until, this.recent.at(-1)?.number ?? 0)
  }

  take(lines: readonly LiveLine[], events: readonly Event[]): void {
    const places = events.map(({ line }) => line).sort((a, b) => a - b)
    let next = 0
    for (const line of [...this.recent, ...lines]) {
      while (next < places.length && places[next]! - contextReach <= line.number)
        this.until = Math.max(this.until, places[next++]! + contextReach)
      if (line.number > this.until || line.number <= this.last) continue
      this.kept.push({ number: line.number, text: contextText(line.text, this.redactor) })
      this.last = line.number
    }
    this.recent = [...this.recent, ...lines].slice(-contextReach).map(({ number, text }) => ({ number, text }))
  }

  state(): LiveContextState {
    const recent = this.recent.map(({ number, text }) => ({ number, text: contextText(text, this.redactor) }))
    return { recent, until: this.until }
  }

  written(): void {
    this.kept = []
  }
}
