import type { Event } from '../model/event.ts'
import type { UndecidableRule } from '../model/family.ts'
import type { Incident, Undecidable } from '../model/incident.ts'
import { selects } from './select.ts'

/** Finds out what the logs cannot show; sees each event once, since a run's events are not held in memory together. */
export class Undecided {
  private readonly rules: readonly UndecidableRule[]
  private readonly met = new Set<UndecidableRule>()
  private readonly settled = new Set<UndecidableRule>()

  constructor(rules: readonly UndecidableRule[]) {
    this.rules = rules
  }

  observe(event: Event): void {
    for (const rule of this.rules) {
      if (!this.met.has(rule) && selects(rule.when, event)) this.met.add(rule)
      if (rule.unless && !this.settled.has(rule) && selects(rule.unless, event)) this.settled.add(rule)
    }
  }

  /** The rules that apply, but for those of which an incident shows the answer. */
  found(incidents: readonly Incident[]): Undecidable[] {
    return this.rules
      .filter((rule) => this.met.has(rule) && !this.settled.has(rule))
      .filter((rule) => !incidents.some(({ classes }) => rule.decidedBy?.some((each) => classes.includes(each))))
      .map(({ id, what, enable }) => ({ id, what, enable }))
  }
}
