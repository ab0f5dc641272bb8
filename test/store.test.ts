import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Event } from '../src/model/event.ts'
import type { Origin, Span } from '../src/model/event-set.ts'
import { Duplicates } from '../src/correlate/duplicates.ts'
import { Gateways } from '../src/correlate/gateways.ts'
import { StormLimiter } from '../src/store/storm.ts'
import { nanoseconds } from '../src/base/time.ts'
import { oclog } from './helpers/cli.ts'
import { documentOf, type Document } from './helpers/document.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { analysed, dump } from './helpers/pipeline.ts'
import { expectSame } from './helpers/same.ts'

const begin = BigInt(Date.UTC(2026, 10, 22, 10)) * 1_000_000n

function eventAt(index: number, given: Partial<Event> = {}): Event {
  const at = given.at ?? begin + BigInt(index) * nanoseconds.second
  return {
    id: `event-${index}`,
    pattern: 'auth.unauthorized',
    class: 'token-mismatch',
    role: 'cause',
    timestamp: at,
    at,
    hasDate: true,
    hasOwnTime: true,
    logId: 'one',
    logName: 'gateway.log',
    line: index + 1,
    offset: index * 100,
    severityNumber: 0,
    attributes: { conn: String(index), reason: 'token_mismatch', client: 'cli' },
    resource: {},
    body: 'unauthorized',
    count: 1,
    lastAt: at,
    ...given,
  }
}

const refused = (at: Date, conn: number, client = 'cli'): string =>
  `${at.toISOString()} [ws] unauthorized conn=${conn} remote=127.0.0.1 client=${client} cli v2026.2.26 reason=token_mismatch\n`
const second = (index: number): Date => new Date(Date.UTC(2026, 10, 22, 10, 0, index))

function counted({ incidents }: Document): unknown {
  return incidents.map(({ cause, counts, impact }) => ({ cause: cause.id, counts, impact }))
}

describe('a storm of equal events', () => {
  const events = fc.array(
    fc.record({
      hour: fc.integer({ min: 0, max: 3 }),
      client: fc.constantFrom('cli', 'node', 'x'),
      count: fc.constantFrom(1, 1, 1, 7),
      hasDate: fc.boolean(),
      pattern: fc.constantFrom('auth.unauthorized', 'ws.closed-before-connect'),
    }),
    { maxLength: 300 },
  )

  it('is counted exactly, in whatever order it comes', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(300)), (list, flushes) => {
        const limiter = new StormLimiter()
        const rows: Event[] = []
        let sum = 0
        for (const [index, { hour, client, count, hasDate, pattern }] of list.entries()) {
          const event = eventAt(index, {
            at: begin + BigInt(hour) * nanoseconds.hour + BigInt(index),
            count,
            hasDate,
            pattern,
            attributes: { client, conn: index },
          })
          sum += count
          const sampled = limiter.sample(event)
          if (sampled) rows.push(sampled)
          if (flushes.includes(index)) rows.push(...limiter.flush(event.at))
        }
        rows.push(...limiter.flush())
        expect(rows.reduce((total, { count }) => total + count, 0)).toBe(sum)
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        expect(limiter.flush()).toEqual([])
      }),
    )
  })

  it('keeps the first sixteen of each kind in an hour as they are, and counts the others in one', () => {
    const limiter = new StormLimiter()
    const all = Array.from({ length: 100 }, (_, index) => eventAt(index))
    const kept = all.flatMap((event) => limiter.sample(event) ?? [])
    expect(kept).toEqual(all.slice(0, 16))
    expect(limiter.flush()).toEqual([{ ...all[16]!, count: 84, lastAt: all[99]!.at }])
  })

  it('of clients with made-up names takes bounded room', () => {
    const limiter = new StormLimiter()
    const all = Array.from({ length: 5000 }, (_, index) =>
      eventAt(index % 3000, { id: `event-${index}`, attributes: { client: `evil-${index}` } }),
    )
    const kept = all.flatMap((event) => limiter.sample(event) ?? [])
    const rest = limiter.flush()
    expect(kept.length).toBeLessThan(300)
    expect(kept.length + rest.reduce((sum, { count }) => sum + count, 0)).toBe(5000)
  })

  it('leaves the same rows, whatever chunks it is read in and however its times jump', async () => {
    const folder = newFolder()
    const path = join(folder, 'gateway.log')
    const noise = '2026-11-22T10:00:00.000Z [plugins] loaded 14 plugin(s) (14 attempted) in 26.8ms\n'.repeat(20)
    const hours = [10, 10, 14, 10, 10, 18, 10, 14]
    writeFileSync(
      path,
      hours
        .flatMap((hour, block) =>
          Array.from(
            { length: 60 },
            (_, index) =>
              (index % 10 === 0 ? noise : '') +
              refused(new Date(Date.UTC(2026, 10, 22, hour, block, index)), block * 60 + index),
          ),
        )
        .join(''),
    )
    const whole = await analysed([path], { db: join(folder, 'whole.db') })
    expect(
      whole.incidents.map(({ counts }) => counts['auth.unauthorized']).reduce((sum, each) => sum! + each!, 0),
    ).toBe(480)
    for (const chunk of [4096, 10_000, 33_333]) {
      const db = join(folder, `${chunk}.db`)
      expectSame(await analysed([path], { db, chunk }), whole)
      expectSame(dump(db), dump(join(folder, 'whole.db')))
    }
  })
})

