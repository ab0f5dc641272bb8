import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Logger } from 'pino'
import { parsers } from '../../parsers/index.ts'
import { families } from '../../patterns/index.ts'
import { operations } from '../../patterns/operations/index.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import type { Change } from '../correlate/tracker.ts'
import { messageOf, UserError } from '../base/errors.ts'
import type { Incident } from '../model/incident.ts'
import { Follower, type FollowStatus, type FollowSummary } from '../follow/follower.ts'
import { openLog } from '../base/log.ts'
import { commandTarget } from '../notify/command.ts'
import { Notifier } from '../notify/notifier.ts'
import { webhookTarget } from '../notify/webhook.ts'
import { readOrCreateKey } from '../redact/key-file.ts'
import { createRedactor } from '../redact/redactor.ts'
import type { Notice } from '../sources/live.ts'
import { asUserError, isPassing, isTransient } from '../store/errors.ts'
import { followLock } from '../store/lock.ts'
import { Store } from '../store/store.ts'
import { printable } from '../base/text.ts'
import { parseDuration } from '../base/time.ts'
import { incidentDocument } from '../timeline/json.ts'
import { LiveText } from '../views/live.ts'
import { BoundedOutput } from '../views/bounded-output.ts'
import { ChangeLines } from '../views/ndjson.ts'
import { Screen } from '../views/screen.ts'
import { ChangeExporter, type ExportFlags } from './exported.ts'
import { forgetOlderThan } from './incidents.ts'
import { liveSources, type SourceFlags } from './live-sources.ts'
import { checkedYear, checkedZone, colorsOn, columnsOf, defaultDatabase, descriptions, instantOf } from './flags.ts'

export interface FollowFlags extends SourceFlags, ExportFlags {
  readonly since?: string
  readonly format: string
  readonly quiet?: boolean
  readonly for?: string
  readonly untilIncident?: boolean
  readonly exec?: string[]
  readonly webhook?: string[]
  readonly tz?: string
  readonly year?: string
  readonly db?: string
  readonly keep?: string
  readonly logFile?: string
  readonly verbose: number
}

// It runs for weeks beside what it watches: at 25,000 lines a second memory stays at 115 MB instead of growing to 210,
// for 41 % of a core instead of 33 %.
setFlagsFromString('--optimize-for-size')

// All sources wait while the database is busy, and the next attempt comes soon; milliseconds.
const busyTimeout = 250
/** Milliseconds that notifications under way are given at the end. */
const lastWords = 5000
/** Milliseconds that a reader of standard output is given at the end. */
const lastRead = 2000

/** `oclog follow`. Exit code: 0 no incident while it ran, 1 incidents, 2 nothing could be followed. */
export async function followCommand(inputs: readonly string[], flags: FollowFlags): Promise<number> {
  const now = (): bigint => BigInt(Date.now()) * 1_000_000n
  const timeZone = flags.tz === undefined ? undefined : checkedZone(flags.tz)
  const year = flags.year === undefined ? undefined : checkedYear(flags.year)
  const since = flags.since === undefined ? undefined : instantOf('--since', flags.since, now())
  const duration = flags.for === undefined ? undefined : durationOf('--for', flags.for)
  const targets = [...(flags.exec ?? []).map(commandTarget), ...(flags.webhook ?? []).map(webhookTarget)]
  using held = new DisposableStack()
  const log = held.use(openLog(flags.logFile, flags.verbose))
  held.use(onHangup(() => log.reopen()))
  const output = new Output(flags, log)
  const notice = (given: Notice): void => output.notice(given)

  const { signal, stop } = held.use(stopping())
  const db = flags.db ?? defaultDatabase()
  const notifier = new Notifier({ targets, problem: (text) => notice({ kind: 'note', source: 'notification', text }) })
  let timer: NodeJS.Timeout | undefined
  const seen = new Seen()
  try {
    const sources = await liveSources(inputs, flags, notice, signal)
    const store = await storeFor(db, flags.keep, held, notice, signal)
    const exporter = new ChangeExporter(flags)
    const changed = (change: Change): void => {
      seen.add(change)
      const shown = exporter.change(change)
      output.change(shown)
      notifier.notify(shown)
      if (flags.untilIncident === true && change.incident.state === 'open' && opens(change)) stop()
    }
    const follower = new Follower({
      sources,
      parsers,
      families: Object.values(families),
      precedence,
      operations,
      quoting,
      store,
      redactor: createRedactor(db === ':memory:' ? randomBytes(32) : readOrCreateKey(`${db}.key`)),
      timeZone,
      year,
      since,
      now,
      signal,
      notice,
      changed,
      document: incidentDocument,
      prefilter: true,
    })
    if (duration !== undefined) timer = setTimeout(stop, duration)
    output.begin(() => follower.status)
    const summary = await follower.run()
    output.finish(summary, seen.incidents, databaseFlag(flags.db))
    return seen.incidents.length > 0 ? 1 : 0
  } catch (error) {
    throw asUserError(error, db)
  } finally {
    output.end()
    clearTimeout(timer)
    await notifier.close(lastWords)
  }
}

