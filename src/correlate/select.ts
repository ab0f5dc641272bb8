import type { Event, Selector } from '../model/incident.ts'
import type { AttributeValue } from '../model/record.ts'

type Condition = NonNullable<Selector['where']>

/** Whether one of the selectors means this event. */
export function selects(selectors: readonly Selector[], event: Event): boolean {
  return selectors.some(({ pattern, where, not }) => {
    if (typeof pattern === 'string' ? pattern !== event.pattern : !pattern.includes(event.pattern)) return false
    if (where && !fits(where, event)) return false
    return !(not && anyFits(not, event))
  })
}

/** Ids of the patterns that selectors name. */
export function namedPatterns(selectors: readonly Selector[]): string[] {
  return selectors.flatMap(({ pattern }) => pattern)
}

function fits(where: Condition, event: Event): boolean {
  return Object.entries(where).every(([name, wanted]) => matches(event.attributes[name], wanted))
}

function anyFits(where: Condition, event: Event): boolean {
  return Object.entries(where).some(([name, wanted]) => matches(event.attributes[name], wanted))
}

function matches(value: AttributeValue | undefined, wanted: Condition[string]): boolean {
  if (value === undefined) return false
  if (wanted instanceof RegExp) return wanted.test(String(value))
  if (typeof wanted === 'object') return wanted.includes(value)
  return value === wanted
}