describe('a log', () => {
  it('that has grown is counted once, and its incident goes on', async () => {
    const folder = newFolder()
    const [db, path] = [join(folder, 'oclog.db'), join(folder, 'gateway.log')]
    // A log is known by its first 4096 bytes.
    writeFileSync(path, Array.from({ length: 40 }, (_, index) => refused(second(index), index)).join(''))
    const before = await analysed([path], { db })
    appendFileSync(path, Array.from({ length: 20 }, (_, index) => refused(second(40 + index), 40 + index)).join(''))
    const after = await analysed([path], { db })
    expect(after.incidents.map(({ id }) => id)).toEqual(before.incidents.map(({ id }) => id))
    expect(after.incidents[0]!.counts).toEqual({ 'auth.unauthorized': 60 })
    expectSame(after, await analysed([path], { db: join(folder, 'fresh.db') }))
    expectSame(dump(db), dump(join(folder, 'fresh.db')))
  })

  it('under two names, one of which has grown, is counted once', async () => {
    const folder = newFolder()
    const [short, long] = [join(folder, 'copy.log'), join(folder, 'gateway.log')]
    const lines = Array.from({ length: 120 }, (_, index) => refused(second(index), index))
    writeFileSync(short, lines.slice(0, 80).join(''))
    writeFileSync(long, lines.join(''))
    const alone = counted(await analysed([long]))
    expect(counted(await analysed([short, long]))).toEqual(alone)
    expect(counted(await analysed([long, short]))).toEqual(alone)
    expect(counted(await analysed([long, long]))).toEqual(alone)
  })

  it('that is read again for a stretch of time only keeps what is known of the rest', async () => {
    const folder = newFolder()
    const [db, path] = [join(folder, 'oclog.db'), join(folder, 'gateway.log')]
    writeFileSync(path, Array.from({ length: 10 }, (_, index) => refused(second(index * 60), index)).join(''))
    await analysed([path], { db })
    const rows = dump(db)['event']
    await analysed([path], { db, since: begin + 3n * nanoseconds.minute, until: begin + 5n * nanoseconds.minute })
    const places = (events: readonly unknown[] | undefined): unknown[] =>
      (events as { id: string }[]).map(({ id }) => id)
    expect(places(dump(db)['event'])).toEqual(places(rows))
  })

  it('that is given in two forms by one run is counted once', async () => {
    const folder = newFolder()
    const paths = ['console.log', 'file.jsonl', 'journal.txt'].map((name) => join(folder, name))
    const inner = (index: number): string => refused(second(index), index).trimEnd()
    const numbers = Array.from({ length: 12 }, (_, index) => index)
    writeFileSync(paths[0]!, numbers.map((index) => `${inner(index)}\n`).join(''))
    writeFileSync(paths[1]!, numbers.map((index) => `${JSON.stringify({ 0: '{"subsystem":"gateway/ws"}', 1: inner(index).slice(30), _meta: { logLevelName: 'WARN' }, time: new Date(second(index).getTime() + 3).toISOString() })}\n`).join('')) // prettier-ignore
    writeFileSync(paths[2]!, numbers.map((index) => `Nov 22 10:00:${String(index).padStart(2, '0')} gw-1 node[41]: ${inner(index)}\n`).join('')) // prettier-ignore
    const alone = await analysed([paths[0]!])
    expect(counted(await analysed(paths))).toEqual(counted(alone))
    expect(counted(await analysed([paths[1]!, paths[0]!]))).toEqual(counted(alone))
  })
})

