// The command line begins with it, too.
import '../../src/base/runtime.ts'
import Database from 'better-sqlite3'
import { parsers } from '../../parsers/index.ts'
import { families } from '../../patterns/index.ts'
import { operations } from '../../patterns/operations/index.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import { analyze, type AnalyzeOptions } from '../../src/pipeline.ts'
import { createRedactor } from '../../src/redact/redactor.ts'
import { qgramScanner } from '../../src/scan/qgram.ts'
import { Store } from '../../src/store/store.ts'
import { analysisDocument, incidentDocument } from '../../src/timeline/json.ts'
import { documentOf, type Document } from './document.ts'

export type Options = Partial<Omit<AnalyzeOptions, 'paths' | 'store' | 'document'>> & { readonly db?: string }

/** Later than every fixture, and fixed: what is read must not depend on the day of the test. */
export const now = BigInt(Date.UTC(2026, 11, 24)) * 1_000_000n

/**
 * Analyses in this process what the command line would, with a fixed key for fingerprints; in memory unless `db` is
 * given.
 */
export async function analysed(
  paths: readonly string[],
  { db = ':memory:', ...options }: Options = {},
): Promise<Document> {
  using store = new Store(db)
  const analysis = await analyze({
    parsers,
    families: Object.values(families),
    precedence,
    operations,
    quoting,
    redactor: createRedactor(new Uint8Array(32)),
    scanner: qgramScanner,
    prefilter: true,
    now,
    ...options,
    paths,
    store,
    document: incidentDocument,
  })
  return documentOf(JSON.stringify(analysisDocument(analysis, 'test')))
}

/** Every row of every table, in order of the primary key. */
export function dump(path: string): Readonly<Record<string, readonly unknown[]>> {
  const db = new Database(path, { readonly: true })
  try {
    db.defaultSafeIntegers()
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all() as string[]
    return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
  } finally {
    db.close()
  }
}
