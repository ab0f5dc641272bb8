import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it, test } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { introduce, type Introduction, type TimeOptions } from '../src/read/calendar.ts'
import { headSize, openSaved, savedLogs, type SavedLog } from '../src/sources/saved.ts'
import {
  epochStamp,
  formatDuration,
  formatInstant,
  nanoseconds,
  parseDuration,
  parseStamp,
  resolveStamp,
  stampAt,
  type Calendar,
} from '../src/base/time.ts'
import { offsetOfZone } from '../src/base/zone.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { analysed, now } from './helpers/pipeline.ts'
import { runs } from './helpers/runs.ts'

async function listed(...paths: string[]): Promise<unknown[]> {
  const result: unknown[] = []
  for await (const log of savedLogs(paths)) result.push(log)
  return result
}

function written(content: string | Uint8Array, name = 'gateway.log'): string {
  const path = newPath(name)
  writeFileSync(path, content)
  return path
}

async function opened(path: string, stdin?: NodeJS.ReadableStream): Promise<SavedLog> {
  const log = await openSaved(path, stdin)
  if ('problem' in log) throw new Error(log.problem)
  open.push(log)
  return log
}

const open: SavedLog[] = []
afterEach(() => Promise.all(open.splice(0).map((log) => log.close())))

/** All that a log gives, asked for in pieces of these sizes. */
async function all(log: SavedLog, sizes: readonly number[] = [65_536]): Promise<Buffer> {
  const target = Buffer.alloc(Math.max(...sizes) + 7)
  const pieces: Buffer[] = []
  for (let index = 0; ; index++) {
    const size = sizes[index % sizes.length]!
    const read = await log.bytes.read(target, 7, size)
    if (read === 0) break
    expect(read).toBeLessThanOrEqual(size)
    pieces.push(Buffer.from(target.subarray(7, 7 + read)))
  }
  return Buffer.concat(pieces)
}

describe('the logs below a path', () => {
  it('are named in a fixed order, each folder once', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'b/deep'), { recursive: true })
    for (const name of ['z.log', 'b/deep/2.log', 'b/1.log', 'a.log']) writeFileSync(join(folder, name), '')
    const names = ['a.log', 'b/1.log', 'b/deep/2.log', 'z.log'].map((name) => ({ name: join(folder, name) }))
    expect(await listed(folder)).toEqual(names)
    expect(await listed(join(folder, 'b'), folder)).toEqual([names[1], names[2], names[0], names[3]])
    expect(await listed(folder, folder)).toEqual(names)
  })

  it('keep the order of what is named, a file twice and standard input as well', async () => {
    const path = written('')
    expect(await listed('-', path, path)).toEqual([{ name: '-' }, { name: path }, { name: path }])
  })

  it('are said to be missing where they are', async () => {
    expect(await listed('/nowhere')).toEqual([
      { name: '/nowhere', problem: 'no such file or folder', incidental: false },
    ])
  })
})

describe('a saved log', () => {
  const text = 'a line, ein Zeilchen, 一行\n'.repeat(30_000)

  it('gives its bytes, however they are asked for, and its beginning apart from them', async () => {
    const path = written(text)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 4 }),
        async (sizes) => {
          const log = await opened(path)
          expect(log.head.equals(Buffer.from(text).subarray(0, headSize))).toBe(true)
          expect(Buffer.from(text).equals(await all(log, [...sizes, 70_000]))).toBe(true)
        },
      ),
      runs(10),
    )
  })

  it('says how large it is on disk, when it was written, and how far reading has come', async () => {
    const packed = gzipSync(text)
    const path = written(packed)
    const log = await opened(path)
    expect({ size: log.size, modified: log.modified }).toEqual({
      size: packed.length,
      modified: statSync(path, { bigint: true }).mtimeNs,
    })
    await all(log)
    expect(log.position()).toBe(packed.length)
  })

  test.each([
    ['nothing', ''],
    ['one byte', 'x'],
    ['three bytes', 'abc'],
    ['a byte order mark', '\ufeff'],
    ['nothing in gzip', gzipSync('')],
    ['nothing in zstd', zstdCompressSync('')],
    ['a byte order mark of UTF-16', Buffer.from([0xff, 0xfe])],
  ])('may hold %s', async (_, content) => {
    const log = await opened(written(content))
    const expected = typeof content === 'string' ? content.replace('\ufeff', '') : ''
    expect((await all(log)).toString()).toBe(expected)
  })

  it('is told from UTF-16 by what it holds', async () => {
    const words = `${'2026-11-22T10:00:00.000Z [gateway] ready\n'.repeat(20)}一行\n`
    for (const [bytes, label] of [
      [Buffer.from(words, 'utf16le'), 'UTF-16LE'],
      [Buffer.from(words, 'utf16le').swap16(), 'UTF-16BE'],
    ] as const) {
      const log = await opened(written(bytes))
      expect(log.notes).toEqual([`converted from ${label}`])
      expect((await all(log)).toString()).toBe(words)
    }
    expect((await opened(written('\0\0\0\0\0\0\0\0 a log with some zeros in it\n'))).notes).toEqual([])
  })

  it('can be a stream of strings or bytes', async () => {
    for (const chunks of [[text], [Buffer.from(text)], text.match(/[^]{1,9999}/gu)!])
      expect((await all(await opened('-', Readable.from(chunks)))).equals(Buffer.from(text))).toBe(true)
  })
})

