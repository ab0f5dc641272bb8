import { codeOf, messageOf } from '../../base/errors.ts'
import { Announcements } from './announcements.ts'
import { Bell, delayAfter } from './bell.ts'
import type { EngineContext } from './context.ts'
import { asContainerCursor } from './cursor.ts'
import { inspectContainer, statusOf } from './engine.ts'
import { Life } from './life.ts'
import { ContainerLog } from './log.ts'
import { ContainerOutput } from './output.ts'
import type { Named } from './selection.ts'
import { Silence } from './silence.ts'

/**
 * The outcome of reading: the container was started again, the engine broke off, or there is nothing left to follow.
 */
type Outcome = 'started' | 'broken' | 'over'

/** Follows the log of one container, from start to start, until it is removed. */
export class Container {
  private container: Named
  private context: EngineContext
  private readonly life = new Life()
  private readonly bell = new Bell()
  private readonly silence = new Silence()
  private readonly output: ContainerOutput
  private readonly log: ContainerLog
  private readonly announcements: Announcements

  /** `begin`: where to start without a valid cursor, nanoseconds since the epoch. */
  constructor(container: Named, begin: bigint, cursor: unknown, context: EngineContext) {
    this.container = container
    this.context = context
    this.announcements = new Announcements((kind, text) =>
      this.context.notice({ kind, source: this.container.name, text }),
    )
    this.output = new ContainerOutput(container, begin, asContainerCursor(cursor), context)
    this.log = new ContainerLog(container.id, this.life, this.output, this.silence, context, () =>
      this.announcements.lost(),
    )
  }

  get named(): Named {
    return this.container
  }

  rename(name: string): void {
    if (name === this.container.name) return
    this.container = { ...this.container, name }
    this.output.rename(this.container)
  }

  /** The engine was restarted, or was away. */
  reconnect(context: EngineContext): void {
    this.context = context
    this.log.reconnect(context)
    this.bell.ring()
  }

  started(): void {
    this.life.start()
    this.bell.ring()
  }

  removed(): void {
    this.life.remove()
    this.bell.ring()
  }

  stop(): void {
    this.life.stop()
    this.life.connection?.abort()
    this.bell.ring()
  }

  /** A list of all containers shows it. Lists make up for missed events. */
  listed(name: string, isRunning: boolean): void {
    this.rename(name)
    if (isRunning && this.life.phase.kind === 'halted') this.started()
  }

  /** Resolves when the container is gone and its whole log was handed on, or when it is not to be followed any more. */
  async run(): Promise<void> {
    let failures = 0
    while (this.life.isFollowed) {
      const before = this.output.count
      try {
        const outcome = await this.readRun()
        if (outcome === 'over') break
        if (outcome === 'started') continue
      } catch (error) {
        if (statusOf(error) === 404) break
        this.reportFailure(error)
      }
      if (this.output.count > before) failures = 0
      if (this.life.isFollowed) await this.bell.wait(delayAfter(failures++, this.context.pause))
    }
    if (this.life.fate === 'stopped' || !this.output.hasCursor) return
    await this.output.handOver(true)
    this.announcements.removed()
  }

  /**
   * To be called at intervals. The engine has been seen to stop sending a log that continues, after the log file was
   * rotated or emptied (moby #39235, #45728). If a silent container has something newer, its log is asked for again.
   */
  async check(): Promise<void> {
    const { connection } = this.life
    if (!this.silence.check() || this.output.isBlocked || !connection) return
    // If the engine doesn't answer this question either, reconnect.
    const isBehind = await this.log.isBehind().catch(() => true)
    if (!isBehind || this.silence.isOver || connection !== this.life.connection) return
    this.silence.askAgain()
    connection.abort()
  }

  /** Reads the log from one start of the container to the next. */
  private async readRun(): Promise<Outcome> {
    const { starts } = this.life
    const inspected = await this.inspect()
    if (!inspected) return 'over'
    const { driver, tty, state } = inspected
    if (!this.output.hasCursor) await this.output.handOver()
    if (driver === 'none' || this.context.skipDrivers.includes(driver)) return this.leaveUnread(driver)
    if (state.Running) this.announcements.joined(driver, this.output.position.since())
    if (state.Status !== 'created') {
      const outcome = await this.readUntilHalt(driver, tty, starts)
      if (outcome !== 'halted') return outcome
    }
    return this.waitForStart(starts)
  }

  private async readUntilHalt(driver: string, tty: boolean, starts: number): Promise<Outcome | 'halted'> {
    const joiner = await this.log.readToEnd(tty)
    if (joiner === 'unreadable') return this.leaveUnread(driver)
    const state = (await this.inspect())?.state
    if (starts !== this.life.starts) return 'started'
    if (state?.Running) return 'broken'
    // The last words matter most. The engine may end the log before they are in it, and they may lack a newline.
    const again = state && (await this.log.isBehind().catch(() => false)) ? await this.log.readToEnd(tty) : joiner
    await this.log.finish(again === 'unreadable' ? joiner : again)
    if (!state) return 'over'
    if (!state.Restarting) this.announcements.stopped(state.ExitCode)
    return 'halted'
  }

  private async waitForStart(starts: number): Promise<Outcome> {
    this.life.halt()
    while (this.life.isFollowed && starts === this.life.starts) await this.bell.wait()
    this.life.wake()
    return this.life.isFollowed ? 'started' : 'over'
  }

  private async leaveUnread(driver: string): Promise<'over'> {
    this.life.leaveUnread(driver)
    if (this.context.skipDrivers.includes(driver)) this.announcements.leftToAnother(driver)
    else this.announcements.unreadable(driver)
    while (this.life.isFollowed) await this.bell.wait()
    return 'over'
  }

  private inspect(): ReturnType<typeof inspectContainer> {
    return inspectContainer(this.context.engine, this.container.id, this.context.signal)
  }

  /** Errors with a code mean that the connection is lost for all containers, and 409 that this one is being removed. */
  private reportFailure(error: unknown): void {
    if (this.life.isFollowed && codeOf(error) === undefined && statusOf(error) !== 409)
      this.announcements.failed(messageOf(error).trim())
  }
}
