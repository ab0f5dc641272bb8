import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { parsers } from '../../parsers/index.ts'
import { families } from '../../patterns/index.ts'
import { installation } from '../../patterns/installation.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import type { Change } from '../correlate/tracker.ts'
import { discover } from '../sources/discovery.ts'
import { UserError } from '../base/errors.ts'
import type { Incident } from '../model/incident.ts'
import { Follower } from '../follow/follower.ts'
import { openLog } from '../base/log.ts'
import { commandTarget } from '../notify/command.ts'
import { Notifier } from '../notify/notifier.ts'
import { webhookTarget } from '../notify/webhook.ts'
import { readOrCreateKey } from '../redact/key-file.ts'
import { createRedactor } from '../redact/redactor.ts'
import { dockerSource } from '../sources/docker/docker.ts'
import { filesAt } from '../sources/files/files.ts'
import { journald } from '../sources/journald/journald.ts'
import type { LiveSource, Notice } from '../sources/live.ts'
import { standardInput } from '../sources/stdin.ts'
import { followLock } from '../store/lock.ts'
import { explained, Store } from '../store/store.ts'
import { printable } from '../base/text.ts'
import { parseDuration } from '../base/time.ts'
import { incidentDocument } from '../views/json.ts'
import { LiveText } from '../views/live.ts'
import { ChangeLines } from '../views/ndjson.ts'
import { Screen } from '../views/screen.ts'
import { forgetOlderThan } from './incidents.ts'
import { checkedYear, checkedZone, coloursOn, columnsOf, defaultDatabase, descriptions, instantOf } from './flags.ts'

export interface FollowFlags {
  readonly journal?: string[]
  readonly journalDirectory?: string
  readonly journalNamespace?: string
  readonly docker?: string[]
  readonly dockerHost?: string
  readonly file?: string[]
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

// It runs for weeks beside what it watches: at 25,000 lines a second memory stays at 115 MB instead of growing to 210, for 41 % of a core
// instead of 33 %.
setFlagsFromString('--optimize-for-size')

// A writer that waits longer holds up all sources; the same is tried again soon.
const busyTimeout = 250
/** Milliseconds that notifications under way are given at the end. */
const lastWords = 5000

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

  const isText = flags.format === 'text'
  const view = new LiveText(() => ({ columns: columnsOf(process.stdout), colour: coloursOn(process.stdout) }), descriptions) // prettier-ignore
  const lines = new ChangeLines((line) => void process.stdout.write(line))
  const screen = new Screen(process.stdout, isText && flags.quiet !== true)
  const notice = (given: Notice): void => {
    log[given.kind === 'loss' ? 'error' : given.kind === 'wait' ? 'warn' : 'info'](
      { kind: given.kind, source: given.source },
      given.text,
    )
    if (flags.quiet === true) return
    // What is not an incident must not come between the objects of ndjson.
    if (isText) screen.print(view.notice(given))
    else process.stderr.write(`${printable(`oclog: ${given.source}: ${given.text}`)}\n`)
  }