describe('a stamp', () => {
  const known: readonly [string, string | undefined][] = [
    ['2026-11-22T10:00:00.123456789+01:00', 'instant 2026-11-22T09:00:00.123456789Z'],
    ['2026-11-22 10:00:00,5', 'local 2026-11-22T10:00:00.500Z'],
    ['2026-11-22T10:00:00-0330', 'instant 2026-11-22T13:30:00.000Z'],
    ['2026-02-29T10:00:00Z', undefined],
    ['2028-02-29T10:00:00Z', 'instant 2028-02-29T10:00:00.000Z'],
    ['2026-13-01T10:00:00Z', undefined],
    ['2026-11-22T24:00:00Z', undefined],
    ['2026-11-22T10:00:000Z', undefined],
    ['10:41:52', 'clock 1970-01-01T10:41:52.000Z'],
    ['25:00:00', undefined],
    ['Nov 22 10:00:00.5', 'yearless 1972-11-22T10:00:00.500Z'],
    ['Feb 29 10:00:00', 'yearless 1972-02-29T10:00:00.000Z'],
    ['Foo 22 10:00:00', undefined],
    ['Sun 2026-11-22 14:08:56 CET', 'instant 2026-11-22T13:08:56.000Z'],
    ['Sun 2026-11-22 14:08:56 IST', 'local 2026-11-22T14:08:56.000Z'],
    ['1795352936.924593 x', 'instant 2026-11-22T13:08:56.924593Z'],
    ['12345', undefined],
    ['', undefined],
  ]
  test.each(known)('%j is %s', (text, expected) => {
    const found = stampAt(text)
    expect(found && `${found.stamp.kind} ${formatInstant(found.stamp.ns)}`).toBe(expected)
  })

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 4_102_444_799_999_999_999n }), (ns) => {
        expect(parseStamp(formatInstant(ns))).toEqual({ kind: 'instant', ns })
      }),
    )
  })

  it('of a number is told by its size', () => {
    for (const [value, scale] of [
      [1_795_352_936, 'seconds'],
      [1_795_352_936_000, 'milliseconds'],
      ['1795352936000000', 'microseconds'],
      ['1795352936000000000', 'nanoseconds'],
    ] as const)
      expect({ scale, stamp: epochStamp(value) }).toEqual({
        scale,
        stamp: { kind: 'instant', ns: 1_795_352_936n * nanoseconds.second },
      })
    expect(epochStamp(1_795_352_936.924)).toEqual({ kind: 'instant', ns: 1_795_352_936_924_000_000n })
    for (const value of [12, -5, 'x', Number.NaN, '123456789012']) expect(epochStamp(value)).toBeUndefined()
  })

  it('whose zone is not known is read in the zone given, also when clocks are changed', () => {
    const at = (local: string, zone: string): string =>
      formatInstant(parseStamp(local)!.ns - offsetOfZone(zone, parseStamp(local)!.ns)).slice(0, 16)
    // https://www.timeanddate.com/time/change/germany: 29 March 2026 02:00 → 03:00, 25 October 2026 03:00 → 02:00.
    expect(at('2026-03-29T01:59:59', 'Europe/Berlin')).toBe('2026-03-29T00:59')
    expect(at('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00')
    expect(at('2026-10-25T01:59:59', 'Europe/Berlin')).toBe('2026-10-24T23:59')
    expect(at('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30')
    expect(at('2026-10-25T03:00:00', 'Europe/Berlin')).toBe('2026-10-25T02:00')
    expect(at('2026-11-22T10:00:00', 'Asia/Kolkata')).toBe('2026-11-22T04:30')
    expect(at('2026-11-22T10:00:00', 'Pacific/Kiritimati')).toBe('2026-11-21T20:00')
  })

  it('without a year is of the latest year that fits', () => {
    const year = (latest: string, written: string, given?: number): string => {
      const calendar: Calendar = { zone: 0n, latest: parseStamp(latest)!.ns, year: given, date: undefined }
      return formatInstant(resolveStamp(stampAt(written)!.stamp, calendar)!).slice(0, 10)
    }
    expect(year('2026-11-22T12:00:00Z', 'Nov 22 10:00:00')).toBe('2026-11-22')
    expect(year('2026-11-22T12:00:00Z', 'Dec 31 10:00:00')).toBe('2025-12-31')
    expect(year('2027-01-01T00:00:01Z', 'Dec 31 23:59:59')).toBe('2026-12-31')
    // Clocks differ, so that a day in the future is none.
    expect(year('2026-12-31T23:30:00Z', 'Jan  1 00:30:00')).toBe('2027-01-01')
    expect(year('2026-11-22T12:00:00Z', 'Dec 31 10:00:00', 2024)).toBe('2024-12-31')
  })
})

