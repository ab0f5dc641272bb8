import { signalsOf, type Selector } from '../model/selector.ts'
import type { Conditions } from '../model/conditions.ts'
import type { Event } from '../model/event.ts'
import type { AttributeValue } from '../model/record.ts'

/** Whether one of the selectors means this event. */
export function selects(selectors: readonly Selector[], event: Event): boolean {
  return selectors.some((selector) => {
    if (!('pattern' in selector)) return selector.id === event.pattern
    const { pattern, where, not } = selector
    if ('id' in pattern ? pattern.id !== event.pattern : !pattern.some(({ id }) => id === event.pattern)) return false
    if (where && !fits(where, event)) return false
    return !(not && anyFits(not, event))
  })
}

/** Ids of the signals that selectors name. */
export function namedSignals(selectors: readonly Selector[]): string[] {
  return selectors.flatMap((selector) => signalsOf(selector).map(({ id }) => id))
}

/** Whether the event's attributes meet all conditions. */
export function fits(where: Conditions, event: Event): boolean {
  return Object.entries(where).every(([name, wanted]) => matches(event.attributes[name], wanted))
}

function anyFits(where: Conditions, event: Event): boolean {
  return Object.entries(where).some(([name, wanted]) => matches(event.attributes[name], wanted))
}

function matches(value: AttributeValue | undefined, wanted: Conditions[string]): boolean {
  if (value === undefined) return false
  if (wanted instanceof RegExp) return wanted.test(String(value))
  if (typeof wanted === 'object') return wanted.includes(value)
  return value === wanted
}
