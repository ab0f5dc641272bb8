import { existsSync } from 'node:fs'
import { arch, platform, release } from 'node:os'
import { installation } from '../../patterns/installation.ts'
import { hiddenInConfiguration, hiddenInOutput } from '../bundle/configuration.ts'
import { askGateway, configuration, type Statement } from '../bundle/diagnostics.ts'
import { cleanDocument, cleanText, filesWithSecrets } from '../bundle/clean.ts'
import { pack, unpack, type File } from '../bundle/tar.ts'
import { UserError } from '../base/errors.ts'
import { readOrCreateKey } from '../redact/key-file.ts'
import { createRedactor, type Redactor } from '../redact/redactor.ts'
import { formatBytes, printable, printableLines } from '../base/text.ts'
import type { AnalysisDocument } from '../model/document.ts'
import { documentText } from '../timeline/json.ts'
import { timelineOf, type Timeline } from '../timeline/timeline.ts'
import { version } from '../base/version.ts'
import { timelinePage } from '../views/html/page.ts'
import { timelineMarkdown } from '../views/markdown.ts'
import { Exporter, type ExportFlags } from './exported.ts'
import { defaultDatabase, descriptions } from './flags.ts'
import { writeOutput } from './page.ts'
import { chosenDocument, type WhichFlags } from './timeline.ts'

export interface BundleFlags extends WhichFlags, ExportFlags {
  readonly output: string
  readonly withOpenclaw?: boolean
}

/** `oclog bundle [ID…] -o FILE`: all that a ticket needs, in one file. It is redacted again here, and then checked. */
export async function bundleCommand(prefixes: readonly string[], flags: BundleFlags): Promise<void> {
  if (flags.output !== '-' && existsSync(flags.output))
    throw new UserError(`${flags.output} exists and was left as it is; remove it, or name another with -o`)
  const redactor = createRedactor(readOrCreateKey(`${flags.db ?? defaultDatabase()}.key`))
  const exporter = new Exporter(flags)
  const document = exporter.document(cleanDocument(chosenDocument(prefixes, flags), redactor))
  const { diagnostics } = installation
  const stated = flags.withOpenclaw ? [...(await askGateway(diagnostics)), configuration(diagnostics)] : []
  const { file: configurationFile } = diagnostics.configuration
  const shown = ({ file, text }: Statement): string => {
    const hide = file === configurationFile ? hiddenInConfiguration : hiddenInOutput
    return exporter.text(hide(cleanText(printableLines(text), redactor), diagnostics.modes))
  }
  const files = [
    ...filesOf(document),
    ...stated.map((statement) => fileOf(`${diagnostics.program}/${statement.file}`, shown(statement))),
  ]
  const packed = packClean([fileOf('README.txt', readme(files)), ...files], redactor)
  for (const { name, content } of unpack(packed))
    process.stderr.write(`${formatBytes(content.length).padStart(8)}  ${name}\n`)
  writeOutput(flags.output, packed)
  if (flags.output !== '-') process.stderr.write(`oclog: wrote ${flags.output}, ${formatBytes(packed.length)}\n`)
}

/** The packed files. Throws when a secret is found in what was packed. */
export function packClean(files: readonly File[], redactor: Redactor): Buffer {
  const packed = pack(files)
  const leaking = filesWithSecrets(unpack(packed), redactor)
  if (leaking.length > 0)
    throw new UserError(
      `what looks like a secret was found in ${leaking.join(', ')} of the finished bundle, ` +
        'so that nothing was written; please report it',
    )
  return packed
}

function filesOf(document: AnalysisDocument): File[] {
  const timeline = timelineOf(document, descriptions)
  return [
    fileOf('timeline.html', timelinePage(timeline, document)),
    fileOf('timeline.json', documentText(document)),
    fileOf('timeline.md', timelineMarkdown(timeline, 'markdown')),
    fileOf('versions.txt', versions(timeline)),
    ...excerpts(document, timeline),
  ]
}

function fileOf(name: string, text: string): File {
  return { name, content: Buffer.from(text) }
}

function versions({ incidents }: Timeline): string {
  const seen = incidents.map(({ shortId, facts }) => {
    const fact = facts.find(({ name }) => name === 'Versions seen')
    return `incident ${shortId}: ${fact?.value ?? ''}${fact?.detail === undefined ? '' : ` (${fact.detail})`}\n`
  })
  const here = `oclog ${version}\nnode ${process.version}\n${platform()} ${release()} ${arch()}\n`
  return here + printableLines(seen.join(''))
}

/** For each log: the lines of the incidents and those around them, with their numbers. */
function excerpts({ incidents }: AnalysisDocument, { sources }: Timeline): File[] {
  const events = incidents.flatMap((incident) => [...incident.changedBefore, ...incident.events])
  return sources.flatMap(({ name, input }, index) => {
    const lines = new Map<number, string>()
    for (const { source, line, context } of events) {
      if (source !== input.path) continue
      context?.before.forEach((text, at) => lines.set(line - context.before.length + at, text))
      context?.after.forEach((text, at) => lines.set(line + 1 + at, text))
    }
    // Last, so that an event's own text replaces the same line among the neighbors of another event.
    for (const { source, line, body } of events) if (source === input.path) lines.set(line, body)
    if (lines.size === 0) return []
    const text = [...lines]
      .sort(([a], [b]) => a - b)
      .map(([line, body]) => `${String(line).padStart(8)}  ${printable(body)}\n`)
    const safe = name.replace(/[^\w.-]+/g, '-').slice(-60)
    return [fileOf(`logs/${index + 1}-${safe.replace(/\.txt$/, '')}.txt`, text.join(''))]
  })
}

function readme(files: readonly File[]): string {
  return `${[
    `Made by oclog ${version}. timeline.html opens in any browser and makes no request; timeline.json is the same for`,
    'programs, timeline.md for a ticket. logs/ holds the lines of the incidents, with their numbers, not whole logs.',
    'Secrets, phone numbers and addresses are replaced by marks such as ‹token:3fa9c1›; equal marks are equal values.',
    '',
    ...files.map(({ name, content }) => `${formatBytes(content.length).padStart(8)}  ${name}`),
  ].join('\n')}\n`
}
