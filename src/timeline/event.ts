import { clipCharacters } from '../base/text.ts'
import type { EventClass, Role } from '../model/signal.ts'
import type { Attributes } from '../model/record.ts'
import type { EventDocument } from '../model/document.ts'
import { msOf } from './times.ts'
import { titleOf } from './words.ts'

export const roles: readonly Role[] = ['cause', 'symptom', 'context', 'recovery']

/** An event as every view shows it. */
export interface TimelineEvent {
  readonly id: string
  /** Its name within the page: unique there, and the same in every page that shows it. */
  readonly anchor: string
  /** Milliseconds since the epoch; `undefined` where the line states no complete time. */
  readonly ms: number | undefined
  readonly timestamp: string
  readonly class: EventClass
  readonly role: Role
  readonly severity: string
  readonly pattern: string
  readonly title: string
  /** It stands in every healthy log, so that it is no evidence by itself. */
  readonly routine: boolean
  /** Index into the timeline's sources. */
  readonly source: number
  readonly line: number
  /** Source and line: `gateway.log:12`. */
  readonly place: string
  readonly body: string
  /** Records that it stands for. */
  readonly count: number
  readonly lastMs: number | undefined
  readonly attributes: Attributes
  readonly context: EventDocument['context']
  /** Not part of the incident: it happened shortly before. */
  readonly before: boolean
}

/** What a pattern or derivation says about the events that it finds. */
export interface Description {
  /** With {placeholders} for attributes. */
  readonly title: string
  readonly routine?: boolean
}

/** By the id of the pattern or derivation. */
export type Descriptions = ReadonlyMap<string, Description>

/** The longest text of one event that views show; the document holds all of it. */
const longestBody = 2000
const longestTitle = 200

/** Returns a function that makes the events of one timeline. `paths` and `names`: of its sources, in the same order. */
export function eventMaker(
  paths: readonly string[],
  names: readonly string[],
  descriptions: Descriptions,
): (event: EventDocument, before: boolean) => TimelineEvent {
  const sourceOf = new Map(paths.map((path, index) => [path, index]))
  const anchors = new Set<string>()
  return (event, before) => {
    const source = sourceOf.get(event.source)!
    const description = descriptions.get(event.pattern)
    return {
      id: event.id,
      anchor: anchorOf(event.id, anchors),
      ms: msOf(event.timestamp),
      timestamp: event.timestamp ?? '',
      class: event.class,
      role: roles.includes(event.role) ? event.role : 'context',
      severity: event.severity ?? '',
      pattern: event.pattern,
      title: clipCharacters(titleOf(description?.title ?? event.pattern, event.attributes), longestTitle),
      routine: description?.routine ?? false,
      source,
      line: event.line,
      place: `${names[source]!}:${event.line}`,
      body: clipCharacters(event.body, longestBody),
      count: event.count ?? 1,
      lastMs: msOf(event.lastTimestamp),
      attributes: event.attributes,
      context: event.context,
      before,
    }
  }
}

/** Ids are hashes, but a document may hold anything, and anchors stand in addresses. */
function anchorOf(id: string, taken: Set<string>): string {
  const base = `e${id.replace(/[^\w-]/g, '').slice(0, 8)}`
  let anchor = base
  for (let number = 2; taken.has(anchor); number++) anchor = `${base}-${number}`
  taken.add(anchor)
  return anchor
}

/** How many records events stand for: a line in which two patterns found something is one. */
export function recordsOf(events: readonly Pick<TimelineEvent, 'source' | 'line' | 'count'>[]): number {
  const places = new Map<string, number>()
  for (const { source, line, count } of events) {
    const place = `${source}:${line}`
    places.set(place, Math.max(places.get(place) ?? 0, count))
  }
  return [...places.values()].reduce((sum, count) => sum + count, 0)
}
