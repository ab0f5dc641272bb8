import type { Event } from '../model/event.ts'
import { inOrder } from '../model/event-order.ts'
import type { Attributes, AttributeValue } from '../model/record.ts'
import type { Signal } from '../model/signal.ts'
import type { Track, Tracks, TrackState } from '../model/track.ts'
import type { TrackName, TrackSetting } from '../model/track-setting.ts'
import { fits } from './select.ts'

/** What each signal sets, by its id. */
export type Settings = ReadonlyMap<string, readonly TrackSetting[]>

export function settingsOf(signals: readonly Signal[]): Settings {
  return new Map(signals.flatMap(({ id, sets }) => (sets ? [[id, sets] as const] : [])))
}

/** The last value wins, so that memory is bounded by what changes, not by what is repeated; storms set one state. */
const mostStates = 500

/** A pure fold over the events of one gateway: the same tracks whatever order they are given in. */
export function tracksOf(events: readonly Event[], settings: Settings): Tracks {
  const states = new Map<string, { readonly name: TrackName; readonly key: string; readonly states: TrackState[] }>()
  for (const event of events.toSorted(inOrder)) {
    for (const setting of settings.get(event.pattern) ?? []) {
      const state = stateOf(setting, event)
      if (state === undefined) continue
      const key = keyOf(setting, event)
      const id = `${setting.track}\0${key}`
      let track = states.get(id)
      if (!track) states.set(id, (track = { name: setting.track, key, states: [] }))
      add(track.states, { state, from: event, details: detailsOf(setting, event) })
    }
  }
  return new FoldedTracks([...states.values()].sort((a, b) => compare(a.name, b.name) || compare(a.key, b.key)))
}

function add(states: TrackState[], next: TrackState): void {
  const last = states.at(-1)
  if (last && last.state === next.state && JSON.stringify(last.details) === JSON.stringify(next.details)) return
  if (states.length < mostStates) states.push(next)
  else states[mostStates - 1] = next
}

function stateOf({ state, where }: TrackSetting, event: Event): string | undefined {
  if (where && !fits(where, event)) return undefined
  if (typeof state === 'string') return state
  const value = valueOf(event, state.attribute)
  return value === undefined ? undefined : String(value)
}

function keyOf({ key = [] }: TrackSetting, event: Event): string {
  return key.flatMap((name) => valueOf(event, name) ?? []).join('/')
}

function detailsOf({ details = [] }: TrackSetting, event: Event): Attributes {
  return Object.fromEntries(
    details.flatMap((name) => {
      const value = valueOf(event, name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

function valueOf({ attributes, resource }: Event, name: string): AttributeValue | undefined {
  return attributes[name] ?? resource[name]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

class FoldedTracks implements Tracks {
  readonly all: readonly Track[]

  constructor(all: readonly Track[]) {
    this.all = all
  }

  at(event: Event, name: TrackName, key?: string): TrackState | undefined {
    return this.states(name, key).findLast(({ from }) => inOrder(from, event) <= 0)
  }

  last(name: TrackName, key?: string): TrackState | undefined {
    return this.states(name, key).at(-1)
  }

  states(name: TrackName, key?: string): readonly TrackState[] {
    const meant = this.all.filter((track) => track.name === name && (key === undefined || track.key === key))
    if (meant.length === 1) return meant[0]!.states
    return meant.flatMap(({ states }) => states).sort((a, b) => inOrder(a.from, b.from))
  }
}
