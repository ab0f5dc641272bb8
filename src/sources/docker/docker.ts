import type Docker from 'dockerode'
import { UserError } from '../../base/errors.ts'
import { parseStamp } from '../../base/time.ts'
import { Bell, delayAfter } from './bell.ts'
import { Container, type ContainerCursor, type Surroundings } from './container.ts'
import {
  answer,
  engineProblem,
  engineTime,
  findEngine,
  inspectContainer,
  listContainers,
  openEngine,
} from './engine.ts'
import { Handover } from './handover.ts'
import { actions, Lifecycle, readEvent, type EngineEvent } from './lifecycle.ts'
import { isSelected, selects, type Named } from './selection.ts'
import type { FollowOptions, LiveBatch, LiveSource } from '../live.ts'

export interface DockerOptions {
  /** Names of containers, Compose services, `project/service` or projects, with `*` and `?`; none: what seems to be a gateway. */
  readonly selectors: readonly string[]
  /** `unix://`, `tcp://` or `ssh://`; else DOCKER_HOST or the first socket found. */
  readonly host?: string | undefined
  /** Containers with these log drivers are not read: somebody else does. */
  readonly skipDrivers?: readonly string[]
  /** Milliseconds between looks at all containers, for what the engine has not told by itself; a minute. */
  readonly interval?: number
  /** Before what failed is tried again, milliseconds; doubled each time. */
  readonly pause?: number
}

export interface FoundContainer {
  readonly name: string
  readonly project: string | undefined
  readonly service: string | undefined
  readonly image: string
  /** `running`, `exited`, `restarting`, … */
  readonly state: string
  readonly logDriver: string
}

