import { constants } from 'node:os'
import type { LiveBatch, LiveLine, Stream } from '../live.ts'
import { named, type Named } from './selection.ts'

/** Something that happened to a container, as the engine tells it. */
export interface EngineEvent {
  readonly action: string
  /** Nanoseconds since the epoch. */
  readonly stamp: bigint
  readonly container: Named
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * What is asked for. Health checks make three `exec_…` events each time, which push the others out of the 256 that the engine keeps.
 * Podman must be asked for `died`, which it then calls `die`, and says `remove` for `destroy`.
 */
export const actions = [
  'create', 'start', 'restart', 'die', 'died', 'oom', 'kill', 'stop', 'pause', 'unpause', 'destroy', 'remove', 'rename', 'health_status',
] as const // prettier-ignore

/** Reads one line of the events API; `undefined` for what is no event of a container. */
export function readEvent(text: string): EngineEvent | undefined {
  // As a number it would lose its last digits.
  const stamp = /"timeNano":(\d{1,19})\D*$/.exec(text)?.[1]
  let event
  try {
    event = JSON.parse(text) as {
      Type?: string
      Action?: string
      Actor?: { ID?: string; Attributes?: Record<string, string> }
    }
  } catch {
    return undefined
  }
  const { Type, Action, Actor } = event
  if (Type !== 'container' || !Action || !Actor?.ID || stamp === undefined) return undefined
  const attributes = Actor.Attributes ?? {}
  const container = named(Actor.ID, attributes['name'] ?? Actor.ID.slice(0, 12), attributes['image'] ?? '', attributes)
  return { action: Action === 'remove' ? 'destroy' : Action, stamp: BigInt(stamp), container, attributes }
}

/** In the words of `docker compose up`, which the parsers know; `docker inspect`'s own for memory, which Compose does not tell. */
function textOf({ action, container: { name }, attributes }: EngineEvent): string | undefined {
  const state = (what: string): string => `Container ${name}  ${what}`
  switch (action) {
    case 'create':
      return state('Created')
    case 'start':
      return state('Started')
    case 'restart':
      return state('Restarted')
    case 'stop':
      return state('Stopped')
    case 'pause':
      return state('Paused')
    case 'unpause':
      return state('Unpaused')
    case 'destroy':
      return state('Removed')
    case 'kill':
      return state(`Killing (${signalName(attributes['signal'])})`)
    case 'rename':
      return `Container ${(attributes['oldName'] ?? '').replace(/^\//, '')}  Renamed to ${name}`
    case 'health_status: healthy':
      return state('Healthy')
    case 'health_status: unhealthy':
      return state('Unhealthy')
    case 'oom':
      return state('OOMKilled: true')
    case 'die':
      return `${name} exited with code ${attributes['exitCode'] ?? '0'}`
    default:
      return undefined
  }
}

function signalName(number: string | undefined): string {
  return (
    Object.entries(constants.signals).find(([, value]) => String(value) === number)?.[0] ?? `signal ${number ?? '?'}`
  )
}

interface KeptLifecycle {
  readonly begin: string
  readonly stamp: string
  /** The events of the last second. */
  readonly recent: readonly string[]
  readonly number: number
  readonly offset: number
}

// Events are stamped before they stand in the engine's list, and one that comes in between comes twice (moby, daemon/events/events.go).
const disorder = 1_000_000_000n

/** What happens to the containers, as lines of a stream of its own: what the engine says is the only word about a death by signal. */
export class Lifecycle {
  readonly stream: Stream
  /** When following this engine began, nanoseconds since the epoch. */
  readonly begin: bigint
  private stamp: bigint
  private recent: string[]
  private number: number
  private offset: number

  constructor(id: string, begin: bigint, cursor: unknown) {
    const kept = cursor as KeptLifecycle | undefined
    this.stream = { id, name: 'docker events', kind: 'docker' }
    this.begin = kept ? BigInt(kept.begin) : begin
    this.stamp = kept ? BigInt(kept.stamp) : begin
    this.recent = [...(kept?.recent ?? [])]
    this.number = kept?.number ?? 0
    this.offset = kept?.offset ?? 0
  }

  /** From here on the engine must be asked. */
  since(): bigint {
    return this.stamp - disorder > this.begin ? this.stamp - disorder : this.begin
  }

  /** Where to begin in containers of which nothing is kept: they came while nobody looked. */
  left(): bigint {
    // Lines are stamped before the event of their container's start, and what was told last was perhaps not yet stored.
    const margin = 600n * disorder
    return this.stamp - margin > this.begin ? this.stamp - margin : this.begin
  }

  /** Whether an event has not come before. */
  isNew({ action, stamp, container: { id } }: EngineEvent): boolean {
    const key = `${stamp} ${id.slice(0, 12)} ${action}`
    if (this.recent.includes(key)) return false
    if (stamp > this.stamp) this.stamp = stamp
    const oldest = this.since()
    this.recent = [...this.recent, key].filter((each) => BigInt(each.slice(0, each.indexOf(' '))) >= oldest)
    return true
  }

  batch(events: readonly EngineEvent[]): LiveBatch {
    const lines = events.flatMap((event): LiveLine[] => {
      const text = textOf(event)
      if (text === undefined) return []
      const { name, project, service } = event.container
      const line = { text, number: ++this.number, offset: this.offset, cut: false }
      this.offset += Buffer.byteLength(text) + 1
      const attributes = { 'container.name': name, 'compose.service': service, 'compose.project': project }
      return [{ ...line, envelope: { stamp: { kind: 'instant', ns: event.stamp }, attributes } }]
    })
    const cursor: KeptLifecycle = {
      begin: String(this.begin),
      stamp: String(this.stamp),
      recent: this.recent,
      number: this.number,
      offset: this.offset,
    }
    return { stream: this.stream, lines, cursor }
  }
}
