import { mapTexts } from '../base/json.ts'
import type { Change } from '../correlate/tracker.ts'
import type { AnalysisDocument } from '../model/document.ts'
import { createRemarker } from '../redact/fingerprint.ts'
import { NameMasker } from '../redact/name-masker.ts'

export interface ExportFlags {
  readonly redactNames?: boolean
}

// Words of oclog's own, by which views look things up.
const ownFields = new Set(
  `id schema oclog class classes role pattern severity state verdict track timestamp firstTimestamp lastTimestamp
  openedAt lastEventAt resolvedAt format references`.split(/\s+/),
)

/** The definition of an incident's cause, which is no text of the log's. */
const definitions = new Set(['cause'])

/**
 * What leaves the machine in one export: marks with fingerprints of this export alone and, on demand, without names.
 * Whatever belongs to one export must be given to one exporter.
 */
export class Exporter {
  readonly #remark = createRemarker()
  readonly #names: NameMasker | undefined

  constructor({ redactNames }: ExportFlags) {
    this.#names = redactNames === true ? new NameMasker() : undefined
  }

  document<Document>(document: Document): Document {
    return this.#shown(document)
  }

  /** What became of one incident. */
  change(change: Change): Change {
    const { incidents } = this.#shown({ incidents: [change.incident] }, definitions)
    return { ...change, incident: incidents[0]! }
  }

  /** A text of several lines that is no document. */
  text(text: string): string {
    const marked = this.#remark(text)
    const names = this.#names
    if (names === undefined) return marked
    const lines = marked.split('\n')
    for (const line of lines) names.learn(line)
    return lines.map((line) => names.mask(line)).join('\n')
  }

  #shown<Document>(document: Document, kept: ReadonlySet<string> = new Set()): Document {
    const marked = mapTexts(document, this.#remark, kept)
    const names = this.#names
    if (names === undefined) return marked
    const own = new Set([...ownFields, ...kept])
    for (const host of hostsOf(marked)) names.add('host', host)
    mapTexts(marked, (text) => (names.learn(text), text), own)
    return mapTexts(marked, (text) => names.mask(text), own)
  }
}

function* hostsOf(document: unknown): Generator<string> {
  for (const { events, changedBefore = [] } of (document as Partial<AnalysisDocument>).incidents ?? []) {
    for (const { resource } of [...events, ...changedBefore]) {
      const host = resource['host.name']
      if (typeof host === 'string') yield host
    }
  }
}

const mostIncidents = 1000

/** Exports each incident by itself, so that what is told of it at several times has the same marks. */
export class ChangeExporter {
  readonly #exporters = new Map<string, Exporter>()
  readonly #flags: ExportFlags

  constructor(flags: ExportFlags) {
    this.#flags = flags
  }

  change(change: Change): Change {
    const { id } = change.incident
    const exporter = this.#exporters.get(id) ?? new Exporter(this.#flags)
    this.#exporters.delete(id)
    this.#exporters.set(id, exporter)
    if (this.#exporters.size > mostIncidents) this.#exporters.delete(this.#exporters.keys().next().value!)
    return exporter.change(change)
  }
}