/** The containers that following with the same options would read, or why the engine cannot be asked and what to do. */
export async function dockerContainers(
  { selectors = [], host }: Partial<DockerOptions> = {},
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<{ containers: FoundContainer[] } | { problem: string }> {
  const address = await findEngine(host)
  try {
    const engine = await openEngine(address)
    const selected = (await listContainers(engine, signal)).filter((container) => isSelected(selectors, container))
    const containers = await Promise.all(
      selected.map(async ({ id, name, project, service, image, state }) => {
        const inspected = await inspectContainer(engine, id, signal)
        return inspected ? [{ name, project, service, image, state, logDriver: inspected.driver }] : []
      }),
    )
    return { containers: containers.flat() }
  } catch (error) {
    return { problem: engineProblem(error, address) }
  }
}

/** The containers of an engine that are selected, those that come later as well, and what happens to them. */
export function dockerSource(options: DockerOptions): LiveSource {
  return {
    title: ['docker', ...options.selectors].join(' '),
    async *follow(followOptions) {
      const following = new Following(this.title, options, followOptions)
      try {
        yield* following.batches()
      } finally {
        await following.stop()
      }
    },
  }
}

const minute = 60_000

/** Following one engine: its events, and the containers that they tell of. */
class Following {
  private readonly title: string
  private readonly options: DockerOptions
  private readonly follow: FollowOptions
  private readonly handover = new Handover()
  private readonly bell = new Bell()
  private readonly ending = new AbortController()
  private readonly containers = new Map<string, Container>()
  /** Ids that a list or an event which is late may still name. */
  private readonly removed = new Set<string>()
  private readonly runs = new Set<Promise<void>>()
  private running: Promise<void> | undefined
  private connection: AbortController | undefined
  private around: Surroundings | undefined
  private lifecycle: Lifecycle | undefined
  private problem: string | undefined
  private looked = false

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

  /** Keeps connected. What an engine says that is there again is asked for from where it broke off. */
  private async run(): Promise<void> {
    let failures = 0
    while (!this.ending.signal.aborted) {
      const address = await findEngine(this.options.host)
      try {
        await this.connect(address, () => (failures = 0))
        if (!this.ending.signal.aborted) this.wait(`the engine at ${address} ended its events`)
      } catch (error) {
        if (this.ending.signal.aborted) return
        const problem = engineProblem(error, address)
        const { code } = error as { code?: string }
        // An engine that starts makes its socket first and says then who may use it, so this counts only at the beginning.
        if (error instanceof UserError || (!this.looked && (code === 'EACCES' || code === 'EPERM')))
          throw new UserError(problem)
        this.wait(problem)
      }
      await this.bell.wait(delayAfter(failures++, this.options.pause))
    }
  }

  private wait(problem: string): void {
    if (problem !== this.problem) this.follow.notice({ kind: 'wait', source: this.title, text: problem })
    this.problem = problem
  }

  private async connect(address: string, connected: () => void): Promise<void> {
    const connection = new AbortController()
    this.connection = connection
    let timer: NodeJS.Timeout | undefined
    try {
      const engine = await openEngine(address)
      const lifecycle = await this.meet(engine, address)
      // Before the list, so that nothing falls between the two.
      const asked: object = {
        since: engineTime(lifecycle.since()),
        filters: { type: ['container'], event: actions },
        abortSignal: connection.signal,
      }
      const events = await answer(this.ending.signal, () => engine.getEvents(asked))
      await this.look()
      if (this.problem !== undefined)
        this.follow.notice({ kind: 'note', source: this.title, text: 'the engine answers again' })
      this.problem = undefined
      connected()
      timer = setInterval(() => {
        this.lookAgain()
        for (const container of this.containers.values()) void container.check()
      }, this.options.interval ?? minute)
      await this.readEvents(events as AsyncIterable<Buffer>, lifecycle)
    } finally {
      clearInterval(timer)
      connection.abort()
    }
  }

  /** Learns which engine it is, and where to begin. */
  private async meet(engine: Docker, address: string): Promise<Lifecycle> {
    const { cursor, since, notice } = this.follow
    const info = await answer(
      this.ending.signal,
      () => engine.info() as Promise<{ ID?: string; SystemTime?: string; ServerVersion?: string }>,
    ).catch((error: { statusCode?: number }) => {
      // A proxy in front of the socket may let only containers and events through.
      if (error.statusCode === undefined) throw error
      return undefined
    })
    this.around = {
      engine,
      engineId: this.around?.engineId ?? (info?.ID || address),
      // The following of log files was written anew for 23.0; there is no 21 or 22.
      repeats: /^(?:1\d|20)\./.test(info?.ServerVersion ?? ''),
      skipDrivers: this.options.skipDrivers ?? [],
      pause: this.options.pause,
      handover: this.handover,
      signal: this.ending.signal,
      notice,
    }
    if (!this.lifecycle) {
      const id = `docker-events:${this.around.engineId}`
      // The engine's clock, since its stamps are compared with it. It may be another machine.
      const now = parseStamp(info?.SystemTime ?? '')?.ns ?? BigInt(Date.now()) * 1_000_000n
      const kept = cursor(id)
      this.lifecycle = new Lifecycle(id, since ?? now, kept)
      if (kept === undefined) void this.handover.offer(this.lifecycle.batch([]))
    }
    for (const container of this.containers.values()) container.reconnect(this.around)
    return this.lifecycle
  }

  /** Looks at all containers: joins those that are there and not followed, leaves those that are gone. */
  private async look(): Promise<void> {
    // One that is created meanwhile may be missing in the list.
    const known = [...this.containers]
    const list = await listContainers(this.around!.engine, this.ending.signal)
    const present = new Set(list.map(({ id }) => id))
    for (const container of list) this.consider(container)
    for (const container of list) this.containers.get(container.id)?.seen(container.name, container.state === 'running')
    for (const [id, container] of known) if (!present.has(id)) container.removed()
    if (this.looked) return
    this.looked = true
    this.sayMissing(list)
    this.forget(present)
  }

  private sayMissing(list: readonly Named[]): void {
    const names = list.filter(({ oneOff }) => !oneOff).map(({ name, service }) => service ?? name)
    const there = names.length === 0 ? 'there is no container' : `there are ${[...new Set(names)].sort().join(', ')}`
    const { selectors } = this.options
    const text =
      selectors.length === 0
        ? list.some((container) => isSelected([], container))
          ? []
          : ['no container looks like a gateway yet']
        : selectors
            .filter((selector) => !list.some((container) => selects(selector, container)))
            .map((selector) => `no container, service or project is called ${selector} yet`)
    for (const each of text) this.follow.notice({ kind: 'wait', source: this.title, text: `${each}: ${there}` })
  }

  /** What is kept of containers that were removed while nobody looked may go. */
  private forget(present: ReadonlySet<string>): void {
    const { cursor, streamIds } = this.follow
    for (const streamId of streamIds) {
      const id = /^docker:(.+)$/.exec(streamId)?.[1]
      if (id === undefined || present.has(id)) continue
      const kept = cursor(streamId) as ContainerCursor | undefined
      if (kept?.engine !== this.around!.engineId) continue
      const stream = { id: streamId, name: kept.name, kind: 'docker' } as const
      void this.handover.offer({ stream, lines: [], cursor: kept, over: true })
    }
  }

  /** Follows a container that is selected, from then on whatever it is called. */
  private consider(container: Named): void {
    const { id } = container
    if (this.containers.has(id) || this.removed.has(id) || !isSelected(this.options.selectors, container)) return
    const { since, cursor } = this.follow
    const joined = new Container(container, since ?? this.lifecycle!.left(), cursor(`docker:${id}`), this.around!)
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
    let given = Promise.resolve()
    let waiting = 0
    for await (const chunk of chunks) {
      const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
      rest = lines.pop()!
      const news = lines.flatMap((line) => readEvent(line) ?? []).filter((event) => lifecycle.isNew(event))
      const known = news.flatMap((event) => this.heed(event) ?? [])
      if (known.length === 0) continue
      // Not waited for: the engine drops events that nobody takes within 100 ms, and starts must not wait for a slow reader.
      const batch = lifecycle.batch(known)
      waiting++
      given = Promise.all([given, this.handover.offer(batch)]).then(() => void waiting--)
      if (waiting > 4096) await given
    }
  }

  /** An event with all that is known of its container, if it is one of ours. */
  private heed(event: EngineEvent): EngineEvent | undefined {
    const { action, container, attributes } = event
    this.consider(container)
    const followed = this.containers.get(container.id)
    if (!followed) {
      // Podman's events leave the labels out, which its list has.
      if (action === 'start' && 'podId' in attributes) this.lookAgain()
      return isSelected(this.options.selectors, container) ? event : undefined
    }
    if (action === 'destroy') followed.removed()
    else if (action === 'start') followed.started()
    else if (action === 'rename') followed.rename(container.name)
    return { ...event, container: followed.named }
  }

  /** Without waiting. Where it cannot be done, the connection is made anew. */
  private lookAgain(): void {
    this.look().catch(() => this.connection?.abort())
  }
}
