import { isUnconditional, type Selector } from '../model/selector.ts'
import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import { namedSignals, selects } from './select.ts'

/** The events of one gateway from one long quiet stretch to the next, looked up by what selectors mean. */
export class Episode {
  readonly gateway: string
  /** Remembered from before the episode: they can explain something in it, but are no part of it. */
  readonly earlier: ReadonlySet<Event>
  /** The events of the episode and those from before it, in order of time. */
  readonly all: readonly Event[]
  private readonly byPattern: ReadonlyMap<string, readonly Event[]>
  private readonly selected = new WeakMap<readonly Selector[], readonly Event[]>()

  constructor(gateway: string, events: readonly Event[], earlier: readonly Event[] = []) {
    this.gateway = gateway
    this.earlier = new Set(earlier)
    this.all = [...earlier, ...events].sort(inOrder)
    this.byPattern = Map.groupBy(this.all, ({ pattern }) => pattern)
  }

  /**
   * Events that one of the selectors means, in order of time. The answer is remembered for the array itself, not for
   * its content: pass the array that the cause holds, which never changes, and the other clusters need no search.
   */
  select(selectors: readonly Selector[]): readonly Event[] {
    let found = this.selected.get(selectors)
    if (!found) this.selected.set(selectors, (found = this.find(selectors)))
    return found
  }

  ofPattern(pattern: string): readonly Event[] {
    return this.byPattern.get(pattern) ?? []
  }

  private find(selectors: readonly Selector[]): readonly Event[] {
    const patterns = [...new Set(namedSignals(selectors))]
    const meant = patterns.flatMap((pattern) => {
      const about = selectors.filter((selector) => namedSignals([selector]).includes(pattern))
      const events = this.ofPattern(pattern)
      return about.some(isUnconditional) ? events : events.filter((event) => selects(about, event))
    })
    return patterns.length > 1 ? meant.sort(inOrder) : meant
  }
}
