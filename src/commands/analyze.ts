import { families } from '../../patterns/index.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import { parsers } from '../../parsers/index.ts'
import { UserError } from '../base/errors.ts'
import { analyze } from '../pipeline.ts'
import { readOrCreateKey } from '../redact/key-file.ts'
import { createRedactor } from '../redact/redactor.ts'
import { qgramScanner } from '../scan/qgram.ts'
import { qgramThread } from '../scan/thread.ts'
import { explained, Store } from '../store/store.ts'
import { documentText } from '../timeline/json.ts'
import { timelineOf } from '../timeline/timeline.ts'
import { printable } from '../base/text.ts'
import { version } from '../base/version.ts'
import { analysisDocument, incidentDocument } from '../timeline/json.ts'
import { Progress } from '../views/progress.ts'
import { terminalReport } from '../views/terminal.ts'
import { randomBytes } from 'node:crypto'
import type { Incident } from '../model/incident.ts'
import { checkedYear, checkedZone, coloursOn, columnsOf, defaultDatabase, descriptions, instantOf } from './flags.ts'
import { forgetOlderThan } from './incidents.ts'
import { writePage } from './page.ts'

export interface AnalyzeFlags {
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
  const timeZone = flags.tz === undefined ? undefined : checkedZone(flags.tz)
  const since = flags.since === undefined ? undefined : instantOf('--since', flags.since, now)
  const until = flags.until === undefined ? undefined : instantOf('--until', flags.until, now)
  if (since !== undefined && until !== undefined && since > until) {
    throw new UserError(`--since ${flags.since} is later than --until ${flags.until}; swap them`)
  }
  const inputs = paths.length > 0 ? paths : ['-']
  if (inputs.includes('-') && process.stdin.isTTY) {
    throw new UserError(
      'nothing to read: name files or folders, or pipe a log in, for instance: journalctl --user -u openclaw-gateway -o short-iso --since -2h | oclog analyze -',
    )
  }

  const db = flags.db ?? defaultDatabase()
  if (flags.keep !== undefined) forgetOlderThan('--keep', flags.keep, db)
  const progress = new Progress(process.stderr)
  // At once: a pipe that nothing comes out of would be waited for. Nothing is stored before all is.
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
      paths: inputs,
      parsers,
      families: Object.values(families),
      precedence,
      quoting,
      store,
      redactor: createRedactor(key),
      scanner: qgramScanner,
      thread: qgramThread,
      prefilter: flags.prefilter,
      timeZone,
      year: flags.year === undefined ? undefined : checkedYear(flags.year),
      since,
      until,
      now,
      document: (incident: Incident) => incidentDocument(incident),
      ...(flags.quiet ? {} : { progress: (log) => progress.update(log.name, log.position(), log.size) }),
    })
    progress.clear()
    const document = analysisDocument(analysis, version, (event) => store.contextOf(event))
    if (flags.html !== undefined) await writePage(flags.html, document)
    if (!flags.quiet) {
      if (flags.format === 'json') process.stdout.write(documentText(document))
      else
        process.stdout.write(
          terminalReport(timelineOf(document, descriptions), {
            columns: columnsOf(process.stdout),
            colour: coloursOn(process.stdout),
            full: 5,
          }),
        )
    }
    const failed = analysis.unreadable.filter(({ incidental }) => !incidental)
    for (const { name, problem } of failed) process.stderr.write(`${printable(`oclog: ${name}: ${problem}`)}\n`)
    if (failed.length > 0) return 2
    return analysis.incidents.length > 0 ? 1 : 0
  } catch (error) {
    progress.clear()
    throw explained(error, db)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