/** The store, locked and looked after until `held` is disposed of. */
async function storeFor(
  path: string,
  keep: string | undefined,
  held: DisposableStack,
  notice: (notice: Notice) => void,
  signal: AbortSignal,
): Promise<Store> {
  const store = held.use(await openedStore(path, notice, signal))
  held.use(followLock(path))
  if (path !== ':memory:') held.use(watchedDatabase(path, notice))
  if (keep !== undefined) held.use(forgetting(keep, path))
  return store
}

/** Waits for a database that another process holds, or whose disk is full: a service that starts then must not give up. */
async function openedStore(path: string, notice: (notice: Notice) => void, signal: AbortSignal): Promise<Store> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return new Store(path, busyTimeout)
    } catch (error) {
      if (!isPassing(error) || signal.aborted) throw error
      if (isFirst) notice({ kind: 'wait', source: 'database', text: messageOf(error) })
      await sleep(1000, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Says once when the file that is written to is no longer the one that has the name. */
function watchedDatabase(path: string, notice: (notice: Notice) => void): Disposable {
  const { ino, dev } = statSync(path)
  const timer = setInterval(() => {
    const now = statSync(path, { throwIfNoEntry: false })
    if (now?.ino === ino && now.dev === dev) return
    clearInterval(timer)
    const text =
      `${path} was ${now ? 'replaced' : 'deleted'} while it is written to; ` +
      'what is logged now is told, but will be stored nowhere: end oclog follow, and start it again'
    notice({ kind: 'loss', source: 'database', text })
  }, 1000)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** Forgets what ended longer ago than `keep`, at once and then every hour, or sooner where less is kept. */
function forgetting(keep: string, path: string): Disposable {
  const forget = (): void => {
    try {
      forgetOlderThan('--keep', keep, path)
    } catch (error) {
      // The next time does it.
      if (!isTransient(error) && !isPassing(error)) throw error
    }
  }
  forget()
  const kept = Number((parseDuration(keep) ?? 0n) / 1_000_000n)
  const timer = setInterval(forget, Math.min(Math.max(kept, 1000), 3_600_000))
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** Aborts its signal when the process is asked to end, or when nobody reads its output any more. */
function stopping(): Disposable & { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.on(name, stop)
  // The command line throws errors other than EPIPE.
  process.stdout.on('error', stop)
  return {
    signal: controller.signal,
    stop,
    [Symbol.dispose]: () => {
      for (const name of signals) process.off(name, stop)
      process.stdout.off('error', stop)
      // Whoever has stopped reading keeps no process that was asked to end.
      setTimeout(() => process.exit(), lastRead).unref()
    },
  }
}

/** SIGHUP comes from logrotate, `systemctl reload` and terminals that are closed; none of them means the end. */
function onHangup(act: () => void): Disposable {
  process.on('SIGHUP', act)
  return { [Symbol.dispose]: () => void process.off('SIGHUP', act) }
}

/** Shows a run on the terminal or as NDJSON on standard output, and writes it to oclog's own log. */
class Output {
  private readonly log: Logger
  private readonly isText: boolean
  private readonly isQuiet: boolean
  private readonly screen: Screen
  private readonly bounded = new BoundedOutput(process.stdout, (text) => {
    this.log.warn({ kind: 'wait', source: 'standard output' }, text)
    process.stderr.write(`oclog: ${text}\n`)
  })
  private readonly lines = new ChangeLines((line, isUpdate) => this.bounded.write(line, isUpdate))
  private readonly view = new LiveText(
    () => ({ columns: columnsOf(process.stdout), color: colorsOn(process.stdout) }),
    descriptions,
  )

  constructor({ format, quiet }: FollowFlags, log: Logger) {
    this.log = log
    this.isText = format === 'text'
    this.isQuiet = quiet === true
    this.screen = new Screen(process.stdout, this.isText && !this.isQuiet)
  }

  notice(notice: Notice): void {
    const { kind, source, text } = notice
    this.log[kind === 'loss' ? 'error' : kind === 'wait' ? 'warn' : 'info']({ kind, source }, text)
    if (this.isQuiet) return
    // Standard output holds nothing but incidents when it is NDJSON.
    if (this.isText) {
      if (this.bounded.hasRoom(true)) this.screen.print(this.view.notice(notice))
    } else process.stderr.write(`${printable(`oclog: ${source}: ${text}`)}\n`)
  }

  change(change: Change): void {
    const { id, finding, state } = change.incident
    this.log.info({ change: change.kind, incident: id, cause: finding.cause.id, state }, finding.cause.title)
    if (!this.isText) this.lines.add(change)
    else if (this.bounded.hasRoom(change.kind === 'updated')) this.screen.print(this.view.change(change))
  }

  /** Keeps a line with the status on the terminal until `end`. */
  begin(status: () => FollowStatus): void {
    this.screen.start(status, (...given) => this.view.status(...given))
  }

  finish(summary: FollowSummary, incidents: readonly Incident[], databaseFlag: string | undefined): void {
    this.lines.end()
    this.end()
    this.log.info({ lines: summary.lines, events: summary.events }, 'ended')
    if (this.isText && !this.isQuiet) this.screen.print(this.view.summary(summary, incidents, databaseFlag))
  }

  end(): void {
    this.screen.end()
  }
}

const opens = ({ kind }: Change): boolean => kind === 'opened' || kind === 'reopened'
const mostSeen = 1000

/** The incidents of this run, as they were last announced. */
class Seen {
  private readonly last = new Map<string, Incident>()

  add({ kind, incident, supersedes }: Change): void {
    for (const id of supersedes) this.last.delete(id)
    // An incident that an earlier run announced counts when it grows in this run.
    if (kind === 'withdrawn') this.last.delete(incident.id)
    else this.last.set(incident.id, incident)
    if (this.last.size > mostSeen) this.last.delete(this.last.keys().next().value!)
  }

  get incidents(): readonly Incident[] {
    return [...this.last.values()]
  }
}

function durationOf(option: string, text: string): number {
  const duration = parseDuration(text)
  // setTimeout takes 31 bits of milliseconds.
  if (duration === undefined || duration <= 0n || duration > 2_147_483_647_000_000n)
    throw new UserError(`${option} ${text} is no duration up to 24 days; write 30s, 10m or 2h`)
  return Number(duration / 1_000_000n)
}

/** The flag that must be typed again to find the same incidents; `undefined` when nothing was kept. */
function databaseFlag(path: string | undefined): string | undefined {
  if (path === ':memory:') return undefined
  return path === undefined
    ? ''
    : ` --db ${/^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`}`
}