describe('what two logs say', () => {
  const spans: Span[] = [
    { logId: 'console', first: begin, last: begin + nanoseconds.hour },
    { logId: 'file', first: begin - nanoseconds.second, last: begin + nanoseconds.hour },
    { logId: 'file-of-the-next-day', first: begin + nanoseconds.hour, last: begin + 2n * nanoseconds.hour },
  ]
  const says = (logId: string, ms: number, given: Partial<Event> = {}): Event =>
    eventAt(0, { logId, at: begin + BigInt(ms) * 1_000_000n, ...given })
  const heard = (...events: readonly Event[]): boolean[] => {
    const duplicates = new Duplicates(spans)
    return events.map((event) => duplicates.isDuplicate(event))
  }

  it('at about the same time happened once', () => {
    expect(heard(says('file', 0), says('console', 3))).toEqual([false, true])
    expect(heard(says('file', 0), says('console', 2001))).toEqual([false, false])
  })

  it('each twice happened twice', () => {
    expect(heard(says('file', 0), says('file', 1), says('console', 2), says('console', 3))).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect(heard(says('file', 0), says('console', 1), says('file', 2), says('console', 3))).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  it('of different connections are different things', () => {
    expect(heard(says('file', 0), says('console', 1, { attributes: { conn: 'other' } }))).toEqual([false, false])
  })

  it('one after the other happened twice: a log was rotated', () => {
    const end = 3_600_000
    expect(heard(says('file', end - 1), says('file-of-the-next-day', end + 1))).toEqual([false, false])
    expect(heard(says('file', end - 2), says('console', end - 1), says('file-of-the-next-day', end + 1))).toEqual([false, true, false]) // prettier-ignore
  })

  it('without complete times cannot be compared', () => {
    expect(heard(says('file', 0, { hasDate: false }), says('console', 0, { hasDate: false }))).toEqual([false, false])
  })
})

describe('the gateway of an event', () => {
  const origin = (logId: string, resource: Origin['resource'], events = 1): Origin => ({
    logId,
    resource,
    events,
  })
  const of = (origins: readonly Origin[], logId: string, resource: Origin['resource'] = {}): string =>
    new Gateways(origins).of(eventAt(0, { logId, resource }))

  it('is its container, else its host', () => {
    const origins = [
      origin('a', { 'container.name': 'openclaw-gateway-1', 'host.name': 'box' }),
      origin('b', { 'host.name': 'gw-2' }),
    ]
    expect(of(origins, 'a', { 'container.name': 'openclaw-gateway-1', 'host.name': 'box' })).toBe('openclaw-gateway-1')
    expect(of(origins, 'b', { 'host.name': 'gw-2' })).toBe('gw-2')
  })

  it('is that of its log where the line tells none, else the commonest', () => {
    const origins = [origin('a', { 'host.name': 'gw-1' }, 9), origin('b', { 'host.name': 'gw-2' }, 2), origin('c', {})]
    expect(of(origins, 'b')).toBe('gw-2')
    expect(of(origins, 'c')).toBe('gw-1')
    expect(of([origin('c', {})], 'c')).toBe('gateway')
  })

  it('is not what stands beside it, nor a host without a name', () => {
    const origins = [origin('a', { 'host.name': 'gw-1' }), origin('b', { 'container.name': 'openclaw-cli-1' }), origin('c', { 'container.name': 'proxy' }), origin('d', { 'host.name': 'localhost' })] // prettier-ignore
    for (const { logId, resource } of origins) expect(of(origins, logId, resource)).toBe('gw-1')
  })

  it('keeps what happens to two of them apart, whatever log it stands in', async () => {
    const folder = newFolder()
    const path = join(folder, 'journal.txt')
    const lines = Array.from(
      { length: 10 },
      (_, index) => `Nov 22 10:00:0${index} gw-${index % 2} node[41]: ${refused(second(index), index)}`,
    )
    writeFileSync(path, lines.join(''))
    const { incidents } = await analysed([path])
    expect(incidents.map(({ gateway, impact }) => `${gateway}: ${impact.connections}`).sort()).toEqual([
      'gw-0: 5',
      'gw-1: 5',
    ])
  })
})

describe('the database', () => {
  it('links every event of an incident to it, and holds no incident without events', async () => {
    const path = join(newFolder(), 'oclog.db')
    const log = join(newFolder(), 'gateway.log')
    writeFileSync(log, Array.from({ length: 5 }, (_, index) => refused(second(index), index)).join(''))
    const { incidents } = await analysed([log], { db: path })
    const db = new Database(path, { readonly: true })
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare('SELECT id FROM incident').pluck().all()).toEqual(incidents.map(({ id }) => id))
    db.close()
    writeFileSync(log, '')
    await analysed([log], { db: path })
    expect(dump(path)['incident']).toHaveLength(1)
  })
})

describe('the lines around an event', () => {
  test('are kept, three on either side, redacted', async () => {
    const path = newPath('oclog.db')
    const noise = (from: number): string[] =>
      [0, 1, 2, 3, 4].map((index) => `2026-11-22T10:00:0${from + index}.000Z [gateway] line ${from + index} token=sk-ant-api03-${'Q'.repeat(40)}`) // prettier-ignore
    const event = '2026-11-22T10:00:04.500Z [ws] unauthorized conn=4a24636f-0000-4000-8000-00000000d508 remote=127.0.0.1 client=cli cli v2026.9.6 role=operator scopes=0 auth=token reason=token_mismatch' // prettier-ignore
    const text = [...noise(0), event, ...noise(5)].join('\n')
    const { incidents } = documentOf((await oclog(['analyze', '-', '--format', 'json', '--db', path], { stdin: text })).stdout) // prettier-ignore
    const context = incidents[0]!.events.find(({ line }) => line === 6)?.context
    expect(context?.before.map((line) => /line (\d)/.exec(line)?.[1])).toEqual(['2', '3', '4'])
    expect(context?.after.map((line) => /line (\d)/.exec(line)?.[1])).toEqual(['5', '6', '7'])
    expect(JSON.stringify(context)).toMatch(/‹[a-z-]+:[0-9a-f]{6}›/)
    expect(JSON.stringify(context)).not.toContain('QQQQ')
  })
})
