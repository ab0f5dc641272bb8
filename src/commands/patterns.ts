import { randomBytes } from 'node:crypto'
import { parsers } from '../../parsers/index.ts'
import { families } from '../../patterns/index.ts'
import { precedence } from '../../patterns/precedence/index.ts'
import { quoting } from '../../patterns/quotations.ts'
import { UserError } from '../base/errors.ts'
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
    throw new UserError(
      `no pattern, cause or family is called ${name}${near.length > 0 ? `; did you mean ${near.slice(0, 4).join(', ')}?` : '; oclog patterns list shows them'}`,
    )
  }
  process.stdout.write(text)
}

/** Shows which lines of a log which patterns find: what one looks at while writing a pattern. Exit code 1 when none does. */
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
        for (const { line, pattern, role, timestamp, attributes, body } of events) {
          counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
          const time = timestamp === undefined ? '' : ` ${formatInstant(timestamp)}`
          process.stdout.write(
            `${printable(log.name)}:${line}${time} ${pattern} (${role})\n  ${clip(printable(body), columns() - 2)}\n`,
          )
          const fields = Object.entries(attributes).map(([name, value]) => `${name}=${printable(String(value))}`)
          if (fields.length > 0) process.stdout.write(`  ${clip(fields.join(' '), columns() - 2)}\n`)
        }
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
