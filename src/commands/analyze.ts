import { randomBytes } from 'node:crypto'
import { families } from '../../patterns/index.ts'
import { operations } from '../../patterns/operations/index.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import { parsers } from '../../parsers/index.ts'
import { UserError } from '../base/errors.ts'
import { analyze, type Analysis, type AnalyzeOptions } from '../pipeline.ts'
import { readOrCreateKey } from '../redact/key-file.ts'
import { createRedactor } from '../redact/redactor.ts'
import { qgramScanner } from '../scan/qgram.ts'
import { qgramThread } from '../scan/thread.ts'
import { asUserError } from '../store/errors.ts'
import { Store } from '../store/store.ts'
import { documentText } from '../timeline/json.ts'
import { timelineOf } from '../timeline/timeline.ts'
import { printable } from '../base/text.ts'
import { version } from '../base/version.ts'
import { analysisDocument, incidentDocument } from '../timeline/json.ts'
import { Progress } from '../views/progress.ts'
import { terminalReport } from '../views/terminal.ts'
import { checkedYear, checkedZone, colorsOn, columnsOf, defaultDatabase, descriptions, instantOf } from './flags.ts'
import { Exporter, type ExportFlags } from './exported.ts'
import { forgetOlderThan } from './incidents.ts'
import { writePage } from './page.ts'

export interface AnalyzeFlags extends ExportFlags {
  readonly format: string
  readonly html?: string
  readonly quiet?: boolean
  readonly since?: string
  readonly until?: string
  readonly tz?: string
  readonly year?: string
  readonly db?: string
  readonly keep?: string
  readonly prefilter: boolean
}

/** `oclog analyze PATH…`. Exit code: 0 nothing found, 1 incidents found, 2 something could not be read. */
export async function analyzeCommand(paths: readonly string[], flags: AnalyzeFlags): Promise<number> {
  const now = BigInt(Date.now()) * 1_000_000n
  const options = { ...checkedTimes(flags, now), paths: checkedPaths(paths), now }
  const db = flags.db ?? defaultDatabase()
  if (flags.keep !== undefined) forgetOlderThan('--keep', flags.keep, db)
  const progress = new Progress(process.stderr)
  // Ends at once, because the next read of a silent pipe may never return. Nothing is stored until everything was read.
  const interrupt = (): void => {
    progress.clear()
    process.stderr.write('oclog: interrupted; nothing was stored\n')
    process.exit(2)
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    using store = new Store(db)
    const key = db === ':memory:' ? randomBytes(32) : readOrCreateKey(`${db}.key`)
    const analysis = await analyze({
      ...options,
      parsers,
      families: Object.values(families),
      precedence,
      operations,
      quoting,
      store,
      redactor: createRedactor(key),
      scanner: qgramScanner,
      thread: qgramThread,
      prefilter: flags.prefilter,
      document: incidentDocument,
      ...(flags.quiet ? {} : { progress: (log) => progress.update(log.name, log.position(), log.size) }),
    })
    progress.clear()
    await show(analysis, store, flags)
    return exitCodeOf(analysis)
  } catch (error) {
    progress.clear()
    throw asUserError(error, db)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

function checkedPaths(paths: readonly string[]): readonly string[] {
  const checked = paths.length > 0 ? paths : ['-']
  if (checked.includes('-') && process.stdin.isTTY) {
    throw new UserError(
      'nothing to read: name files or folders, or pipe a log in, for instance: ' +
        'journalctl --user -u openclaw-gateway -o short-iso --since -2h | oclog analyze -',
    )
  }
  return checked
}

function checkedTimes(flags: AnalyzeFlags, now: bigint): Pick<AnalyzeOptions, 'since' | 'until' | 'timeZone' | 'year'> {
  const timeZone = flags.tz === undefined ? undefined : checkedZone(flags.tz)
  const since = flags.since === undefined ? undefined : instantOf('--since', flags.since, now)
  const until = flags.until === undefined ? undefined : instantOf('--until', flags.until, now)
  if (since !== undefined && until !== undefined && since > until) {
    throw new UserError(`--since ${flags.since} is later than --until ${flags.until}; swap them`)
  }
  return { since, until, timeZone, year: flags.year === undefined ? undefined : checkedYear(flags.year) }
}

async function show(analysis: Analysis, store: Store, flags: AnalyzeFlags): Promise<void> {
  const document = new Exporter(flags).document(analysisDocument(analysis, version, store.contextOf))
  if (flags.html !== undefined) await writePage(flags.html, document)
  if (flags.quiet) return
  if (flags.format === 'json') {
    process.stdout.write(documentText(document))
    return
  }
  const layout = { columns: columnsOf(process.stdout), color: colorsOn(process.stdout), full: 5 }
  process.stdout.write(terminalReport(timelineOf(document, descriptions), layout))
}

function exitCodeOf({ unreadable, incidents }: Analysis): number {
  const failed = unreadable.filter(({ incidental }) => !incidental)
  for (const { name, problem } of failed) process.stderr.write(`${printable(`oclog: ${name}: ${problem}`)}\n`)
  if (failed.length > 0) return 2
  return incidents.length > 0 ? 1 : 0
}
