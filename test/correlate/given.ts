import { defineCause, type Cause } from '../../src/model/cause.ts'
import type { Event } from '../../src/model/event.ts'
import type { Operations } from '../../src/model/platform.ts'
import type { Role, Signal } from '../../src/model/signal.ts'
import { nanoseconds } from '../../src/base/time.ts'
import type { Hypothesis } from '../../src/correlate/hypothesis.ts'

/** The smallest things that a stage of the engine works on; a test states only what it is about. */

export function signal(id: string, role: Role = 'symptom'): Signal {
  return { id, class: 'other', role, title: id, description: id }
}

/** Nanoseconds since the epoch. */
export function minute(number: number): bigint {
  return BigInt(Math.round(number * 60)) * nanoseconds.second
}

/** An event that the log states at that minute; its id is `<signal>@<minute>`. */
export function event(of: Signal, at: number, given: Partial<Event> = {}): Event {
  return {
    id: `${of.id}@${at}`,
    pattern: of.id,
    class: of.class,
    role: of.role,
    timestamp: minute(at),
    at: minute(at),
    hasDate: true,
    hasOwnTime: true,
    logId: 'log',
    logName: 'gateway.log',
    line: Math.round(at * 60) + 1,
    offset: Math.round(at * 6000),
    severityNumber: 0,
    attributes: {},
    resource: {},
    body: of.id,
    count: 1,
    lastAt: minute(at),
    ...given,
  }
}

/** A machine that nothing is known of. */
export const operations: Operations = {
  platformOf: () => ({ os: 'linux', supervisor: 'unknown' }),
  translate: (command) => command,
  effectsOf: () => [],
}

export function cause(id: string, given: Partial<Cause> = {}): Cause {
  return defineCause({
    id,
    class: 'other',
    title: `Title of ${id}`,
    severity: 'high',
    decide: () => ({ verdict: 'fix-environment' }),
    trigger: [],
    strength: 70,
    explain: (facts) => [facts.clause(facts.events, `It is ${id}.`)],
    checks: () => [],
    fix: () => [],
    ...given,
  })
}

/** A hypothesis from the first of its triggers to the last. */
export function hypothesis(of: Cause, triggers: readonly Event[], given: Partial<Hypothesis> = {}): Hypothesis {
  return {
    cause: of,
    triggers,
    claimed: triggers,
    evidence: [],
    from: triggers[0]!.at,
    to: triggers.at(-1)!.lastAt,
    occasions: triggers.length,
    strength: of.strength,
    supports: [],
    against: [],
    recovery: undefined,
    ...given,
  }
}

export function ids(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id)
}

/** Ids of the causes, in order. */
export function causesOf(hypotheses: readonly Hypothesis[]): string[] {
  return hypotheses.map((each) => each.cause.id)
}
