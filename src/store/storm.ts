import type { Event } from '../model/event.ts'
import { nanoseconds } from '../base/time.ts'

// Millions of equal rejections happen (openclaw #20168: 8.9 million in one log). Their reader needs a sample and the
// exact number, so of equal events in one hour of one log the first are kept as they are, and the others as one event
// with a count.
const sampleSize = 16
const mostEarly = 2
const kindsPerHour = 256
const linesPerStretch = 65_536

// Two events of a pattern are equal when these are; everything else in them (connection ids, ports, durations) differs
// from line to line.
const identityAttributes = [
  'code', 'reason', 'refusal', 'client', 'mode', 'version', 'remote', 'method', 'scope', 'channel', 'account',
  'provider', 'path', 'unit', 'signal', 'state', 'what', 'port', 'status', 'container',
] as const // prettier-ignore

interface Tally {
  seen: number
  rest: Event | undefined
}

/** Hours since the epoch; events without a complete time count by stretches of lines instead, in negative numbers. */
function hourOf({ hasDate, at, line }: Event): bigint {
  return hasDate ? at / nanoseconds.hour : -1n - BigInt(Math.floor(line / linesPerStretch))
}

/**
 * Lets the first events of each kind through and counts the others. Deterministic by the order of the lines in the log.
 */
export class StormLimiter {
  private readonly tallies = new Map<bigint, Map<string, Tally>>()
  private readonly changed = new Set<Tally>()
  private readonly early = new Map<bigint, Map<string, number>>()

  /**
   * Whether the lines around an event are kept: it is among the first of its pattern in its hour. Ask once for each
   * sampled event.
   */
  isEarly(event: Event): boolean {
    const hour = hourOf(event)
    let seen = this.early.get(hour)
    if (!seen) this.early.set(hour, (seen = new Map()))
    const count = (seen.get(event.pattern) ?? 0) + 1
    seen.set(event.pattern, count)
    return count <= mostEarly
  }

  /** The event when it belongs to the sample; `undefined` when it was only counted. */
  sample(event: Event): Event | undefined {
    const tally = this.tallyOf(event)
    tally.seen++
    if (tally.seen <= sampleSize) return event
    tally.rest = tally.rest
      ? {
          ...tally.rest,
          count: tally.rest.count + event.count,
          lastAt: event.lastAt > tally.rest.lastAt ? event.lastAt : tally.rest.lastAt,
        }
      : event
    this.changed.add(tally)
    return undefined
  }

  private tallyOf(event: Event): Tally {
    const hour = hourOf(event)
    let kinds = this.tallies.get(hour)
    if (!kinds) this.tallies.set(hour, (kinds = new Map()))
    let key = `${event.pattern}\0${event.role}`
    for (const name of identityAttributes) key += `\0${String(event.attributes[name] ?? '')}`
    // An attacker can make up client names for ever: past a bound all new kinds are one.
    if (!kinds.has(key) && kinds.size >= kindsPerHour) key = event.pattern
    let tally = kinds.get(key)
    if (!tally) kinds.set(key, (tally = { seen: 0, rest: undefined }))
    return tally
  }

  /** The events that count others and have grown since the last call. */
  grown(): Event[] {
    const grown = [...this.changed].flatMap(({ rest }) => rest ?? [])
    this.changed.clear()
    return grown
  }

  /**
   * Ends the hours that are over at `now`, so that memory stays bounded; all hours without it. Returns what they have
   * counted.
   */
  flush(now?: bigint): Event[] {
    const counts: Event[] = []
    for (const [hour, kinds] of this.tallies) {
      if (now !== undefined && hour >= now / nanoseconds.hour - 1n) continue
      this.tallies.delete(hour)
      this.early.delete(hour)
      for (const tally of kinds.values()) {
        this.changed.delete(tally)
        if (tally.rest) counts.push(tally.rest)
      }
    }
    return counts
  }
}
