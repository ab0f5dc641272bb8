import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { unpack } from '../src/bundle/tar.ts'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import { quoting } from '../patterns/quotations.ts'
import { parseLine } from '../src/read/parse-line.ts'
import type { Parser, ParserExample } from '../src/model/parser.ts'
import { matchRecord } from '../src/read/match.ts'
import type { Line, Neighbours } from '../src/model/record.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import { contacts, secrets } from '../src/redact/secrets.ts'
import { oclog } from './helpers/cli.ts'
import { newFolder } from './helpers/folder.ts'
import { analysed, dump } from './helpers/pipeline.ts'

const patterns = Object.values(families).flatMap((family) => family.patterns ?? [])

/** A log format with room for a message, as one of its parser's examples shows it. */
interface Format {
  readonly parser: string
  readonly lines: (message: string) => readonly string[]
}

function lineOf(text: string): Line {
  return { text, number: 1, offset: 0, cut: false }
}

function around({ before = [], after = [] }: Pick<ParserExample, 'before' | 'after'>): Neighbours {
  return { before: () => before.map(lineOf).reverse(), after: () => after.map(lineOf) }
}

/** The example's line with another message in it; nothing when the line does not state its message as it is. */
function withMessage({ line, gives }: ParserExample, message: string): string | undefined {
  const old = gives?.rest ?? gives?.body
  if (old === undefined || old === '') return undefined
  const isJson = /^(?:\{|\t")/.test(line)
  const [from, to] = isJson ? [inJson(old), inJson(message)] : [old, message]
  return line.includes(from) ? line.replace(from, () => to) : undefined
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function formatOf(parser: Parser): Format | undefined {
  for (const example of parser.examples) {
    const line = withMessage(example, failed('something in "quotes"'))
    if (line === undefined) continue
    const record = parseLine(lineOf(line), around(example), parsers)
    if (!record.layers.includes(parser.id) || matchRecord(record, patterns, quoting).length === 0) continue
    return {
      parser: parser.id,
      lines: (message) => [...(example.before ?? []), withMessage(example, message)!, ...(example.after ?? [])],
    }
  }
  return undefined
}

const failed = (words: string): string => `Gateway failed to start: ${words}`
const id = '5eb4c5f0-0000-4000-8000-000000000000'
/** Messages of which a pattern keeps somebody's words. */
const messages: readonly ((words: string) => string)[] = [
  failed,
  (words) => `closed before connect conn=${id} remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=${words} code=1008 reason=connect failed`, // prettier-ignore
  (words) => `closed before connect conn=${id} remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=n/a code=1008 reason=${words}`, // prettier-ignore
  (words) => `lane task error: lane=main durationMs=5 error="${words}"`,
  (words) => `⇄ res ✗ agent errorCode=UNAVAILABLE errorMessage=FailoverError: ${words} runId=1`,
]

const found = parsers.map((parser) => ({ parser, format: formatOf(parser) }))
const formats = found.flatMap(({ format }) => format ?? [])
// A line of a key without its head is one only as a line of its own.
const shapes = [...secrets, ...contacts].filter(({ id: shape }) => shape !== 'private-key-line')
const planted = shapes.flatMap(({ id: shape, examples }) =>
  examples.hits
    .filter(([text]) => !text.includes('\n'))
    .slice(0, 1)
    .map(([text, ...values]) => ({ shape, text, values })),
)
// The first equal events of an hour are kept as they are, more are counted.
const keptPerLog = 14

/** Logs in which every secret stands in every format, few lines each. */
function plant(folder: string): void {
  for (const { parser, lines } of formats) {
    for (let from = 0; from < planted.length; from += keptPerLog) {
      const log = planted
        .slice(from, from + keptPerLog)
        .flatMap(({ text }, index) => lines(messages[(from + index) % messages.length]!(text)))
      writeFileSync(join(folder, `${parser}-${from}.log`), `${log.join('\n')}\n`)
    }
  }
}

const width = 8

/** Every part of a secret of 8 characters, with the secret: none of them may be left. */
function parts(): Map<string, string> {
  // What the formats and the texts around say themselves, such as the nanoseconds of a stamp, is no part of a secret.
  const surroundings = [
    ...planted.map(({ text, values }) => values.reduce((rest, value) => rest.replaceAll(value, '\n'), text)),
    ...formats.flatMap(({ lines }) => lines('')),
  ].join('\n')
  const result = new Map<string, string>()
  for (const { values } of planted) {
    for (const value of values) {
      // The domain of a mail address is no one's secret.
      const length = value.includes('@') ? value.indexOf('@') + width - 1 : value.length
      for (let at = 0; at + width <= Math.min(length, value.length); at++) {
        const part = Buffer.from(value.slice(at, at + width)).toString('latin1')
        if (!/["\\]/.test(part) && !surroundings.includes(part)) result.set(part, value)
      }
    }
  }
  return result
}

function leaks(bytes: Buffer, of: ReadonlyMap<string, string>): string[] {
  const text = bytes.toString('latin1')
  const result = new Set<string>()
  for (let at = 0; at + width <= text.length; at++) {
    const secret = of.get(text.slice(at, at + width))
    if (secret !== undefined) result.add(`${secret} in ${text.slice(Math.max(0, at - 60), at + 60)}`)
  }
  return [...result]
}

describe('lines of a private key', () => {
  const redactor = createRedactor(new Uint8Array(32))
  // Base64 as it stands within a key, and its last line.
  const keyLines = [
    ['q7Fake+Swordfish/R4nd', 'Lm0PqRsTuVwXyZaBcDeFgHiJkLmNoPqRsTuVwXyZ01'.slice(0, 42)].join('0'),
    ['Kb8EBQ', '8Lq7Fake+Sw0rd/f=='].join(''),
  ]
  const behind = parsers.flatMap((parser) =>
    parser.examples.flatMap((example) => {
      const lines = keyLines.map((keyLine) => withMessage(example, keyLine))
      // A message of an access log is no line of anybody's.
      return parser.id !== 'nginx-access' && lines.every((line) => line !== undefined)
        ? [[parser.id, lines] as const]
        : []
    }),
  )

  test('stand behind what most parsers take off', () => {
    expect(new Set(behind.map(([id]) => id)).size).toBeGreaterThan(25)
  })

  it.each(behind)('are masked behind what %s takes off', (_, lines) => {
    for (const [index, line] of lines.entries()) {
      const core = keyLines[index]!.replace(/=+$/, '')
      for (let at = 0; at + width <= core.length; at++)
        expect(redactor.text(line), line).not.toContain(core.slice(at, at + width))
    }
  })
})

describe('secrets in logs', () => {
  test('are planted in every format that can hold any words', () => {
    expect(new Set(planted.map(({ shape }) => shape)).size).toBeGreaterThan(100)
    expect(formats.length).toBeGreaterThan(25)
    // What these give is made of what they understood, not of the line.
    const understood = ['compose-lifecycle', 'embedded', 'grep', 'nginx-access', 'openclaw-pretty-json', 'openclaw-report', 'systemctl-status'] // prettier-ignore
    expect(found.flatMap(({ parser, format }) => (format ? [] : parser.id)).sort()).toEqual(understood)
  })

  it('are nowhere: not in the database, not in what is printed', async () => {
    const folder = newFolder()
    const databases = newFolder()
    plant(folder)
    const args = ['analyze', '--db', join(databases, 'oclog.db'), folder]
    const json = await oclog([...args, '--format', 'json'])
    const text = await oclog(args)
    expect([json.code, text.code, json.stderr, text.stderr]).toEqual([1, 1, '', ''])

    const events = dump(join(databases, 'oclog.db'))['event'] as readonly { readonly source_id: string }[]
    const logs = readdirSync(folder)
    expect(new Set(events.map(({ source_id: logId }) => logId)).size).toBe(logs.length)
    expect(events.length).toBeGreaterThan((formats.length * planted.length) / 2)

    const of = parts()
    const watched = planted.filter(({ values }) =>
      values.some((value) => [...of.keys()].some((part) => value.includes(part))),
    )
    expect(watched.length).toBeGreaterThan(100)
    for (const file of readdirSync(databases)) {
      if (!file.endsWith('.key')) expect(leaks(readFileSync(join(databases, file)), of), file).toEqual([])
    }
    expect(leaks(Buffer.from(json.stdout), of)).toEqual([])
    expect(leaks(Buffer.from(text.stdout), of)).toEqual([])
    expect(json.stdout).toMatch(/‹token:[0-9a-f]{6}›/)
  })

  it('are in no view of the timeline, and in no bundle', async () => {
    const folder = newFolder()
    const made = newFolder()
    plant(folder)
    const db = join(newFolder(), 'oclog.db')
    expect((await oclog(['analyze', '--quiet', '--db', db, '--html', join(made, 'analyze.html'), folder])).code).toBe(1)
    const ids = (
      JSON.parse((await oclog(['incidents', 'list', '-f', 'json', '--db', db])).stdout) as { id: string }[]
    ).map(({ id }) => id)
    const outputs: readonly (readonly string[])[] = [
      ['timeline', ...ids], ['timeline', ...ids, '--markdown'], ['timeline', ...ids, '-f', 'jira'], ['timeline', ...ids, '-f', 'json'],
      ['timeline', ...ids, '--html', join(made, 'timeline.html')], ['bundle', ...ids, '-o', join(made, 'ticket.tar.gz')], ['incidents', 'list'],
    ] // prettier-ignore
    const of = parts()
    for (const args of outputs) {
      const { code, stdout, stderr } = await oclog([...args, '--db', db])
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
      expect(leaks(Buffer.from(stdout + stderr), of), args.join(' ')).toEqual([])
    }
    const files = [
      ...unpack(readFileSync(join(made, 'ticket.tar.gz'))),
      ...['analyze.html', 'timeline.html'].map((name) => ({ name, content: readFileSync(join(made, name)) })),
    ]
    expect(files.length).toBeGreaterThan(10)
    for (const { name, content } of files) {
      const packed = /href="data:application\/gzip;base64,([^"]*)"/.exec(content.toString())?.[1]
      const inside = packed === undefined ? [] : [gunzipSync(Buffer.from(packed, 'base64'))]
      const unescaped = content
        .toString()
        .replace(
          /&(amp|lt|gt|quot|#39);/g,
          (_, entity: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[entity]!,
        )
      for (const bytes of [content, Buffer.from(unescaped), ...inside]) expect(leaks(bytes, of), name).toEqual([])
    }
    expect(files.find(({ name }) => name === 'timeline.html')!.content.toString()).toMatch(/‹token:[0-9a-f]{6}›/)
  })
})

describe('fingerprints', () => {
  const one = ['q7Fake0Swordfish', 'R4nd0m9Kx'].join('')
  const other = ['q7Fake0Swordfish', 'R4nd0m9Ky'].join('')
  const line = (second: number, words: string): string => `2026-11-22T11:00:${String(second).padStart(2, '0')}.000Z ${failed(words)}` // prettier-ignore
  const marks = (text: string): string[] => [...text.matchAll(/‹[a-z-]+:([0-9a-f]{6})›/g)].map(([, print]) => print!)

  async function bodies(words: readonly string[]): Promise<string[]> {
    const path = join(newFolder(), 'gateway.log')
    writeFileSync(path, words.map((each, index) => `${line(index, each)}\n`).join(''))
    const { incidents } = await analysed([path])
    const events = incidents
      .flatMap((incident) => incident.events)
      .filter(({ pattern }) => pattern === 'crash.start-failed')
    return events.map(({ body }) => body)
  }

  it('are equal where secrets are, whatever they stand in, and differ where they differ', async () => {
    const found = await bodies([`token=${one}`, `Authorization: Bearer ${one}`, `wss://gw.example/ws?token=${one}&v=3`, `"token":"${one}"`, `token=${other}`]) // prettier-ignore
    const prints = found.flatMap(marks)
    expect(prints).toHaveLength(5)
    expect(new Set(prints.slice(0, 4)).size).toBe(1)
    expect(prints[4]).not.toBe(prints[0])
  })

  const stored = (db: string): string[] =>
    (dump(db)['event'] as readonly { readonly body: string }[]).flatMap(({ body }) => marks(body))

  it('differ between databases, and are the same in one', async () => {
    const path = join(newFolder(), 'gateway.log')
    writeFileSync(path, `${line(0, `token=${one}`)}\n`)
    const analyze = async (db: string): Promise<string[]> => {
      expect((await oclog(['analyze', '--quiet', '--db', db, path])).code).toBe(1)
      return stored(db)
    }
    const [a, b] = [join(newFolder(), 'a.db'), join(newFolder(), 'b.db')]
    const first = await analyze(a)
    expect(first.length).toBeGreaterThan(0)
    expect(await analyze(a)).toEqual(first)
    expect(await analyze(b)).not.toEqual(first)
  })

  it('are those of one export, so that nobody can compare a guess in another one', async () => {
    const [folder, db] = [newFolder(), join(newFolder(), 'oclog.db')]
    const log = (name: string, words: string): string => {
      writeFileSync(join(folder, name), `${line(0, words)}\n`)
      return join(folder, name)
    }
    await oclog(['analyze', '--quiet', '--db', db, log('a.log', `token=${one} and "token":"${one}"`)])
    const outputs = [
      ['-f', 'json'],
      ['-f', 'markdown'],
      ['-f', 'jira'],
      ['-f', 'text'],
      ['-f', 'json'],
    ]
    const exports = [stored(db)]
    for (const format of outputs) exports.push(marks((await oclog(['timeline', '--db', db, ...format])).stdout))
    const guess = await oclog(['analyze', '-f', 'json', '--db', db, log('b.log', `ua=token=${one}`)])
    exports.push(marks(guess.stdout))
    for (const found of exports) expect(new Set(found).size, 'equal secrets have equal marks').toBe(1)
    expect(new Set(exports.map(([mark]) => mark)).size, 'each export has its own').toBe(exports.length)
  })

  it('are the same in all files of one bundle', async () => {
    const [folder, db] = [newFolder(), join(newFolder(), 'oclog.db')]
    writeFileSync(join(folder, 'a.log'), `${line(0, `token=${one}`)}\n`)
    await oclog(['analyze', '--quiet', '--db', db, join(folder, 'a.log')])
    await oclog(['bundle', '--db', db, '-o', join(folder, 'ticket.tar.gz')])
    const files = unpack(readFileSync(join(folder, 'ticket.tar.gz')))
    const found = files.filter(({ name }) => name !== 'README.txt').map(({ content }) => marks(content.toString()))
    expect(found.filter((each) => each.length > 0).length).toBeGreaterThan(2)
    expect(new Set(found.flat().filter((mark) => mark !== '3fa9c1')).size).toBe(1)
    expect(found.flat()).not.toContain(stored(db)[0])
  })
})

describe('ordinary words', () => {
  it.each([
    'the token is missing, and so is the password; see gateway.auth.token',
    'Unknown model: anthropic/claude-opus-4-6 (conn 5eb4c5f0-0000-4000-8000-000000000000, 127.0.0.1:18789, v2026.9.6)',
    "ENOENT: no such file or directory, open '/home/op/.openclaw/openclaw.json' at 2026-11-22T11:00:00.000Z",
    'listen EADDRINUSE: address already in use 127.0.0.1:18789',
  ])('survive: %s', async (words) => {
    const path = join(newFolder(), 'gateway.log')
    writeFileSync(path, `2026-11-22T11:00:00.000Z ${failed(words)}\n`)
    const { incidents } = await analysed([path])
    expect(incidents[0]?.events.map(({ body }) => body)).toContain(failed(words))
  })
})
