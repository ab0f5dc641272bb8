import type { Event } from '../model/event.ts'
import { firstIndex, inOrder } from '../model/event-order.ts'
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

/** Bounds what one part can take: the last state replaces the one before it then. */
const mostStates = 500

/** Peers choose the names of clients: of one kind of part no more are followed than this. */
const mostKeys = 200

/** A pure fold over the events of one gateway: the same tracks whatever order they are given in. */
export function tracksOf(events: readonly Event[], settings: Settings): Tracks {
  const tracks = new Map<TrackName, Map<string, TrackState[]>>()
  for (const event of events.toSorted(inOrder)) {
    for (const setting of settings.get(event.pattern) ?? []) {
      const state = stateOf(setting, event)
      if (state === undefined) continue
      const key = keyOf(setting, event)
      let keyed = tracks.get(setting.track)
      if (!keyed) tracks.set(setting.track, (keyed = new Map()))
      let states = keyed.get(key)
      if (!states) {
        if (keyed.size >= mostKeys) continue
        keyed.set(key, (states = []))
      }
      add(states, { state, from: event, details: detailsOf(setting, event) })
    }
  }
  return new FoldedTracks(
    [...tracks]
      .flatMap(([name, keyed]) => [...keyed].map(([key, states]): Track => ({ name, key, states })))
      .sort((a, b) => compare(a.name, b.name) || compare(a.key, b.key)),
  )
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
  private readonly byName = new Map<TrackName, readonly TrackState[]>()
  private readonly byKey: ReadonlyMap<string, readonly TrackState[]>

  constructor(all: readonly Track[]) {
    this.all = all
    this.byKey = new Map(all.map(({ name, key, states }) => [`${name}\0${key}`, states]))
    for (const [name, tracks] of Map.groupBy(all, (track) => track.name))
      this.byName.set(
        name,
        tracks.flatMap(({ states }) => states).sort((a, b) => inOrder(a.from, b.from)),
      )
  }

  at(event: Event, name: TrackName, key?: string): TrackState | undefined {
    const states = this.states(name, key)
    return states[firstIndex(states, ({ from }) => inOrder(from, event) > 0) - 1]
  }

  last(name: TrackName, key?: string): TrackState | undefined {
    return this.states(name, key).at(-1)
  }

  states(name: TrackName, key?: string): readonly TrackState[] {
    return (key === undefined ? this.byName.get(name) : this.byKey.get(`${name}\0${key}`)) ?? []
  }
}
