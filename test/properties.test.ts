import { copyFileSync, existsSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { oclog, root, startOclog } from './helpers/cli.ts'
import { documentOf, type Document, type DocumentedEvent, type DocumentedIncident } from './helpers/document.ts'
import { eventually } from './helpers/during.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { fixtureLog, fixtureLogs, logs, stampedLogs } from './helpers/logs.ts'
import { analysed, dump } from './helpers/pipeline.ts'
import { expectSame } from './helpers/same.ts'
import { runs } from './helpers/runs.ts'

/** The bytes in pieces of the given sizes, again and again. */
function inPieces(bytes: Buffer, sizes: readonly number[]): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0, index = 0; at < bytes.length; index++) {
        const size = sizes[index % sizes.length]!
        yield bytes.subarray(at, at + size)
        at += size
      }
    })(),
  )
}

function written(text: string | Uint8Array, name = 'gateway.log'): string {
  const path = newPath(name)
  writeFileSync(path, text)
  return path
}

/** What a document says happened, without where in which file it stood. */
function said({ incidents, benign }: Document): object {
  const what = (event: DocumentedEvent): object => without(event, 'id', 'source', 'line')
  return {
    incidents: incidents.map((incident) => ({
      ...withoutPlaces(incident, 'id', 'changedBefore'),
      events: incident.events.map(what),
    })),
    benign: benign.map(what),
  }
}

/** Without ids of events and where they stand: `sentences`, `decision`, and `tracks` name them. */
function withoutPlaces(incident: DocumentedIncident, ...names: readonly string[]): object {
  const text = JSON.stringify(without(incident, ...names), (name, value: unknown) =>
    incident.events !== value && ['event', 'events', 'source', 'line'].includes(name) ? undefined : value,
  )
  return JSON.parse(text) as object
}

function without(object: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}

// A nightly run can ask for more.
/** What a document counts. Which events it shows of many equal ones depends on where a log begins. */
function counted({ incidents, benign }: Document): object {
  return {
    incidents: incidents.map((incident) => withoutPlaces(incident, 'id', 'changedBefore', 'events')),
    benign: benign.length,
  }
}

const tried = runs(12)

describe('the same bytes say the same', () => {
  it('in whatever pieces they come and whatever chunks they are looked at in', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 4096, max: 300_000 }),
        async (log, sizes, chunk) => {
          const bytes = Buffer.from(log)
          const whole = await analysed(['-'], { stdin: Readable.from([bytes]) })
          expectSame(await analysed(['-'], { stdin: inPieces(bytes, sizes), chunk }), whole)
        },
      ),
      tried,
    )
  })

  it('with the search for keywords and without', async () => {
    const looked = ({ inputs, ...rest }: Document): unknown => ({
      ...rest,
      // How many lines were parsed is what the search is about.
      inputs: inputs.map((input) => without(input, 'records', 'unparsed', 'notes')),
    })
    await fc.assert(
      fc.asyncProperty(logs, async (log) => {
        const path = written(log)
        expectSame(looked(await analysed([path], { prefilter: false })), looked(await analysed([path])))
      }),
      tried,
    )
  })

  test.each([...fixtureLogs.keys()])('with the search for keywords and without: %s', async (name) => {
    const path = join(root, 'fixtures', name)
    expectSame(said(await analysed([path], { prefilter: false })), said(await analysed([path])))
  })

  it('in whatever order the logs are named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .uniqueArray(fc.constantFrom(...fixtureLogs.keys()), { minLength: 2, maxLength: 5, selector: contentOf })
          .chain((names) => fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length }))),
        async ([names, shuffled]) => {
          const folder = newFolder()
          const [one, other] = [join(folder, 'one.db'), join(folder, 'other.db')]
          const a = await analysed(names.map(pathOf), { db: one })
          const b = await analysed(shuffled.map(pathOf), { db: other })
          expectSame({ ...b, inputs: undefined }, { ...a, inputs: undefined })
          expectSame(dump(other), dump(one))
        },
      ),
      tried,
    )
  })

  it('in one file or in two', async () => {
    await fc.assert(
      fc.asyncProperty(stampedLogs, fc.double({ min: 0, max: 1, noNaN: true }), async (log, share) => {
        const lines = log.split(/(?<=\n)/)
        const at = Math.floor(share * lines.length)
        const folder = newFolder()
        const paths = ['gateway.log', 'gateway.1.log', 'gateway.2.log'].map((name) => join(folder, name))
        writeFileSync(paths[0]!, log)
        writeFileSync(paths[1]!, lines.slice(0, at).join(''))
        writeFileSync(paths[2]!, lines.slice(at).join(''))
        expectSame(said(await analysed(paths.slice(1))), said(await analysed(paths.slice(0, 1))))
      }),
      tried,
    )
  })
})

describe('one log cut in two after any of its lines says the same', () => {
  const names = ['missing-scope/2026.9.6.console.log', 'token-mismatch/2026.9.6.console.log', 'handshake-timeout/2026.9.6.console.log', 'policy-drops/2026.9.6.verbose.console.log'] // prettier-ignore
  test.each(names)('%s', async (name) => {
    const lines = fixtureLog(name).split(/(?<=\n)/)
    const folder = newFolder()
    const [first, second] = [join(folder, 'gateway.log'), join(folder, 'gateway.1.log')]
    const whole = counted(await analysed([pathOf(name)]))
    for (let at = 1; at < lines.length; at++) {
      writeFileSync(first, lines.slice(0, at).join(''))
      writeFileSync(second, lines.slice(at).join(''))
      expectSame({ at, ...counted(await analysed([first, second])) }, { at, ...whole })
    }
  })
})

