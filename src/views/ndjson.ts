import type { Change } from '../correlate/tracker.ts'
import { changeDocument } from '../timeline/json.ts'

/** Milliseconds between two updates of an incident. Each update holds all events, and a hundred may come a second. */
const pause = 1000

/** Changes of incidents as lines of JSON. All are written at once, except updates: only the last in each second is. */
export class ChangeLines {
  private readonly write: (line: string, isUpdate: boolean) => void
  private readonly held = new Map<string, { change: Change | undefined; timer: NodeJS.Timeout }>()

  constructor(write: (line: string, isUpdate: boolean) => void) {
    this.write = write
  }

  add(change: Change): void {
    const { id } = change.incident
    const held = this.held.get(id)
    if (held && change.kind === 'updated') {
      held.change = change
      return
    }
    for (const over of [id, ...change.supersedes]) {
      clearTimeout(this.held.get(over)?.timer)
      this.held.delete(over)
    }
    this.print(change)
    if (change.kind !== 'withdrawn') this.hold(id)
  }

  /** Writes the updates that were held back. */
  end(): void {
    for (const { change, timer } of this.held.values()) {
      clearTimeout(timer)
      if (change) this.print(change)
    }
    this.held.clear()
  }

  private hold(id: string): void {
    const timer = setTimeout(() => {
      const { change } = this.held.get(id)!
      this.held.delete(id)
      if (!change) return
      this.print(change)
      this.hold(id)
    }, pause)
    this.held.set(id, { change: undefined, timer })
  }

  private print(change: Change): void {
    this.write(`${JSON.stringify(changeDocument(change))}\n`, change.kind === 'updated')
  }
}
