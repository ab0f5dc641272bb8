import type { Facts } from '../src/model/cause.ts'
import type { Answer } from '../src/model/decision.ts'
import type { Event } from '../src/model/event.ts'

// Answers to "does a restart help?" and "does going back help?". A yes names the events that show it.

export function no(why: string, on: readonly Event[] = []): Answer {
  return { helps: 'no', why, on }
}

export function yes(why: string, on: readonly Event[]): Answer {
  return { helps: 'yes', why, on }
}

/** The start names the configuration as what it refuses, so that an earlier one is what it had accepted. */
export function rollbackOfRefused(facts: Facts): Answer {
  const [change] = facts.configChanges.slice(-1)
  return change
    ? yes('The configuration was changed before, and the start refuses it.', [change, ...facts.events.slice(0, 1)])
    : yes('The start names the configuration as what it refuses.', facts.events.slice(0, 1))
}

export const noChange = no('Nothing in this log shows that a change of the configuration brought it about.')
