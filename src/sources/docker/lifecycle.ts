import { constants } from 'node:os'
import type { LiveBatch, LiveLine, Stream } from '../live.ts'
import { isCount, isInstant } from './cursor.ts'
import { named, type Named } from './selection.ts'

/** Something that happened to a container, as the engine reports it. */
export interface EngineEvent {
  readonly action: string
  /** Nanoseconds since the epoch. */
  readonly stamp: bigint
  readonly container: Named
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * The actions that the engine is asked for. The `exec_…` events are left out: each health check makes three, which
 * push the others out of the 256 that the engine keeps. Podman has to be asked for `died`, which it then calls `die`,
 * and has `remove` for `destroy`.
 */
export const actions = [
  'create', 'start', 'restart', 'die', 'died', 'oom', 'kill', 'stop', 'pause', 'unpause', 'destroy', 'remove', 'rename',
  'health_status',
] as const // prettier-ignore

/** Reads one line of the events API; `undefined` if it is not an event of a container. */
export function readEvent(text: string): EngineEvent | undefined {
  // JSON.parse would round the number.
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

/**
 * The words of `docker compose up`, which the parsers know; for out-of-memory kills, which Compose doesn't report,
 * those of `docker inspect`.
 */
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

/** The position where reading of the events continues. Instants are decimal nanoseconds. */
interface LifecycleCursor {
  readonly begin: string
  readonly stamp: string
  /** Keys of the events of the last second. */
  readonly recent: readonly string[]
  readonly number: number
  readonly offset: number
}

function asCursor(value: unknown): LifecycleCursor | undefined {
  const cursor = value as LifecycleCursor | null | undefined
  if (typeof cursor !== 'object' || cursor === null) return undefined
  const { begin, stamp, recent, number, offset } = cursor
  const isRecent = Array.isArray(recent) && recent.every((key) => typeof key === 'string' && /^\d+ /.test(key))
  return isRecent && [begin, stamp].every(isInstant) && [number, offset].every(isCount) ? cursor : undefined
}

// Events are stamped before they are put into the engine's list, and an event that comes in between comes twice (moby,
// daemon/events/events.go).
const disorder = 1_000_000_000n

/** The engine's events as lines of a stream of its own. For a death by signal, they are the only evidence. */
export class Lifecycle {
  readonly stream: Stream
  /** When following this engine began, nanoseconds since the epoch. */
  readonly begin: bigint
  private stamp: bigint
  private recent: string[]
  private number: number
  private offset: number

  constructor(id: string, begin: bigint, cursor: unknown) {
    const kept = asCursor(cursor)
    this.stream = { id, name: 'docker events', kind: 'docker' }
    this.begin = kept ? BigInt(kept.begin) : begin
    this.stamp = kept ? BigInt(kept.stamp) : begin
    this.recent = [...(kept?.recent ?? [])]
    this.number = kept?.number ?? 0
    this.offset = kept?.offset ?? 0
  }

  /** The instant from which the engine must be asked. */
  since(): bigint {
    return this.stamp - disorder > this.begin ? this.stamp - disorder : this.begin
  }

  /** The instant from which containers without a cursor are read: they were created while nobody was looking. */
  beginOfNew(): bigint {
    // Lines may have an earlier stamp than the event of their container's start, and the last events may not have
    // been stored.
    const margin = 600n * disorder
    return this.stamp - margin > this.begin ? this.stamp - margin : this.begin
  }

  /** Whether the event has not come before. Remembers it. */
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
    const cursor: LifecycleCursor = {
      begin: String(this.begin),
      stamp: String(this.stamp),
      recent: this.recent,
      number: this.number,
      offset: this.offset,
    }
    return { stream: this.stream, lines, cursor }
  }
}