  const stopping = new AbortController()
  const { signal } = stopping
  const stop = (): void => stopping.abort()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, stop)
  // The command line throws what is not EPIPE.
  process.stdout.on('error', stop)

  const db = flags.db ?? defaultDatabase()
  const notifier = new Notifier({ targets, problem: (text) => notice({ kind: 'note', source: 'notification', text }) })
  let timer: NodeJS.Timeout | undefined
  const seen = new Seen()
  try {
    const sources = await sourcesOf(inputs, flags, notice, signal)
    if (flags.keep !== undefined) forgetOlderThan('--keep', flags.keep, db)
    const store = held.use(new Store(db, busyTimeout))
    held.use(followLock(db))
    const key = db === ':memory:' ? randomBytes(32) : readOrCreateKey(`${db}.key`)
    const changed = (change: Change): void => {
      seen.add(change)
      const { id, finding, state } = change.incident
      log.info({ change: change.kind, incident: id, cause: finding.cause.id, state }, finding.cause.title)
      if (isText) screen.print(view.change(change))
      else lines.add(change)
      notifier.tell(change)
      if (flags.untilIncident === true && change.incident.state === 'open' && opens(change)) stop()
    }
    const follower = new Follower({
      sources,
      parsers,
      families: Object.values(families),
      precedence,
      quoting,
      store,
      redactor: createRedactor(key),
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
    screen.start(
      () => follower.status,
      (...given) => view.status(...given),
    )
    const summary = await follower.run()
    lines.end()
    screen.end()
    log.info({ lines: summary.lines, events: summary.events }, 'ended')
    if (isText && flags.quiet !== true) screen.print(view.summary(summary, seen.incidents, databaseFlag(flags.db)))
    return seen.incidents.length > 0 ? 1 : 0
  } catch (error) {
    throw explained(error, db)
  } finally {
    screen.end()
    clearTimeout(timer)
    await notifier.close(lastWords)
    for (const name of signals) process.off(name, stop)
    process.stdout.off('error', stop)
  }
}

const opens = ({ kind }: Change): boolean => kind === 'opened' || kind === 'reopened'
const mostRemembered = 1000

/** The incidents that were told of, as they stood last. */
class Seen {
  private readonly last = new Map<string, Incident>()

  add({ kind, incident, supersedes }: Change): void {
    for (const id of supersedes) this.last.delete(id)
    // What an earlier run has told of and that only grew counts as well: it goes on.
    if (kind === 'withdrawn') this.last.delete(incident.id)
    else this.last.set(incident.id, incident)
    if (this.last.size > mostRemembered) this.last.delete(this.last.keys().next().value!)
  }

  get incidents(): readonly Incident[] {
    return [...this.last.values()]
  }
}

/** What the flags name; without any what is found on this machine. */
async function sourcesOf(
  inputs: readonly string[],
  flags: FollowFlags,
  notice: (notice: Notice) => void,
  signal: AbortSignal,
): Promise<LiveSource[]> {
  const { journal = [], journalDirectory: directory, journalNamespace: namespace, docker, dockerHost: host } = flags
  const sources: LiveSource[] = []
  const isJournal = journal.length > 0 || directory !== undefined || namespace !== undefined
  if (isJournal) {
    const place = {
      ...(directory === undefined ? {} : { directory }),
      ...(namespace === undefined ? {} : { namespace }),
    }
    sources.push(journald({ units: journal, ...place }))
  }
  if (docker || host !== undefined) {
    // Containers that log to the journal stand in it as lines of the engine's unit.
    const isInJournal =
      isJournal && (journal.length === 0 || journal.some((unit) => /^docker(?:\.service)?$/.test(unit)))
    const skipDrivers = isInJournal ? ['journald'] : []
    sources.push(dockerSource({ selectors: docker ?? [], gateway: installation.container, host, skipDrivers }))
  }
  for (const path of [...(flags.file ?? []), ...inputs])
    sources.push(path === '-' ? standardInput() : await filesAt(path, installation.datedLogs))
  if (sources.length > 0) return sources

  const candidates = await discover(installation, signal)
  for (const { title, problem } of candidates)
    if (problem !== undefined) notice({ kind: 'note', source: title, text: problem })
  const found: LiveSource[] = []
  for (const { source } of candidates) if (source) found.push(await source())
  if (found.length > 0 || signal.aborted) return found
  throw new UserError(
    `found nothing of ${installation.product} to follow: ${candidates.map(({ title }) => title).join(', ')}; name it with --journal UNIT, --docker NAME or --file PATH (oclog sources says more)`,
  )
}

function durationOf(option: string, text: string): number {
  const duration = parseDuration(text)
  // setTimeout takes 31 bits of milliseconds.
  if (duration === undefined || duration <= 0n || duration > 2_147_483_647_000_000n)
    throw new UserError(`${option} ${text} is no duration up to 24 days; write 30s, 10m or 2h`)
  return Number(duration / 1_000_000n)
}

/** As it must be typed again to find the same incidents; `undefined` when nothing was kept. */
function databaseFlag(path: string | undefined): string | undefined {
  if (path === ':memory:') return undefined
  return path === undefined
    ? ''
    : ` --db ${/^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`}`
}
