import { readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { alone, parseLine } from '../src/read/parse-line.ts'
import type { Parsed, Parser, ParserExample } from '../src/model/parser.ts'
import type { Line, LogRecord, Neighbours } from '../src/model/record.ts'
import type { Stamp } from '../src/base/time.ts'
import { shortestLiteral } from '../src/scan/scanner.ts'
import { formatInstant } from '../src/base/time.ts'
import { runs } from './helpers/runs.ts'

/** A stamp as an example writes it: RFC 3339 in UTC, and as much of it as is known. */
function written(stamp: Stamp | undefined): string | undefined {
  if (!stamp) return undefined
  const text = formatInstant(stamp.ns)
  if (stamp.kind === 'instant') return text
  const local = text.slice(0, -1).replace(/\.000$/, '')
  if (stamp.kind === 'local') return local
  return stamp.kind === 'yearless' ? `-${local.slice(4)}` : local.slice(11)
}

function outcome(parsed: Parsed | undefined): object | undefined {
  if (!parsed) return undefined
  const attributes = Object.fromEntries(
    Object.entries(parsed.attributes ?? {}).filter(([, value]) => value !== undefined),
  )
  return {
    stamp: written(parsed.stamp),
    severity: parsed.severity ?? 0,
    attributes,
    rest: parsed.rest,
    body: parsed.body,
  }
}

function expected({ gives }: ParserExample): object | undefined {
  return (
    gives && {
      stamp: gives.stamp,
      severity: gives.severity ?? 0,
      attributes: gives.attributes ?? {},
      rest: gives.rest,
      body: gives.body,
    }
  )
}

const lineOf = (text: string): Line => ({ text, number: 1, offset: 0, cut: false })

/** Neighbours of an example, which lists lines in the order of the file. */
function around({ before = [], after = [] }: Pick<ParserExample, 'before' | 'after'>): Neighbours {
  return { before: () => before.map(lineOf).reverse(), after: () => after.map(lineOf) }
}

function read(text: string, neighbours = alone): LogRecord {
  return parseLine(lineOf(text), neighbours, parsers)
}

/** A record without its line, for comparison of what different lines say. */
function said(text: string): object {
  const { line: _, ...rest } = read(text)
  return rest
}

const hits = parsers.flatMap((parser) =>
  parser.examples.filter(({ gives }) => gives).map((example) => ({ parser, example })),
)

describe('the list of parsers', () => {
  it('names every file in parsers/ once, by its id', () => {
    const files = readdirSync(new URL('../parsers/', import.meta.url)).filter((name) => name !== 'index.ts')
    expect(parsers.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort())
  })

  it('ends with the one that takes everything', () => {
    expect(parsers.at(-1)?.id).toBe('plain')
  })

  it('asks no parser in vain: no example is taken by an earlier one', () => {
    for (const { parser, example } of hits) {
      const taker = parsers.find((each) => each.parse(example.line, around(example)))
      expect(`${taker?.id}: ${example.line}`).toBe(`${parser.id}: ${example.line}`)
    }
  })
})

describe.each(parsers.map((parser) => [parser.id, parser] as const))('%s', (_, parser) => {
  it.each(parser.examples.map((example) => [example.note ?? '', example.line, example] as const))(
    'gives what its example says %s: %j',
    (_note, line, example) => {
      expect(outcome(parser.parse(line, around(example)))).toEqual(expected(example))
    },
  )

  it('has hits, a title and references over https', () => {
    expect(parser.examples.some(({ gives }) => gives)).toBe(true)
    expect(parser.title).not.toBe('')
    for (const reference of parser.references) expect(reference).toMatch(/^https:\/\//)
  })

  it('gives a body, or a rest to go on with, as its kind says', () => {
    for (const { line, gives, ...example } of parser.examples) {
      const parsed = parser.parse(line, around(example))
      if (!gives || !parsed) continue
      expect(parsed.rest === undefined).not.toBe(parsed.body === undefined)
      if (parser.kind === 'payload') expect(parsed.rest).toBeUndefined()
    }
  })

  it('names as opaque only literals that a scanner can look for', () => {
    for (const literal of parser.opaque ?? [])
      expect(Buffer.byteLength(literal)).toBeGreaterThanOrEqual(shortestLiteral)
  })

  // What a search for keywords does not see in the line must not turn up in the record: it would be found without the
  // search and missed with it.
  it('takes its text from the line, unless it says that the line hides it', () => {
    for (const { line, gives, ...example } of parser.examples) {
      if (!gives || (parser.opaque ?? []).some((literal) => line.includes(literal))) continue
      const parsed = parser.parse(line, around(example))!
      for (const [word] of (parsed.body ?? parsed.rest!).matchAll(/[A-Za-z\d_-]{9,}/g)) expect(line).toContain(word)
    }
  })

  it('is a function of any text, and never throws', () => {
    fc.assert(
      fc.property(text(parser), anything(), (line, lines) =>
        repeatable(parser, line, around({ before: lines, after: lines })),
      ),
      runs(300),
    )
  })

  it('returns no more text than it was given', () => {
    const opaque = parser.opaque ?? []
    fc.assert(
      fc.property(text(parser), (line) => {
        const parsed = parser.parse(line, alone)
        const length = (parsed?.body ?? parsed?.rest ?? '').length
        expect(length <= line.length || opaque.some((literal) => line.includes(literal))).toBe(true)
      }),
      runs(300),
    )
  })

  it('comes back from every hostile text', () => {
    for (const line of hostile) repeatable(parser, line, around({ before: ['{', '  "a": 1,'], after: ['}'] }))
  })
})

function repeatable(parser: Parser, line: string, neighbours: Neighbours): void {
  expect(outcome(parser.parse(line, neighbours))).toEqual(outcome(parser.parse(line, neighbours)))
}

/** Any text, and the parser's own examples with something cut out, put in or moved. */
function text(parser: Parser): fc.Arbitrary<string> {
  const lines = parser.examples.map(({ line }) => line)
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('\0', '\n', '"', '\\', '[', ']', '{', '}', ' ', ': ', '│', '\u001b[36m', '\ud800'),
  )
  const mutated = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.nat({ max: 12 }), piece)
    .map(
      ([line, at, length, put]) =>
        line.slice(0, at % (line.length + 1)) + put + line.slice((at % (line.length + 1)) + length),
    )
  return fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...lines), mutated, mutated)
}