describe('a form of packing or encoding changes nothing', () => {
  const names = ['token-mismatch/2026.9.6.console.log', 'second-gateway/2026.2.26.restart-loop.console.log', 'journald/2026.9.6.json.jsonl', 'policy-drops/2026.9.6.file.jsonl'] // prettier-ignore
  const forms: Record<string, (text: string) => Uint8Array | string> = {
    gzip: gzipSync,
    'gzip in two parts': (text) =>
      Buffer.concat([gzipSync(text.slice(0, text.length / 2)), gzipSync(text.slice(text.length / 2))]),
    zstd: zstdCompressSync,
    'UTF-8 with a byte order mark': (text) => `\ufeff${text}`,
    'UTF-16LE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16LE without a byte order mark': (text) => Buffer.from(text, 'utf16le'),
    'UTF-16BE': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    'UTF-16LE in gzip': (text) => gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le')),
    CRLF: (text) => text.replaceAll('\n', '\r\n'),
    'no newline at the end': (text) => text.replace(/\n$/, ''),
  }
  for (const name of names) {
    test.each(Object.entries(forms))(`${name} as %s`, async (_, form) => {
      const plain = await analysed([written(fixtureLog(name))])
      expect(plain.incidents).not.toHaveLength(0)
      expectSame(said(await analysed([written(form(fixtureLog(name)), 'gateway.log')])), said(plain))
    })
  }

  test('xz', async () => {
    const path = join(root, 'fixtures/token-mismatch/2026.9.6.console.log')
    expectSame(said(await analysed([`${path}.xz`])), said(await analysed([path])))
  })

  test('a pipe', async () => {
    const text = fixtureLog(names[0]!)
    const piped = await analysed(['-'], { stdin: Readable.from([Buffer.from(text)]) })
    expectSame(said(piped), said(await analysed([written(text)])))
  })
})

describe('the database', () => {
  it('is the same after the same log is read again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(logs, { minLength: 1, maxLength: 3 }), async (texts) => {
        const folder = newFolder()
        const paths = texts
          .keys()
          .map((index) => join(folder, `${index}.log`))
          .toArray()
        paths.forEach((path, index) => writeFileSync(path, texts[index]!))
        const db = join(folder, 'oclog.db')
        const first = await analysed(paths, { db })
        const rows = dump(db)
        expectSame(await analysed(paths, { db }), first)
        expectSame(dump(db), rows)
      }),
      tried,
    )
  })

  it('gives the same whatever other logs it knows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...fixtureLogs.keys()), { minLength: 2, maxLength: 4, selector: contentOf }),
        async ([name, ...others]) => {
          const folder = newFolder()
          const [fresh, used] = [join(folder, 'fresh.db'), join(folder, 'used.db')]
          const alone = await analysed([pathOf(name!)], { db: fresh })
          for (const other of others) await analysed([pathOf(other)], { db: used })
          expectSame(await analysed([pathOf(name!)], { db: used }), alone)
          for (const other of others) await analysed([pathOf(other)], { db: used })
          const rows = dump(used)
          for (const [table, expected] of Object.entries(dump(fresh)))
            expect(rows[table]).toEqual(expect.arrayContaining([...expected]))
        },
      ),
      tried,
    )
  })

  it('is that of an uninterrupted run, however often runs before were killed', async () => {
    const folder = newFolder()
    const log = join(folder, 'gateway.log')
    writeFileSync(log, megabytes(3))
    const args = (db: string): string[] => ['analyze', '--format', 'json', '--db', db, log]

    const whole = join(folder, 'whole.db')
    const uninterrupted = await oclog(args(whole))
    expect(uninterrupted.code).toBe(1)

    const killed = join(folder, 'killed.db')
    copyFileSync(`${whole}.key`, `${killed}.key`)
    const stored = (): number => sizeOf(killed) + sizeOf(`${killed}-wal`)
    let before = 0
    let reads = false
    const moments: Record<string, (pid: number) => boolean> = {
      'has a database': () => existsSync(killed),
      'reads the log': (pid) => isOpen(pid, log),
      'has read the log': (pid) => reads && !isOpen(pid, log),
      stores: () => stored() > before,
    }
    for (const isReached of Object.values(moments)) {
      before = stored()
      reads = false
      const child = startOclog(args(killed), {})
      let isOver = false
      const ended = new Promise((resolve) => child.on('close', resolve)).then(() => (isOver = true))
      await eventually(() => {
        reads ||= isOpen(child.pid!, log)
        // The last moments are so short that they may be missed.
        return isOver || isReached(child.pid!)
      })
      child.kill('SIGKILL')
      await ended
    }
    const again = await oclog(args(killed))
    expectSame(documentOf(again.stdout), documentOf(uninterrupted.stdout))
    expectSame(dump(killed), dump(whole))
  })
})

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Whether a process has this file open; never where there is no /proc. */
function isOpen(pid: number, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === path)
  } catch {
    // What was listed may have been closed, the process ended.
    return false
  }
}

function pathOf(name: string): string {
  return join(root, 'fixtures', name)
}

/** Two names for the same bytes are one log. */
function contentOf(name: string): string {
  return fixtureLog(name)
}

/** Refusals of many clients over hours, between lines that say nothing. */
function megabytes(count: number): string {
  const blocks: string[] = []
  let size = 0
  for (let index = 0; size < count * 1_000_000; index++) {
    const at = new Date(Date.UTC(2026, 10, 22, 0, 0, 0, index * 400)).toISOString()
    const conn = `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
    const line =
      index % 5 === 0
        ? `${at} [ws] unauthorized conn=${conn} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch\n`
        : `${at} [plugins] loading number ${index} from /usr/lib/node_modules/openclaw/dist/extensions/${index}/index.js\n`
    size += line.length
    blocks.push(line)
  }
  return blocks.join('')
}
