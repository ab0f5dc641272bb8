import type Docker from 'dockerode'
import { codeOf, UserError } from '../../base/errors.ts'
import { parseStamp } from '../../base/time.ts'
import type { FollowOptions, LiveBatch } from '../live.ts'
import { Bell, delayAfter } from './bell.ts'
import { Container } from './container.ts'
import type { EngineContext } from './context.ts'
import { asContainerCursor } from './cursor.ts'
import { answer, engineProblem, engineTime, findEngine, listContainers, openEngine, statusOf } from './engine.ts'
import { Handover } from './handover.ts'
import { actions, Lifecycle, readEvent, type EngineEvent } from './lifecycle.ts'
import { isSelected, selects, type Named, type Selection } from './selection.ts'

export interface DockerOptions extends Selection {
  /** `unix://`, `tcp://`, or `ssh://`. Default: DOCKER_HOST, or the first socket found. */
  readonly host?: string | undefined
  /** Containers with these log drivers are not read, because another source does. */
  readonly skipDrivers?: readonly string[]
  /** Milliseconds between lists of all containers, which make up for missed events. Default: a minute. */
  readonly interval?: number
  /** First pause before a retry, milliseconds; doubled each time. */
  readonly pause?: number
}

type EngineInfo = { readonly ID?: string; readonly SystemTime?: string; readonly ServerVersion?: string } | undefined

const minute = 60_000
/** Batches of events that may wait to be taken before reading of events stops. */
const mostWaiting = 4096

/** Following one engine: its events, and the containers that they name. */
export class Following {
  private readonly title: string
  private readonly options: DockerOptions
  private readonly follow: FollowOptions
  private readonly handover = new Handover()
  private readonly bell = new Bell()
  private readonly ending = new AbortController()
  private readonly containers = new Map<string, Container>()
  /** Ids of removed containers, which a list or a late event may still name. */
  private readonly removed = new Set<string>()
  private readonly runs = new Set<Promise<void>>()
  private running: Promise<void> | undefined
  private connection: AbortController | undefined
  private context: EngineContext | undefined
  private lifecycle: Lifecycle | undefined
  private problem: string | undefined
  private hasReconciled = false

  constructor(title: string, options: DockerOptions, follow: FollowOptions) {
    this.title = title
    this.options = options
    this.follow = follow
  }

