import { UserError } from '../base/errors.ts'
import { openStored } from '../store/open.ts'
import { incidentId } from '../store/queries.ts'
import type { AnalysisDocument } from '../model/document.ts'
import { documentText } from '../timeline/json.ts'
import { timelineOf } from '../timeline/timeline.ts'
import { version } from '../base/version.ts'
import { analysisSchema } from '../timeline/json.ts'
import { timelineMarkdown } from '../views/markdown.ts'
import { timelineText } from '../views/timeline.ts'
import { Exporter, type ExportFlags } from './exported.ts'
import { colorsOn, columnsOf, defaultDatabase, instantOf, descriptions } from './flags.ts'
import { writeOutput, writePage } from './page.ts'
import { storedDocument, storedIncidents } from './stored.ts'

export interface WhichFlags {
  readonly since?: string
  readonly until?: string
  readonly db?: string
}

export interface TimelineFlags extends WhichFlags, ExportFlags {
  readonly format: string
  readonly html?: string
}

/** `oclog timeline [ID…]`: from the store, in any of the views. */
export async function timelineCommand(prefixes: readonly string[], flags: TimelineFlags): Promise<void> {
  const document = new Exporter(flags).document(chosenDocument(prefixes, flags))
  if (flags.html !== undefined) {
    await writePage(flags.html, document)
    if (flags.html !== '-') process.stderr.write(`oclog: wrote ${flags.html}\n`)
    return
  }
  writeOutput('-', viewOf(document, flags.format))
}

function viewOf(document: AnalysisDocument, format: string): string {
  if (format === 'json') return documentText(document)
  const timeline = timelineOf(document, descriptions)
  if (format === 'markdown' || format === 'jira') return timelineMarkdown(timeline, format)
  return timelineText(timeline, { columns: columnsOf(process.stdout), color: colorsOn(process.stdout) })
}

/** The incidents that are named, those of a stretch of time, or the latest one. */
export function chosenDocument(prefixes: readonly string[], { since, until, db: path }: WhichFlags): AnalysisDocument {
  const db = openStored(path ?? defaultDatabase())
  try {
    const now = BigInt(Date.now()) * 1_000_000n
    const stretch = since !== undefined || until !== undefined
    const found = stretch
      ? storedIncidents(db, {
          since: since === undefined ? undefined : instantOf('--since', since, now),
          until: until === undefined ? undefined : instantOf('--until', until, now),
        }).map(({ id }) => id)
      : []
    const ids = [...new Set([...prefixes.map((prefix) => incidentId(db, prefix)), ...found])]
    if (ids.length === 0 && !stretch)
      ids.push(
        ...storedIncidents(db)
          .slice(0, 1)
          .map(({ id }) => id),
      )
    if (ids.length === 0) throw new UserError('no incident is stored that fits; oclog incidents list shows them all')
    // The store does not hold harmless events, and not what a run could not decide.
    return {
      schema: analysisSchema,
      oclog: version,
      ...storedDocument(db, ids),
      benign: [],
      undecidable: [],
    }
  } finally {
    db.close()
  }
}
