import type { TimelineEvent } from './timeline.ts'

/** An event in full, or a stretch of events that are like ones shown before it. */
export type Row = { readonly event: TimelineEvent; readonly number: number } | Fold

export interface Fold {
  readonly likes: readonly Like[]
  /** How many events and records are like which row. */
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

/** An event that differs from the one in the row of that number by these words only. */
export interface Like {
  readonly event: TimelineEvent
  readonly number: number
  readonly words: readonly string[]
  /** Where these words stand in the body, split at blanks. */
  readonly places: readonly number[]
}

/** Up to so many events are all shown in full. */
const shownInFull = 60
const shortestFold = 4

/**
 * Rows of the evidence in its order. Long incidents repeat themselves: what is like a row before it is folded, with only the words
 * in which it differs, so that nothing is left out and what is new stands out.
 */
export function foldedRows(events: readonly TimelineEvent[]): Row[] {
  if (events.length <= shownInFull) return events.map((event, index) => ({ event, number: index + 1 }))
  const rows: Row[] = []
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

function foldOf(likes: readonly Like[], rows: readonly Row[]): Fold {
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

/** The words in which a text differs from another one, word by word; `undefined` when they have little in common. */
function difference(body: string, first: readonly string[]): Pick<Like, 'words' | 'places'> | undefined {
  const all = body.split(' ')
  if (all.length !== first.length) return undefined
  const places = [...all.keys()].filter((place) => all[place] !== first[place])
  const words = places.map((place) => all[place]!)
  return words.join(' ').length * 2 > body.length + 60 ? undefined : { words, places }
}