describe('a span of time', () => {
  test.each([
    ['90s', 90n * nanoseconds.second],
    ['1d12h', 36n * nanoseconds.hour],
    ['1.5h', 90n * nanoseconds.minute],
    ['500ms', nanoseconds.second / 2n],
    ['2w', 14n * nanoseconds.day],
    ['2y', undefined],
    ['h', undefined],
    ['', undefined],
    ['1h and more', undefined],
  ])('is read: %j', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  test.each([
    [0n, '0 ms'],
    [340_000_000n, '340 ms'],
    [4_300_000_000n, '4.3 s'],
    [59n * nanoseconds.second, '59 s'],
    [61n * nanoseconds.second, '1 min 1 s'],
    [103n * nanoseconds.minute, '1 h 43 min'],
    [50n * nanoseconds.hour, '2 d 2 h'],
    [48n * nanoseconds.hour, '2 d'],
  ])('is written: %s', (ns, text) => {
    expect(formatDuration(ns)).toBe(text)
  })
})

describe('what the beginning of a log tells of its times', () => {
  function introduced(
    lines: readonly string[],
    options: TimeOptions & { name?: string; modified?: string } = {},
  ): Introduction {
    const modified = options.modified === undefined ? undefined : parseStamp(options.modified)!.ns
    return introduce(Buffer.from(lines.join('\n')), options.name ?? 'gateway.log', modified, now, parsers, options)
  }
  const first = ({ first: at }: Introduction): string | undefined => (at === undefined ? undefined : formatInstant(at))
  const short = 'Nov 22 14:08:56 gw-1 node[41]:'

  it('is the zone and the year, by the gateway’s own time behind that of journald', () => {
    const { calendar, notes } = introduced([`${short} 2024-11-22T13:08:55.950+00:00 [gateway] ready`])
    expect({ zone: calendar.zone, notes }).toEqual({ zone: nanoseconds.hour, notes: [] })
    expect(formatInstant(resolveStamp(stampAt('Nov 22 14:10:00')!.stamp, calendar)!)).toBe('2024-11-22T13:10:00.000Z')
  })

  it('is a zone of odd minutes, and one across the turn of the year', () => {
    const kolkata = introduced(['Nov 22 18:38:56 gw-1 node[41]: 2026-11-22T13:08:55.950Z [gateway] ready'])
    expect(kolkata.calendar.zone).toBe(5n * nanoseconds.hour + 30n * nanoseconds.minute)
    const newYear = introduced(['Jan  1 00:30:00 gw-1 node[41]: 2026-12-31T23:30:00.000Z [gateway] ready'])
    expect(newYear.calendar.zone).toBe(nanoseconds.hour)
  })

  it('is assumed and said where nothing tells it', () => {
    const { calendar, notes } = introduced([`${short} [gateway] ready`], { modified: '2025-12-01T00:00:00Z' })
    expect(calendar.zone).toBe(0n)
    expect(notes).toEqual([
      'times without a zone are read as UTC; give --tz to read them otherwise',
      'times without a year are read as the last ones before the file was written (2025); give --year to read them otherwise',
    ])
    expect(first(introduced([`${short} [gateway] ready`], { modified: '2025-12-01T00:00:00Z' }))).toBe(
      '2025-11-22T14:08:56.000Z',
    )
  })

  it('is what the options say, before what the log seems to', () => {
    const { calendar } = introduced([`${short} 2024-11-22T13:08:55.950Z [gateway] ready`], {
      timeZone: 'Asia/Tokyo',
      year: 2020,
    })
    expect({ zone: calendar.zone, year: calendar.year }).toEqual({ zone: 'Asia/Tokyo', year: 2020 })
  })

  it.each([
    ['its name', ['10:41:52 [gateway] ready'], 'openclaw-2026-11-21.log'],
    ['the log that it names', ['10:41:52 [gateway] log file: /tmp/openclaw/openclaw-2026-11-21.log'], 'console.log'],
    [
      'a complete time in it',
      ['2026-11-21T10:00:00.000Z [gateway] starting', '10:41:52 [gateway] ready'],
      'console.log',
    ],
  ])('is the day of times of day, by %s', (_, lines, name) => {
    const { calendar } = introduced(lines, { name })
    expect(formatInstant(resolveStamp({ kind: 'clock', ns: 0n }, calendar)!)).toBe('2026-11-21T00:00:00.000Z')
  })

  it('is no day where there is none', () => {
    const { calendar, first: at, notes } = introduced(['10:41:52 [gateway] ready'])
    expect({ date: calendar.date, at }).toEqual({ date: undefined, at: undefined })
    expect(notes.join()).toContain('without a date')
  })
})

describe('times in a log', () => {
  const refused = (time: string, conn: number): string =>
    `${time} [ws] unauthorized conn=${conn} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch\n`

  async function times(text: string, name: string, options = {}): Promise<(string | null)[]> {
    const { incidents } = await analysed([written(text, name)], options)
    return incidents.flatMap(({ events }) => events.map(({ timestamp }) => timestamp))
  }

  it('of day go on past midnight', async () => {
    const text = ['23:59:58', '23:59:59', '00:00:01', '12:00:00', '23:00:00', '00:30:00'].map(refused).join('')
    expect(await times(text, 'openclaw-2026-11-22.log')).toEqual([
      '2026-11-22T23:59:58.000Z',
      '2026-11-22T23:59:59.000Z',
      '2026-11-23T00:00:01.000Z',
      '2026-11-23T12:00:00.000Z',
      '2026-11-23T23:00:00.000Z',
      '2026-11-24T00:30:00.000Z',
    ])
  })

  it('of day without a day order the lines, and are not shown as times', async () => {
    const text = ['23:59:58', '23:59:59', '00:00:01'].map(refused).join('')
    expect(await times(text, 'console.log')).toEqual([null, null, null])
  })

  it('of a day on which clocks are put back keep the order of the lines', async () => {
    const at = (time: string, conn: number): string =>
      `Oct 25 ${time} gw-1 node[41]: [ws] unauthorized conn=${conn} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch\n`
    const text = ['01:59:00', '02:30:00', '03:30:00'].map(at).join('')
    expect(await times(text, 'syslog', { timeZone: 'Europe/Berlin', year: 2026 })).toEqual([
      '2026-10-24T23:59:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T02:30:00.000Z',
    ])
  })

  it('are taken over by the lines below that state none', async () => {
    const text = `2026-11-22T10:00:00.000Z [gateway] starting...\nGateway failed to start: something\n`
    const { incidents } = await analysed([written(text)])
    expect(
      incidents.map(({ openedAt, events }) => [openedAt, events.map(({ timestamp, line }) => [timestamp, line])]),
    ).toEqual([['2026-11-22T10:00:00.000Z', expect.arrayContaining([[null, 2]])]])
  })
})
