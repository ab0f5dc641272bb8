import type { Event } from '../model/event.ts'
import type { Platform } from '../model/platform.ts'
import type { Tracks } from '../model/track.ts'
import type { Episode } from './episode.ts'
import type { Knowledge } from './knowledge.ts'
import { tracksOf } from './tracks.ts'

/** What an episode shows apart from any cause: the states of its parts, where it runs, when it served. */
export interface Situation {
  readonly tracks: Tracks
  readonly platform: Platform
  /** Events that the gateway wrote while it served, in order of time. */
  readonly serving: readonly Event[]
  /** Changes of the configuration, in order of time. */
  readonly configChanges: readonly Event[]
}

export function situationOf(
  episode: Episode,
  { settings, operations, changes }: Pick<Knowledge, 'settings' | 'operations' | 'changes'>,
): Situation {
  const events = episode.all
  const tracks = tracksOf(events, settings)
  return {
    tracks,
    platform: operations.platformOf(events),
    serving: events.filter(({ role }) => role === 'recovery'),
    configChanges: episode.select(changes.filter(({ change }) => change === 'config')),
  }
}
