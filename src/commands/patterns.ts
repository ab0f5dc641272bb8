import { randomBytes } from 'node:crypto'
import { parsers } from '../../parsers/index.ts'
import { families } from '../../patterns/index.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import { UserError } from '../base/errors.ts'
import type { Event } from '../model/event.ts'
import { savedReader } from '../read/saved.ts'
import { createRedactor } from '../redact/redactor.ts'
import { qgramScanner } from '../scan/qgram.ts'
import { openSaved, savedLogs } from '../sources/saved.ts'
import { clip, count, printable } from '../base/text.ts'
import { formatInstant } from '../base/time.ts'
import { patternNames, patternsList, patternsShow } from '../views/patterns.ts'

const columns = (): number => Math.max(40, process.stdout.columns ?? 100)

export function patternsListCommand(format: string): void {
  if (format === 'json') {
    const all = Object.entries(families).flatMap(([family, { patterns = [], derivations = [] }]) =>
      [...patterns, ...derivations].map(({ id, class: eventClass, role, title, description }) => ({
        id,
        family,
        class: eventClass,
        role,
        title,
        description,
      })),
    )
    process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`)
  } else process.stdout.write(patternsList(families, process.stdout.isTTY ? columns() : 1000))
}

export function patternsShowCommand(name: string): void {
  const text = patternsShow(families, precedence, name, Math.min(columns(), 100))
  if (text === undefined) {
    const near = patternNames(families).filter(
      (known) => known.includes(name) || name.includes(known.split('.').at(-1)!),
    )
    const hint = near.length > 0 ? `did you mean ${near.slice(0, 4).join(', ')}?` : 'oclog patterns list shows them'
    throw new UserError(`no pattern, cause or family is called ${name}; ${hint}`)
  }
  process.stdout.write(text)
}

/** `oclog patterns test`: the lines of logs that patterns find. Exit code: 0 some were found, 1 none, 2 unreadable. */
export async function patternsTestCommand(paths: readonly string[]): Promise<number> {
  const read = savedReader({
    parsers,
    patterns: Object.values(families).flatMap((family) => family.patterns ?? []),
    quoting,
    redactor: createRedactor(randomBytes(32)),
    scanner: qgramScanner,
    prefilter: true,
    now: BigInt(Date.now()) * 1_000_000n,
  })
  const counts = new Map<string, number>()
  let failed = false
  for await (const found of savedLogs(paths)) {
    const log = 'problem' in found ? found : await openSaved(found.name)
    if ('problem' in log) {
      process.stderr.write(`${printable(`oclog: ${log.name}: ${log.problem}`)}\n`)
      failed ||= !log.incidental
      continue
    }
    try {
      for await (const { events } of read(log)) {
        process.stdout.write(events.map((event) => foundText(log.name, event, columns())).join(''))
        for (const { pattern } of events) counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
      }
    } finally {
      await log.close()
    }
  }
  for (const [pattern, times] of [...counts].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`${String(times).padStart(8)}  ${pattern}\n`)
  process.stdout.write(`${count(counts.size, 'pattern')} found\n`)
  if (failed) return 2
  return counts.size > 0 ? 0 : 1
}

/** Where an event was found and by which pattern, then its text, then its attributes if there are any. */
function foundText(log: string, { line, pattern, role, timestamp, attributes, body }: Event, width: number): string {
  const time = timestamp === undefined ? '' : ` ${formatInstant(timestamp)}`
  const fields = Object.entries(attributes).map(([name, value]) => `${name}=${printable(String(value))}`)
  const lines = [printable(body), ...(fields.length > 0 ? [fields.join(' ')] : [])]
  const head = `${printable(log)}:${line}${time} ${pattern} (${role})\n`
  return head + lines.map((text) => `  ${clip(text, width - 2)}\n`).join('')
}