  async *batches(): AsyncGenerator<LiveBatch> {
    const { signal } = this.follow
    if (signal.aborted) return
    const end = (): void => this.end()
    signal.addEventListener('abort', end, { once: true })
    this.running = this.run().catch((error: unknown) => this.handover.end(error))
    try {
      yield* this.handover.batches()
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

  async stop(): Promise<void> {
    this.end()
    await this.running
    await Promise.all(this.runs)
  }

  private end(): void {
    this.ending.abort()
    this.handover.end()
    this.connection?.abort()
    for (const container of this.containers.values()) container.stop()
    this.bell.ring()
  }

  /** Stays connected. After a break, the engine is asked for the events since the last one. */
  private async run(): Promise<void> {
    let failures = 0
    while (!this.ending.signal.aborted) {
      const address = await findEngine(this.options.host)
      try {
        await this.connect(address, () => (failures = 0))
        if (!this.ending.signal.aborted) this.reportProblem(`the engine at ${address} ended its events`)
      } catch (error) {
        if (this.ending.signal.aborted) return
        const problem = engineProblem(error, address)
        if (error instanceof UserError || this.isRefused(error)) throw new UserError(problem)
        this.reportProblem(problem)
      }
      await this.bell.wait(delayAfter(failures++, this.options.pause))
    }
  }

  /**
   * A starting engine makes its socket before it sets the permissions, so missing ones are final only at the
   * beginning.
   */
  private isRefused(error: unknown): boolean {
    const code = codeOf(error)
    return !this.hasReconciled && (code === 'EACCES' || code === 'EPERM')
  }

  private reportProblem(problem: string): void {
    if (problem !== this.problem) this.follow.notice({ kind: 'wait', source: this.title, text: problem })
    this.problem = problem
  }

  private async connect(address: string, connected: () => void): Promise<void> {
    const connection = new AbortController()
    this.connection = connection
    let timer: NodeJS.Timeout | undefined
    try {
      const engine = await openEngine(address)
      const lifecycle = await this.handshake(engine, address)
      // Ask for events before listing the containers, so that none is created unnoticed in between.
      const query: object = {
        since: engineTime(lifecycle.since()),
        filters: { type: ['container'], event: actions },
        abortSignal: connection.signal,
      }
      const events = await answer(this.ending.signal, () => engine.getEvents(query))
      await this.reconcile()
      if (this.problem !== undefined)
        this.follow.notice({ kind: 'note', source: this.title, text: 'the engine answers again' })
      this.problem = undefined
      connected()
      timer = setInterval(() => {
        this.reconcileSoon()
        for (const container of this.containers.values()) void container.check()
      }, this.options.interval ?? minute)
      await this.readEvents(events as AsyncIterable<Buffer>, lifecycle)
    } finally {
      clearInterval(timer)
      connection.abort()
    }
  }

  /** Learns which engine this is, and where to begin. */
  private async handshake(engine: Docker, address: string): Promise<Lifecycle> {
    const info = await this.infoOf(engine)
    this.context = {
      engine,
      engineId: this.context?.engineId ?? (info?.ID || address),
      // 23.0 has a new implementation of following log files. There is no 21 or 22.
      repeats: /^(?:1\d|20)\./.test(info?.ServerVersion ?? ''),
      skipDrivers: this.options.skipDrivers ?? [],
      pause: this.options.pause,
      handover: this.handover,
      signal: this.ending.signal,
      notice: this.follow.notice,
    }
    for (const container of this.containers.values()) container.reconnect(this.context)
    return (this.lifecycle ??= this.firstLifecycle(info, this.context.engineId))
  }

  /** `undefined` where a proxy in front of the socket lets only requests for containers and events through. */
  private async infoOf(engine: Docker): Promise<EngineInfo> {
    try {
      return await answer(this.ending.signal, () => engine.info() as Promise<EngineInfo>)
    } catch (error) {
      if (statusOf(error) === undefined) throw error
      return undefined
    }
  }

  private firstLifecycle(info: EngineInfo, engineId: string): Lifecycle {
    const { cursor, since } = this.follow
    const id = `docker-events:${engineId}`
    // The engine may run on another machine, and its stamps are in its own clock.
    const now = parseStamp(info?.SystemTime ?? '')?.ns ?? BigInt(Date.now()) * 1_000_000n
    const kept = cursor(id)
    const lifecycle = new Lifecycle(id, since ?? now, kept)
    if (kept === undefined) void this.handover.offer(lifecycle.batch([]))
    return lifecycle
  }

  /** Compares a list of all containers with those that are followed: joins new ones, leaves those that are gone. */
  private async reconcile(): Promise<void> {
    // A container that is created during the request may be missing in the list.
    const known = [...this.containers]
    const list = await listContainers(this.context!.engine, this.ending.signal)
    const present = new Set(list.map(({ id }) => id))
    for (const container of list) this.followIfSelected(container)
    for (const { id, name, state } of list) this.containers.get(id)?.listed(name, state === 'running')
    for (const [id, container] of known) if (!present.has(id)) container.removed()
    if (this.hasReconciled) return
    this.hasReconciled = true
    this.notifyMissing(list)
    this.endRemoved(present)
  }

  private notifyMissing(list: readonly Named[]): void {
    const names = list.filter(({ oneOff }) => !oneOff).map(({ name, service }) => service ?? name)
    const there = names.length === 0 ? 'there is no container' : `there are ${[...new Set(names)].sort().join(', ')}`
    for (const text of this.missing(list))
      this.follow.notice({ kind: 'wait', source: this.title, text: `${text}: ${there}` })
  }

  private missing(list: readonly Named[]): string[] {
    const { selectors } = this.options
    if (selectors.length === 0)
      return list.some((container) => isSelected(this.options, container))
        ? []
        : ['no container looks like a gateway yet']
    return selectors
      .filter((selector) => !list.some((container) => selects(selector, container)))
      .map((selector) => `no container, service or project is called ${selector} yet`)
  }

  /** Ends the streams of containers that were removed while nobody was looking. */
  private endRemoved(present: ReadonlySet<string>): void {
    const { cursor, streamIds } = this.follow
    for (const streamId of streamIds) {
      const id = /^docker:(.+)$/.exec(streamId)?.[1]
      if (id === undefined || present.has(id)) continue
      const kept = asContainerCursor(cursor(streamId))
      if (kept?.engine !== this.context!.engineId) continue
      const stream = { id: streamId, name: kept.name, kind: 'docker' } as const
      void this.handover.offer({ stream, lines: [], cursor: kept, over: true })
    }
  }

  /** Follows a container if it is selected; from then on, whatever its name becomes. */
  private followIfSelected(container: Named): void {
    const { id } = container
    if (this.containers.has(id) || this.removed.has(id) || !isSelected(this.options, container)) return
    const { since, cursor } = this.follow
    const created = this.lifecycle!.beginOfNew()
    const begin = since !== undefined && since < created ? since : created
    const joined = new Container(container, begin, cursor(`docker:${id}`), this.context!)
    this.containers.set(id, joined)
    const run = async (): Promise<void> => {
      try {
        await joined.run()
      } catch (error) {
        this.handover.end(error)
      }
      this.containers.delete(id)
      this.removed.add(id)
    }
    const running = run().finally(() => this.runs.delete(running))
    this.runs.add(running)
  }

  private async readEvents(chunks: AsyncIterable<Buffer>, lifecycle: Lifecycle): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    let taken = Promise.resolve()
    let waiting = 0
    for await (const chunk of chunks) {
      const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
      rest = lines.pop()!
      const events = lines.flatMap((line) => readEvent(line) ?? []).filter((event) => lifecycle.isNew(event))
      const ours = events.flatMap((event) => this.handleEvent(event) ?? [])
      if (ours.length === 0) continue
      // Don't wait for a slow reader: the engine drops events that are not taken within 100 ms, and starts must be
      // noticed.
      const batch = lifecycle.batch(ours)
      waiting++
      taken = Promise.all([taken, this.handover.offer(batch)]).then(() => void waiting--)
      if (waiting > mostWaiting) await taken
    }
  }

  /** Returns the event with all that is known of its container; `undefined` if the container is not selected. */
  private handleEvent(event: EngineEvent): EngineEvent | undefined {
    const { action, container, attributes } = event
    this.followIfSelected(container)
    const followed = this.containers.get(container.id)
    if (!followed) {
      // Podman's events have no labels; its list has.
      if (action === 'start' && 'podId' in attributes) this.reconcileSoon()
      return isSelected(this.options, container) ? event : undefined
    }
    if (action === 'destroy') followed.removed()
    else if (action === 'start') followed.started()
    else if (action === 'rename') followed.rename(container.name)
    return { ...event, container: followed.named }
  }

  /** Reconciles without waiting for it. If that fails, the connection is made again. */
  private reconcileSoon(): void {
    this.reconcile().catch(() => this.connection?.abort())
  }
}
