import type { Event } from './event.ts'

/** How many lines are kept on either side of an event. */
export const contextReach = 3

/** A redacted line with its number in its log. */
export interface ContextLine {
  readonly number: number
  readonly text: string
}

/**
 * The lines around an event, itself included, in the order of the log. Their text is redacted only when it is asked
 * for.
 */
export type LinesAround = (event: Event) => Iterable<{ readonly number: number; readonly text: () => string }>

/**
 * Whether the lines around an event are worth keeping: an event that explains or ends an incident stands for itself.
 */
export function hasContext({ role, derived }: Event): boolean {
  return derived !== true && (role === 'cause' || role === 'symptom')
}
