import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { root } from './cli.ts'

const fixtures = join(root, 'fixtures')

/** Text of every fixture that is a log of its own, by name: `token-mismatch/2026.9.6.console.log`. */
export const fixtureLogs: ReadonlyMap<string, string> = new Map(
  readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'hostile')
    .flatMap(({ name }) =>
      readdirSync(join(fixtures, name))
        .filter((file) => /\.(?:log|jsonl|txt|gz)$/.test(file))
        .map((file): [string, string] => {
          const bytes = readFileSync(join(fixtures, name, file))
          return [`${name}/${file}`, (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')]
        }),
    ),
)

export function fixtureLog(name: string): string {
  const text = fixtureLogs.get(name)
  if (text === undefined) throw new Error(`no fixture ${name}`)
  return text
}

const noise = '2026-11-22T11:30:00.000+00:00 [plugins] loaded 14 plugin(s) (14 attempted) in 26.8ms'

/** A stretch of a fixture, or lines that say nothing, some without a time, some very long. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom(...fixtureLogs.values()),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
    ),
  },
  { weight: 3, arbitrary: fc.tuple(fc.constant(noise), fc.constant(0), fc.integer({ min: 1, max: 1500 })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.string({ unit: 'binary', maxLength: 80 }), fc.constant(0), fc.integer({ min: 1, max: 3 })),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('│ '.repeat(3959)), fc.constant(0), fc.integer({ min: 1, max: 20 })) },
)

/** Logs as they come, of up to some 700 kB: several times what is held in memory when chunks are small. */
export const logs: fc.Arbitrary<string> = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 10 }), fc.constantFrom('\n', '\n', '\n', '\r\n'), fc.boolean())
  .map(([pieces, end, ended]) => {
    const lines = pieces.flatMap(([text, from, count]) => {
      if (!text.includes('\n')) {
        // A line without a newline is repeated; too long for the cap when it is long.
        return text.length > 1000 ? [text.repeat(count)] : Array.from({ length: count }, () => text)
      }
      const all = text.replace(/\n$/, '').split('\n')
      return all.slice(Math.floor(from * all.length)).slice(0, count)
    })
    return lines.join(end) + (ended ? end : '')
  })

/**
 * A log in which each line stands for itself: complete times of the gateway, in order, and nothing that leans on its
 * neighbours.
 */
export const stampedLogs: fc.Arbitrary<string> = fc
  .subarray(stamped(), { minLength: 2 })
  .map((lines) => `${lines.join('\n')}\n`)

function stamped(): string[] {
  const lines = [...fixtureLogs]
    .filter(([name]) => /console\.log$/.test(name) && !name.startsWith('quiet/'))
    .flatMap(([, text]) => text.split('\n'))
    .filter((line) => /^2026-11-22T\d\d:\d\d:\d\d\.\d{3}(?:Z|\+00:00) \[ws\] /.test(line))
  return [...new Map(lines.map((line) => [line.slice(0, 23), line])).values()].sort()
}
