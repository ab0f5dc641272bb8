import type { Cause, Clue } from '../model/cause.ts'
import type { Event } from '../model/event.ts'
import { between, inOrder } from '../model/event-order.ts'
import { duration } from '../base/time.ts'
import type { Episode } from './episode.ts'
import type { Hypothesis } from './hypothesis.ts'
import { claimMargin, defaultClueReach, mostStrength } from './numbers.ts'
import { recoveryAfter } from './recovery.ts'

type Requirement = Omit<Clue, 'weight'>
type Stretch = Pick<Hypothesis, 'triggers' | 'from' | 'to'>

interface Found<Kind extends Requirement> {
  readonly clue: Kind
  readonly events: readonly Event[]
}

/** A cause judged by one cluster of its triggers; `undefined` when something that it requires is missing. */
export function weigh(cause: Cause, triggers: readonly Event[], episode: Episode): Hypothesis | undefined {
  const from = triggers[0]!.at
  const to = triggers.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), from)
  const stretch = { triggers, from, to }

  const required = findAll(cause.requires, stretch, episode)
  if (required.length < (cause.requires?.length ?? 0)) return undefined
  const supporting = findAll(cause.supports, stretch, episode)
  const opposing = findAll(cause.against, stretch, episode)
  const claims = cause.claims
    ? between(episode.select(cause.claims), from - claimMargin, to + claimMargin).filter(isSame(cause.by, triggers[0]!))
    : []
  return {
    cause,
    ...stretch,
    claimed: [...new Set([...triggers, ...claims])].sort(inOrder),
    evidence: [...required, ...supporting].flatMap(({ events }) => events),
    occasions: occasions(triggers),
    strength: Math.max(0, Math.min(mostStrength, cause.strength + weightOf(supporting) - weightOf(opposing))),
    supports: reasonsOf([...required, ...supporting]),
    against: reasonsOf(opposing),
    recovery: recoveryOf(cause, stretch, episode),
  }
}

/**
 * Where a cause tells incidents apart by an attribute, an event with another value of it belongs to another incident.
 */
function isSame(by: string | undefined, trigger: Event): (event: Event) => boolean {
  const value = by === undefined ? undefined : trigger.attributes[by]
  if (by === undefined || value === undefined) return () => true
  return ({ attributes }) => attributes[by] === undefined || attributes[by] === value
}

/** The clues of which the episode holds enough events. */
function findAll<Kind extends Requirement>(
  clues: readonly Kind[] | undefined,
  stretch: Stretch,
  episode: Episode,
): Found<Kind>[] {
  return (clues ?? [])
    .map((clue) => ({ clue, events: eventsFor(clue, stretch, episode) }))
    .filter(
      ({ clue, events }) =>
        events.length > 0 && events.reduce((sum, { count }) => sum + count, 0) >= (clue.atLeast ?? 1),
    )
}

function eventsFor(clue: Requirement, { triggers, from, to }: Stretch, episode: Episode): Event[] {
  const { only, sharing } = clue
  const earliest = from - duration(clue.before ?? defaultClueReach)
  const latest = only === 'before' ? from : to + duration(clue.after ?? defaultClueReach)
  const near = between(episode.select(clue.events), earliest, latest)
  // A trigger cannot come before itself.
  const own = only === 'before' ? new Set(triggers) : undefined
  const shared =
    sharing === undefined ? undefined : new Set(triggers.flatMap(({ attributes }) => attributes[sharing] ?? []))
  return near.filter((event) => {
    if (only === 'after' && event.at < to) return false
    if (own?.has(event)) return false
    return shared === undefined || shared.has(event.attributes[sharing!]!)
  })
}

function weightOf(found: readonly Found<Clue>[]): number {
  return found.reduce((sum, { clue }) => sum + clue.weight, 0)
}

function reasonsOf(found: readonly Found<Requirement>[]): string[] {
  return [...new Set(found.map(({ clue, events }) => fill(clue.why, events)))]
}

/** Replaces `{name}` by the attribute of the first event that has it. */
function fill(text: string, events: readonly Event[]): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = events.map((event) => event.attributes[name]).find((found) => found !== undefined)
    return value === undefined ? '?' : String(value)
  })
}

/** How many times it happened: the lines about one connection are one occasion. */
function occasions(triggers: readonly Event[]): number {
  const counts = new Map<string, number>()
  for (const { attributes, logId, offset, count } of triggers) {
    const key = attributes['conn'] === undefined ? `${logId}:${offset}` : String(attributes['conn'])
    counts.set(key, Math.max(counts.get(key) ?? 0, count))
  }
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

/** In the same moment only the order of lines within one log says which came later. */
function recoveryOf(cause: Cause, { triggers, to }: Stretch, episode: Episode): Event | undefined {
  const last = triggers.at(-1)!
  const isLater = (event: Event): boolean =>
    event.at > to || (event.at === to && event.logId === last.logId && event.offset > last.offset)
  return recoveryAfter(cause, triggers, isLater, episode)
}
