import type { Conditions } from './conditions.ts'
import type { Signal } from './signal.ts'

/** Which events are meant: all of a signal, or only those whose attributes fit. */
export type Selector =
  | Signal
  | {
      readonly pattern: Signal | readonly Signal[]
      readonly where?: Conditions
      /** None of these may fit. */
      readonly not?: Conditions
    }

/** Whether a selector means all events of its signals. */
export function isUnconditional(selector: Selector): boolean {
  return !('pattern' in selector) || (!selector.where && !selector.not)
}

export function signalsOf(selector: Selector): readonly Signal[] {
  return 'pattern' in selector ? [selector.pattern].flat() : [selector]
}
