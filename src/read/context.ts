import { stripAnsi } from '../base/text.ts'
import type { Event } from '../model/event.ts'
import type { Redactor } from '../redact/redactor.ts'

/** How many lines are kept on either side of an event. */
export const contextReach = 3
/** A line by its number in its source, redacted. */
export interface ContextLine {
  readonly number: number
  readonly text: string
}

/** The lines around an event, itself included, in order; redacted only when asked for their text. */
export type Around = (event: Event) => Iterable<{ readonly number: number; readonly text: () => string }>

/** Whether the lines around an event are worth keeping: what explains or ends an incident stands for itself. */
export function hasContext({ role, derived }: Event): boolean {
  return derived !== true && (role === 'cause' || role === 'symptom')
}

/** A raw line as it is kept. */
export function contextText(line: string, redactor: Redactor): string {
  return redactor.text(stripAnsi(line))
}