function anything(): fc.Arbitrary<string[]> {
  return fc.array(
    fc.oneof(fc.constantFrom('{', '}', '', 'MESSAGE', '    _PID=1', '\t"_PID" : "1",'), fc.string({ maxLength: 20 })),
    { maxLength: 4 },
  )
}

const cap = 65_536
const fill = (piece: string, head = ''): string => (head + piece.repeat(Math.ceil(cap / piece.length))).slice(0, cap)
const instant = '2026-11-22T10:00:00.123456789Z'
const hostile: readonly string[] = [
  ...[
    '[',
    '{',
    '"',
    '\\',
    ' ',
    '\t',
    '│',
    '│ ',
    '─',
    '<',
    '>',
    '|',
    ':',
    '=',
    '$ ',
    'a@',
    '\0',
    '\u001b[',
    '\u001b]',
    '[m',
    '[36m',
    '}',
    '…',
  ].map((piece) => fill(piece)),
  ...['{"a":', '[[', '{"0":', '{"log":"', '{"MESSAGE":[', '{"type":"log","raw":', '{"level":"","message":'].map(
    (piece) => fill(piece),
  ),
  `{"_meta":${'['.repeat(100_000)}`,
  `{"0":"{\\"subsystem\\":\\"x\\"}","1":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)},"_meta":{}}`,
  `{"__REALTIME_TIMESTAMP":"1","MESSAGE":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  `{"heartbeatSeconds":1,"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
  fill('\\', '{"0":"'),
  fill('\\u00', '{"0":"{\\"subsystem\\":\\"x\\"}","1":"'),
  fill('{"a":"', `${instant.slice(0, 19)}Z warn gateway/ws `),
  fill('a', '{"0":"{\\"subsystem\\":\\"x\\"}","1":"'),
  fill('[a b="\\"', '<1>1 - - - - - '),
  fill('a ', '<1>'),
  fill('[WARN] ', ''),
  fill(`${instant} `),
  fill(' ', `${instant} `),
  fill('[a] ', `${instant.slice(0, 23)}Z `),
  fill('a/', '10:00:00 [a/'),
  fill('a/', 'gateway/'),
  fill('a', 'Nov 22 10:00:00 '),
  fill('a ', 'Nov 22 10:00:00 '),
  fill('<', 'Nov 22 10:00:00 a b[1]: ').slice(0, -1) + '>',
  fill('…', 'Nov 22 10:00:00 a b[1]: '),
  fill(' ', '0|a'),
  fill(' ', 'openclaw-gateway-1'),
  fill('1.', '1.1.1.1 - - [22/Nov/2026:10:00:00 +0000] "'),
  fill(', client: ', '2026/11/22 10:00:00 [error] 1#1: *1 '),
  fill('{', '2026/11/22 10:00:00.1\tINFO\thttp\tx\t{'),
  fill(' ', '     Loaded: '),
  fill('A', '_'),
  fill(' ', '    MESSAGE='),
  fill('1', '[ '),
]

describe('parseLine', () => {
  test.each([
    [
      'gateway/ws in the file',
      said(`{"0":"{\\"subsystem\\":\\"gateway/ws\\"}","1":"hi","_meta":{},"time":"${instant}"}`),
    ],
    ['ws on the console', said(`2026-11-22T10:00:00.123Z [ws] hi`)],
  ])('reads one layer: %s', (_, record) => {
    expect(record).toMatchObject({ body: 'hi' })
  })

  it('peels journald, Compose, a wrapper and the console, and keeps what each says', () => {
    const record = read(
      'Nov 22 11:00:00 gw-1 compose[77]: openclaw-gateway-1  | 2026-11-22T10:00:00.200000000Z [2026-11-22T10:00:00.150Z] [WARN ] [Gateway stderr] 2026-11-22T11:00:00.123+01:00 [ws] closed before connect code=1008',
    )
    expect(record.layers).toEqual(['journal-short', 'compose', 'docker-timestamps', 'leveled', 'openclaw-console'])
    expect(record.body).toBe('closed before connect code=1008')
    expect(record.attributes).toEqual({
      'host.name': 'gw-1',
      'service.name': 'compose',
      'process.pid': 77,
      'container.name': 'openclaw-gateway-1',
      'compose.service': 'openclaw-gateway',
      'log.iostream': 'stderr',
      subsystem: 'ws',
    })
    expect(record.severityNumber).toBe(13)
    expect(written(record.stamp)).toBe('2026-11-22T10:00:00.123Z')
    expect(written(record.observedStamp)).toBe('--11-22T11:00:00')
  })

  it('peels the engine’s file around the JSON console', () => {
    const inner =
      '{"cause":"unauthorized","time":"2026-11-22T10:00:00.123+00:00","level":"warn","subsystem":"gateway/ws","message":"closed before connect code=1008"}'
    const record = read(JSON.stringify({ log: `${inner}\n`, stream: 'stderr', time: instant }))
    expect(record.layers).toEqual(['docker-json', 'openclaw-json'])
    expect(record.attributes).toEqual({ 'log.iostream': 'stderr', subsystem: 'gateway/ws', cause: 'unauthorized' })
    expect(record.body).toBe('closed before connect code=1008')
    expect(written(record.observedStamp)).toBe('2026-11-22T10:00:00.123456789Z')
  })

  it('peels kubectl, pm2 and a pasted frame', () => {
    const record = read('[pod/openclaw-0/gateway] 0|openclaw  | │  Port 18789 is already in use.   │')
    expect(record.layers).toEqual(['kubectl', 'pm2', 'box', 'plain'])
    expect(record.body).toBe('Port 18789 is already in use.')
  })

  it('reads journald’s bytes with the colours in them', () => {
    const message = [
      ...Buffer.from(
        '\u001b[90m2026-11-22T10:00:00.123+00:00\u001b[39m \u001b[36m[ws]\u001b[39m \u001b[33mclosed…\u001b[39m',
      ),
    ]
    const record = read(
      JSON.stringify({ __REALTIME_TIMESTAMP: '1795341600200000', _HOSTNAME: 'gw-1', MESSAGE: message }),
    )
    expect(record).toMatchObject({
      layers: ['journal-json', 'openclaw-console'],
      body: 'closed…',
      attributes: { 'host.name': 'gw-1', subsystem: 'ws' },
    })
  })

  it('does not peel without end', () => {
    expect(read('[WARN] '.repeat(1000)).layers).toHaveLength(6)
  })

  it('loses nothing of a line that nobody knows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const record = read(line)
        if (record.layers.length === 1 && record.layers[0] === 'plain') expect(record.body).toBe(line)
      }),
      runs(100),
    )
  })

  it.each(hostile.map((line, index) => [index, line.slice(0, 24), line] as const))(
    'reads hostile text %i: %j…',
    (_index, _beginning, line) => {
      const record = read(line)
      expect(record.layers.length).toBeGreaterThan(0)
    },
  )

  it('takes a time in any zone for the same instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -12 * 4, max: 14 * 4 }),
        fc.integer({ min: 0, max: 4_102_444_799_999 }),
        (quarters, ms) => {
          const sign = quarters < 0 ? '-' : '+'
          const minutes = Math.abs(quarters) * 15
          const zone = `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
          const local = new Date(ms + quarters * 15 * 60_000).toISOString().slice(0, -1)
          expect(read(`${local}${zone} [ws] hi`).stamp).toEqual({ kind: 'instant', ns: BigInt(ms) * 1_000_000n })
        },
      ),
      runs(100),
    )
  })
})

/** A console line as a terminal gets it: time, tag and message in a colour each. */
function paint(line: string, escape: string): string {
  const parts = /^(\S*\d\S*)? ?(\[[^\]]*\](?= ))? ?([^]*)$/.exec(line)!
  return parts
    .slice(1)
    .filter((part) => part !== undefined && part !== '')
    .map((part, index) => `${escape}[${[90, 36, 33][index]}m${part}${escape}[39m`)
    .join(' ')
}

describe('colours', () => {
  const consoleHits = hits.filter(
    ({ parser, example }) => parser.id === 'openclaw-console' && !example.line.includes('\n'),
  )
  it.each(consoleHits.map(({ example }) => [example.line]))(
    'change nothing, whole or without their escape byte: %j',
    (line) => {
      expect(said(paint(line, '\u001b'))).toEqual(said(line))
      expect(said(paint(line, ''))).toEqual(said(line))
      expect(said(paint(line, '\u241b'))).toEqual(said(line))
    },
  )

  it('are not seen where there are none', () => {
    expect(read('10:00:00 [main-session-restart-recovery] waited [5m]')).toMatchObject({
      attributes: { subsystem: 'main-session-restart-recovery' },
      body: 'waited [5m]',
    })
    expect(read('[memory] fts unavailable').attributes).toEqual({ subsystem: 'memory' })
  })
})
