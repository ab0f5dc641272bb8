import { correlate, type Diagnosis } from './correlate/correlate.ts'
import { knowledgeOf } from './correlate/knowledge.ts'
import type { Family } from './model/family.ts'
import type { Incident } from './model/incident.ts'
import type { Operations } from './model/platform.ts'
import type { Precedence } from './model/precedence.ts'
import type { Parser } from './model/parser.ts'
import { logIdOf, savedReader, type InputSummary, type SavedReadOptions } from './read/saved.ts'
import { openSaved, savedLogs, type SavedLog, type Unreadable } from './sources/saved.ts'
import type { Store } from './store/store.ts'

export interface AnalyzeOptions extends Omit<SavedReadOptions, 'patterns'> {
  readonly paths: readonly string[]
  readonly parsers: readonly Parser[]
  readonly families: readonly Family[]
  readonly precedence: readonly Precedence[]
  readonly operations: Operations
  readonly store: Store
  /** The JSON that the store keeps of an incident. */
  readonly document: (incident: Incident) => unknown
  readonly stdin?: NodeJS.ReadableStream | undefined
  readonly opened?: ((log: SavedLog) => void) | undefined
}

export interface Analysis extends Diagnosis {
  readonly inputs: readonly InputSummary[]
  readonly unreadable: readonly Unreadable[]
}

/**
 * Source → lines → parse → scan for patterns → order by time → correlate → store: the whole of `analyze`, in one
 * transaction.
 */
export async function analyze(options: AnalyzeOptions): Promise<Analysis> {
  const { store, families, precedence, operations } = options
  const patterns = families.flatMap((family) => family.patterns ?? [])
  const read = savedReader({ ...options, patterns })
  const range = { since: options.since, until: options.until }
  const inputs: InputSummary[] = []
  const unreadable: Unreadable[] = []

  store.begin()
  for await (const found of savedLogs(options.paths)) {
    const log = 'problem' in found ? found : await openSaved(found.name, options.stdin)
    if ('problem' in log) {
      unreadable.push(log)
      continue
    }
    try {
      const id = logIdOf(log.head)
      options.opened?.(log)
      const writer = store.saved.writer(id, log.name, range, { again: inputs.some(({ logId }) => logId === id) })
      const reading = read(log)
      for (;;) {
        const next = await reading.next()
        if (next.done) {
          writer.end(next.value)
          inputs.push(next.value)
          break
        }
        writer.add(next.value.events, next.value.linesAround)
      }
    } finally {
      await log.close()
    }
  }

  const logIds = [...new Set(inputs.map(({ logId }) => logId))]
  const diagnosis = correlate(store.events.of(logIds, range), knowledgeOf(families, precedence, operations))
  store.incidents.save(diagnosis.incidents, options.document)
  store.commit()
  return { ...diagnosis, inputs, unreadable }
}
