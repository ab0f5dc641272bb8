import type { TimelineEvent } from './event.ts'
import type { Silence } from './picture.ts'
import { dayOf } from './times.ts'

/** An event in full, or a stretch of events that are like ones shown before it. */
export type Row = FullRow | Fold

/** Views show this above a row. */
interface Opening {
  /** `2026-11-22`, or empty without a complete time; `undefined` on the day of the row above. */
  readonly day: string | undefined
  /** Milliseconds without an event before it; `undefined` unless the picture shows them as a silence. */
  readonly silence: number | undefined
}

export interface FullRow extends Opening {
  readonly event: TimelineEvent
  readonly number: number
}

export interface Fold extends Opening {
  readonly likes: readonly Like[]
  /** Counts of the events by the row that they are like. */
  readonly kinds: readonly Kind[]
}

export interface Kind {
  /** The row that they are like. */
  readonly number: number
  readonly title: string
  readonly anchor: string
  readonly events: number
  readonly records: number
}

/** An event that differs only by these words from the one in the row of that number. */
export interface Like {
  readonly event: TimelineEvent
  readonly number: number
  readonly words: readonly string[]
  /** Positions of these words in the body, split at blanks. */
  readonly places: readonly number[]
}

type Undated = Omit<FullRow, keyof Opening> | Omit<Fold, keyof Opening>

/** The rows of the evidence in its order, with the days and silences between them. */
export function rowsOf(events: readonly TimelineEvent[], silences: readonly Silence[]): Row[] {
  let day: string | undefined
  let last: number | undefined
  return foldedRows(events).map((row): Row => {
    const shown = 'event' in row ? [row.event] : row.likes.map(({ event }) => event)
    const first = shown[0]!.ms
    const silence = silences.find(({ from, to }) => from === last && to === first)
    const today = first === undefined ? '' : dayOf(first)
    const opening = {
      day: today === day ? undefined : today,
      silence: silence && silence.to - silence.from,
    }
    last = shown.at(-1)!.ms
    day = last === undefined ? '' : dayOf(last)
    return { ...row, ...opening }
  })
}

/** An incident of so many events or fewer is not folded. */
const shownInFull = 60
const shortestFold = 4

/**
 * Long incidents repeat themselves. An event that is like one in a row above is folded, with only the words in which it
 * differs, so that nothing is left out and new kinds of events stand out.
 */
function foldedRows(events: readonly TimelineEvent[]): Undated[] {
  if (events.length <= shownInFull) return events.map((event, index) => ({ event, number: index + 1 }))
  const rows: Undated[] = []
  const kinds = new Map<string, { event: TimelineEvent; words: readonly string[]; number: number }>()
  let number = 0
  let run: Like[] = []
  const full = (event: TimelineEvent): void => {
    rows.push({ event, number: ++number })
    kinds.set(kindOf(event), { event, words: event.body.split(' '), number })
  }
  const close = (): void => {
    if (run.length >= shortestFold) rows.push(foldOf(run, rows))
    else for (const { event } of run) full(event)
    run = []
  }
  for (const event of events) {
    const first = kinds.get(kindOf(event))
    const different = first && difference(event.body, first.words)
    if (first && different) run.push({ event, number: first.number, ...different })
    else {
      close()
      full(event)
    }
  }
  close()
  return rows
}

function foldOf(likes: readonly Like[], rows: readonly Undated[]): Omit<Fold, keyof Opening> {
  const full = new Map(rows.flatMap((row) => ('event' in row ? [[row.number, row.event] as const] : [])))
  const kinds = [...Map.groupBy(likes, ({ number }) => number)].map(([number, list]) => {
    const { title, anchor } = full.get(number)!
    return {
      number,
      title,
      anchor,
      events: list.length,
      records: list.reduce((sum, { event }) => sum + event.count, 0),
    }
  })
  return { likes, kinds }
}

function kindOf({ pattern, role, class: eventClass, title, severity, source }: TimelineEvent): string {
  return [pattern, role, eventClass, title, severity, source].join('\0')
}

/** The words in which a text differs from another one; `undefined` when they have little in common. */
function difference(body: string, first: readonly string[]): Pick<Like, 'words' | 'places'> | undefined {
  const all = body.split(' ')
  if (all.length !== first.length) return undefined
  const places = [...all.keys()].filter((place) => all[place] !== first[place])
  const words = places.map((place) => all[place]!)
  return words.join(' ').length * 2 > body.length + 60 ? undefined : { words, places }
}
