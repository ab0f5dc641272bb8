import { existsSync, renameSync, writeFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEntry } from '../src/model/journal-entry.ts'
import { lineCap } from '../src/model/record.ts'
import { journald, journalUnits, type JournaldOptions } from '../src/sources/journald/journald.ts'
import { entryFields, type Entry } from '../src/sources/journald/entry.ts'
import { EntryReader } from '../src/sources/journald/export.ts'
import { selectionOf } from '../src/sources/journald/selection.ts'
import { eventually } from './helpers/during.ts'
import { exportEntry, FakeJournal, type Mishap } from './helpers/fake-journal.ts'
import { newPath } from './helpers/folder.ts'
import { Follower, gaps } from './helpers/follower.ts'
import { runs } from './helpers/runs.ts'

const gateway = 'openclaw-gateway.service'

function follower(journal: FakeJournal, options: Partial<JournaldOptions> = {}): Follower {
  const source = journald({ units: ['openclaw-gateway'], journalctl: journal.journalctl, ...options })
  return new Follower(source, FakeJournal.since)
}

function numbered(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, index) => `line ${from + index}`)
}

describe('the export format', () => {
  const cursor = { __CURSOR: 's=1', __REALTIME_TIMESTAMP: '1795341600000001' }
  const read = (bytes: Buffer): Entry[] => new EntryReader().read(bytes)
  const messageOf = (entry: Entry | undefined): string | undefined => entry?.message?.toString('utf8')

  test('a text, bytes, a message of several lines, several messages, none', () => {
    const entries = read(
      Buffer.concat([
        exportEntry({ ...cursor, MESSAGE: 'plain = text', PRIORITY: '6' }),
        exportEntry({ ...cursor, MESSAGE: '\u001b[36mcolour\u001b[39m' }),
        exportEntry({ ...cursor, MESSAGE: 'first\nsecond\n\nMESSAGE=third' }),
        exportEntry({ ...cursor, MESSAGE: ['one', 'two'], SYSLOG_IDENTIFIER: ['a', 'b'] }),
        exportEntry({ ...cursor, PRIORITY: '6' }),
        exportEntry({ ...cursor, MESSAGE: '' }),
        exportEntry({ ...cursor, MESSAGE: Buffer.from([10, 0, 0xff]) }),
      ]),
    )
    expect(entries.map(messageOf)).toEqual([
      'plain = text', '\u001b[36mcolour\u001b[39m', 'first\nsecond\n\nMESSAGE=third', 'one\ntwo', undefined, '', '\n\0\ufffd',
    ]) // prettier-ignore
    expect(entries[3]?.fields.get('SYSLOG_IDENTIFIER')).toBe('a')
    expect(entries.some(({ damaged }) => damaged)).toBe(false)
    expect(entries[0]).toMatchObject({ cursor: 's=1', realtime: 1795341600000001, size: 12 })
  })

  test('fields that nobody asks for are passed over', () => {
    const [entry] = read(
      exportEntry({ ...cursor, COREDUMP: 'x\n'.repeat(200_000), _EXE: '/usr/bin/node', MESSAGE: 'hi' }),
    )
    expect([...entry!.fields.keys()]).toEqual(['__CURSOR', '__REALTIME_TIMESTAMP'])
    expect(messageOf(entry)).toBe('hi')
  })

  test('every field that is asked for is among those ordered from journalctl', () => {
    const asked = new Set<string>()
    readEntry((name) => (asked.add(name), undefined))
    asked.delete('__REALTIME_TIMESTAMP')
    expect([...asked].filter((name) => !(entryFields as readonly string[]).includes(name))).toEqual([])
  })

  test('what is no field, an entry without its end, and one without a cursor are damaged; the next one is whole', () => {
    const whole = exportEntry({ ...cursor, MESSAGE: 'whole' })
    const wrongLength = exportEntry({ ...cursor, MESSAGE: 'a\nb' })
    wrongLength.writeBigUInt64LE(1n << 40n, wrongLength.indexOf('MESSAGE\n') + 8)
    for (const damage of [
      Buffer.from('\x7fELF\0\0\n\n'),
      Buffer.concat([whole.subarray(0, 20), Buffer.from('\n')]),
      Buffer.concat([whole.subarray(0, -1), Buffer.from('no field=1\n')]),
      exportEntry({ MESSAGE: 'no cursor' }),
      exportEntry({ __CURSOR: 's=1', MESSAGE: 'no time' }),
      wrongLength,
    ]) {
      const entries = read(Buffer.concat([damage, whole, whole]))
      expect(entries.slice(-2).map(messageOf)).toEqual(['whole', 'whole'])
      expect(entries.filter((entry) => !entry.damaged).map(messageOf)).not.toContain('no cursor')
      expect(
        entries.some((entry) => entry.damaged),
        damage.toString('latin1'),
      ).toBe(true)
    }
  })

  test('an entry after one without its end keeps its own cursor', () => {
    const withoutEnd = exportEntry({ ...cursor, MESSAGE: 'cut' }).subarray(0, -1)
    const entries = read(Buffer.concat([withoutEnd, exportEntry({ ...cursor, __CURSOR: 's=2', MESSAGE: 'whole' })]))
    expect(entries.map((entry) => [entry.cursor, entry.damaged, messageOf(entry)])).toEqual([
      ['s=1', true, 'cut'],
      ['s=2', false, 'whole'],
    ])
  })

  test('100 MB in one message do not take 100 MB', () => {
    const reader = new EntryReader()
    const piece = Buffer.alloc(1 << 16, 'x')
    const begin = exportEntry({ ...cursor, MESSAGE: 'hi', _PID: '1' }).subarray(0, -1)
    reader.read(Buffer.concat([begin, Buffer.from('MESSAGE=')]))
    const before = process.memoryUsage().arrayBuffers
    for (let part = 0; part < 1600; part++) expect(reader.read(piece)).toEqual([])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 << 20)
    const [entry] = reader.read(Buffer.from('\nPRIORITY=6\n\n'))
    expect(entry).toMatchObject({ size: 3 + 1600 * (1 << 16), damaged: false })
    expect(entry?.message).toHaveLength(lineCap)
    expect(entry?.fields.get('PRIORITY')).toBe('6')
  })

  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text as string | Buffer),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.integer({ min: lineCap - 80, max: lineCap + 200 }).map((length) => 'y'.repeat(length)),
    fc.integer({ min: lineCap - 80, max: lineCap + 200 }).map((length) => Buffer.alloc(length, 10)),
  )
  const entry = fc.record(
    {
      MESSAGE: fc.array(value, { maxLength: 3 }),
      PRIORITY: fc.constant('6'),
      COREDUMP: value,
      _PID: fc.constant('413'),
    },
    { requiredKeys: [] },
  )
  const bytes = fc.oneof(
    { weight: 6, arbitrary: entry.map((fields) => exportEntry({ ...cursor, ...fields })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((noise) => Buffer.from(noise)) },
    {
      weight: 1,
      arbitrary: fc.nat(120).map((length) => exportEntry({ ...cursor, MESSAGE: 'a\nb' }).subarray(0, length)),
    },
    { weight: 1, arbitrary: fc.constant(Buffer.alloc(lineCap + 300, 'z')) },
  )

  test('the same entries however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(bytes, { minLength: 1, maxLength: 6 }).map((parts) => Buffer.concat(parts)),
        fc.array(fc.oneof(fc.nat(30), fc.nat(100_000)), { maxLength: 40 }),
        (all, cuts) => {
          const reader = new EntryReader()
          const pieces: Entry[] = []
          let at = 0
          for (const cut of cuts) {
            pieces.push(...reader.read(all.subarray(at, at + cut)))
            at += cut
          }
          pieces.push(...reader.read(all.subarray(at)))
          expect(pieces).toEqual(read(all))
        },
      ),
      runs(300),
    )
  })
})

describe('the selection', () => {
  const entry = (fields: Record<string, string>): Entry =>
    new EntryReader().read(exportEntry({ __CURSOR: 's=1', __REALTIME_TIMESTAMP: '1', MESSAGE: 'm', ...fields }))[0]!

  test('a name stands for the unit of the system and for that of users', () => {
    const { names, matches } = selectionOf({ units: ['openclaw-gateway'] })
    expect(names).toEqual([gateway])
    expect(matches.join(' ')).toBe(
      `_TRANSPORT=kernel + _TRANSPORT=driver MESSAGE_ID=a596d6fe7bfa4994828e72309e95d61e` +
        ` + _SYSTEMD_UNIT=${gateway} + UNIT=${gateway} _PID=1` +
        ` + COREDUMP_UNIT=${gateway} MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1 + OBJECT_SYSTEMD_UNIT=${gateway} _UID=0` +
        ` + _SYSTEMD_USER_UNIT=${gateway} + USER_UNIT=${gateway}` +
        ` + COREDUMP_USER_UNIT=${gateway} MESSAGE_ID=fc2e22bc6ee647b6b90729ab34a250b1 + OBJECT_SYSTEMD_USER_UNIT=${gateway}`,
    )
  })

  test.each([
    ['its own line', { _SYSTEMD_UNIT: gateway }, true],
    ['its own line as a user unit', { _SYSTEMD_UNIT: 'user@1000.service', _SYSTEMD_USER_UNIT: gateway }, true],
    ['what systemd says about it', { _PID: '1', UNIT: gateway, _SYSTEMD_UNIT: 'init.scope' }, true],
    ['what somebody says about it', { _PID: '2', UNIT: gateway }, false],
    ['what the systemd of a user says about it', { _PID: '900', USER_UNIT: gateway }, true],
    ['its core dump', { COREDUMP_UNIT: gateway, MESSAGE_ID: 'fc2e22bc6ee647b6b90729ab34a250b1' }, true],
    ['the kernel', { _TRANSPORT: 'kernel' }, true],
    ['another unit', { _SYSTEMD_UNIT: 'nginx.service' }, false],
    ['a longer name', { _SYSTEMD_UNIT: 'openclaw-gateway.service.d' }, false],
  ])('%s', (_, fields, taken) => {
    expect(selectionOf({ units: ['openclaw-gateway'] }).includes(entry(fields))).toBe(taken)
    expect(selectionOf({ units: ['openclaw-g?tew[a-c]y*'] }).includes(entry(fields))).toBe(taken)
  })

  test('what journald dropped, of these units and of users', () => {
    const { includes } = selectionOf({ units: ['openclaw-gateway'] })
    const dropped = (unit: string): Entry =>
      entry({
        _TRANSPORT: 'driver',
        MESSAGE_ID: 'a596d6fe7bfa4994828e72309e95d61e',
        MESSAGE: `Suppressed 5 messages from ${unit}`,
      })
    expect(includes(dropped(gateway))).toBe(true)
    expect(includes(dropped('user@1000.service'))).toBe(true)
    expect(includes(dropped('nginx.service'))).toBe(false)
  })

  test('a name that is none is refused in words', () => {
    expect(() => journald({ units: ['a b'] })).toThrow('"a b" is no name of a systemd unit')
    expect(() => journald({ units: ['a[z-a]'] })).toThrow('wrong way round')
  })
})

describe('following a journalctl that fails', () => {
  test('lines with what the journal says of them, and new ones', async () => {
    const journal = new FakeJournal()
    journal.lines('one', 'two')
    const follow = follower(journal)
    await follow.read(2)
    journal.lines('three')
    await follow.read(3)
    expect(follow.texts).toEqual(['one', 'two', 'three'])
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.lines[0]).toMatchObject({
      offset: 0,
      cut: false,
      envelope: {
        stamp: { kind: 'instant', ns: 1_795_341_600_001_000_000n },
        attributes: { 'process.pid': 413, 'systemd.unit': gateway },
      },
    })
    expect(journal.alive).toEqual([])
    expect(journal.runs.every(({ args }) => !args.some((arg) => /^(?:-n|--lines|--after-cursor)/.test(arg)))).toBe(true)
  })

  test('before anything has come, the beginning is kept', async () => {
    const journal = new FakeJournal()
    const follow = follower(journal)
    await follow.until(() => follow.batches === 1)
    journal.lines('written while nobody read')
    await follow.read(1)
    expect(follow.texts).toEqual(['written while nobody read'])
  })

  test('the entry of the cursor is not given again, even twice', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(3))
    const follow = follower(journal)
    await follow.read(3)
    journal.plan({ twice: true }, { twice: true })
    journal.lines(...numbered(2, 4))
    await follow.read(5)
    expect(follow.texts).toEqual(numbered(5))
    expect(follow.saw('loss')).toEqual([])
  })

  test('"Bad message" in the middle of an entry: goes on where it was', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(20))
    journal.plan(
      { after: 1000 },
      { after: 1500 },
      { after: 900 },
      { says: 'Failed to iterate through journal: Bad message' },
    )
    const follow = follower(journal)
    await follow.read(20)
    expect(follow.texts).toEqual(numbered(20))
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.saw('wait')[0]).toContain('Bad message')
  })

  test('a journalctl that hangs is started again, when there is more in the journal', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(3))
    journal.plan({ hang: true }, {}, { hang: true })
    const follow = follower(journal, { silence: 1000 })
    await follow.read(3)
    expect(follow.texts).toEqual(numbered(3))
    expect(follow.saw('wait').join()).toContain('hangs')
    expect(journal.alive).toEqual([])
  })

  test('a journal without anything new is left alone', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(3))
    const follow = follower(journal, { silence: 2000 })
    await follow.read(3)
    const reading = follow.read(4)
    await journal.followed()
    const { asked } = journal
    await eventually(() => journal.asked > asked)
    journal.lines('four')
    await reading
    expect(follow.saw('wait')).toEqual([])
  })

  test('garbage once: read again; always: that entry is left out, and said', async () => {
    const garbage = Buffer.from('\0\x01 no entry\n').toString('base64')
    const once = new FakeJournal()
    const entries = once.lines(...numbered(5))
    const inThird = entries.slice(0, 2).reduce((sum, { bytes }) => sum + Buffer.from(bytes, 'base64').length, 0) + 40
    once.plan({ after: inThird, garbage })
    const first = follower(once)
    await first.read(5)
    expect(first.texts).toEqual(numbered(5))
    expect(first.saw('loss')).toEqual([])

    const always = new FakeJournal()
    always.lines('line 1')
    always.add({ MESSAGE: 'line 2', 'no field': '1', _SYSTEMD_UNIT: gateway })
    always.lines('line 3', 'line 4')
    const second = follower(always)
    await second.read(3)
    expect(second.texts).toEqual(['line 1', 'line 3', 'line 4'])
    expect(second.saw('loss')).toHaveLength(1)
  })

  test('a clock that is set back changes nothing', async () => {
    const journal = new FakeJournal()
    const source = { _TRANSPORT: 'stdout', _SYSTEMD_UNIT: gateway }
    journal.add({ MESSAGE: 'one', ...source })
    journal.add({ MESSAGE: 'two', ...source }, { later: -3_600_000_000 })
    journal.add({ MESSAGE: 'three', ...source }, { later: 0 })
    const follow = new Follower(journald({ units: ['openclaw-gateway'], journalctl: journal.journalctl }), 0n)
    await follow.read(2)
    await follow.read(3)
    expect(follow.texts).toEqual(['one', 'two', 'three'])
  })

  test('what was written before the machine started again comes too', async () => {
    const journal = new FakeJournal()
    journal.lines('one')
    const follow = follower(journal)
    await follow.read(1)
    journal.lines('two')
    journal.add({ MESSAGE: 'three', _SYSTEMD_UNIT: gateway }, { boot: 'c' })
    await follow.read(3)
    expect(follow.texts).toEqual(['one', 'two', 'three'])
    expect(follow.saw('loss')).toEqual([])
  })

  test('a cursor that is refused: by time, and said', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(3))
    const follow = follower(journal)
    await follow.read(3)
    journal.plan({ refuse: true })
    journal.lines(...numbered(2, 4))
    await follow.read(5)
    expect(follow.texts).toEqual(numbered(5))
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.saw('loss')).toHaveLength(1)
  })

  test('entries that are gone are a loss, also when there is nothing after them', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(3))
    const follow = follower(journal)
    await follow.read(3)
    journal.lines(...numbered(3, 4))
    journal.vacuum(5)
    await follow.read(4)
    expect(follow.texts).toEqual([...numbered(3), 'line 6'])
    expect(follow.saw('loss')).toHaveLength(1)
    journal.vacuum(1)
    let written = false
    await follow.until(() => {
      if (follow.saw('loss').length === 2 && !written) {
        written = true
        journal.lines('line 7')
      }
      return follow.lines.length === 5
    })
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.saw('loss')).toHaveLength(2)
  })

  test('a part of the journal that cannot be read at all is given up in the end', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(2))
    const bad = { says: 'Failed to iterate through journal: Bad message' }
    journal.plan({}, ...Array.from({ length: 9 }, () => bad))
    const follow = follower(journal, { pause: 1 })
    await follow.until(() => follow.saw('loss').length > 0)
    expect(follow.texts).toEqual(numbered(2))
    expect(follow.saw('loss')[0]).toContain('cannot get past')
  })

  test.each<[string, Mishap, string]>([
    [
      'no rights',
      { says: 'No journal files were opened due to insufficient permissions.' },
      'usermod -aG systemd-journal',
    ],
    ['an old one', { says: "journalctl: unrecognized option '--output-fields=MESSAGE'" }, 'too old'],
  ])('%s: said at once, with what to do', async (_, mishap, words) => {
    const journal = new FakeJournal()
    journal.plan(mishap)
    const follow = follower(journal)
    await expect(follow.read(1)).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining(words) })
  })

  test('no journalctl is said at once', async () => {
    const none = new Follower(journald({ units: ['openclaw-gateway'], journalctl: '/nowhere/journalctl' }))
    await expect(none.read(1)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('/nowhere/journalctl was not found'),
    })
    expect(await journalUnits({ journalctl: '/nowhere/journalctl' })).toMatchObject({ problem: expect.any(String) })
  })

  test('a journalctl that goes away is waited for', async () => {
    const journal = new FakeJournal()
    journal.lines('one')
    const follow = follower(journal, { pause: 10 })
    await follow.read(1)
    const away = `${journal.journalctl}.away`
    const reading = follow.until(() => {
      if (existsSync(away) && follow.saw('wait').some((text) => text.includes('was not found'))) {
        renameSync(away, journal.journalctl)
      }
      return follow.lines.length === 2
    })
    await journal.followed()
    renameSync(journal.journalctl, away)
    journal.lines('two')
    for (const pid of journal.alive) process.kill(pid, 'SIGKILL')
    await reading
    expect(follow.texts).toEqual(['one', 'two'])
    expect(gaps(follow.lines)).toEqual([])
  })

  test('a machine without a journal', async () => {
    const journalctl = newPath('journalctl')
    const script =
      '#!/bin/sh\ncase "$*" in *--field*) echo "No journal files were found." >&2 ;; *--follow*) sleep 60 ;; esac\n'
    writeFileSync(journalctl, script, { mode: 0o755 })
    expect(await journalUnits({ journalctl })).toEqual({ problem: 'there is no journal on this machine yet' })
    const follow = new Follower(journald({ units: ['openclaw-gateway'], journalctl, pause: 10 }))
    await follow.until(() => follow.saw('wait').length > 0)
    expect(follow.saw('wait')).toEqual(['there is no journal on this machine yet; it is looked for again and again'])
  })

  test('a folder that is not there yet is waited for', async () => {
    const journal = new FakeJournal()
    const says = 'Failed to open /x: No such file or directory'
    journal.plan({ says }, { says })
    journal.lines('one')
    const follow = follower(journal)
    await follow.read(1)
    expect(follow.saw('wait')).toEqual([`journalctl ended and is started again (exit 1: ${says})`])
  })

  test('units by glob: those that appear later join, from their first line', async () => {
    const journal = new FakeJournal()
    journal.units('nginx.service')
    const write = (unit: string, MESSAGE: string): unknown => journal.add({ MESSAGE, _SYSTEMD_UNIT: unit })
    write('openclaw-gateway-a.service', 'one')
    write('nginx.service', 'no')
    const follow = follower(journal, { units: ['openclaw-gateway-*'] })
    await follow.read(1)
    write('nginx.service', 'no')
    write('openclaw-gateway-b.service', 'two')
    await follow.read(2)
    expect(follow.texts).toEqual(['one', 'two'])
    expect(follow.saw('joined').filter((text) => text.includes('-b.service'))).toHaveLength(1)
  })

  test('units by glob: what is passed over is not read again', async () => {
    const journal = new FakeJournal()
    for (let at = 0; at < 5000; at++) journal.add({ MESSAGE: 'no', _SYSTEMD_UNIT: 'nginx.service' })
    const follow = follower(journal, { units: ['openclaw-*'] })
    await follow.until(() => follow.batches === 2)
    expect(follow.lines).toEqual([])
    expect([...follow.cursors.values()]).toEqual([expect.objectContaining({ cursor: expect.any(String), number: 0 })])
  })

  test('a unit that nobody knows is said', async () => {
    const journal = new FakeJournal()
    journal.units('nginx.service')
    const follow = follower(journal, { units: ['openclaw-gatway'] })
    await follow.until(() => follow.saw('note').length > 0)
    expect(follow.saw('note')[0]).toContain('no line of openclaw-gatway.service yet')
    expect(await journalUnits({ journalctl: journal.journalctl })).toEqual({
      units: ['nginx.service'],
      userUnits: ['nginx.service'],
    })
  })

  test('ended while much more is waiting to be read', async () => {
    const journal = new FakeJournal()
    journal.lines(...Array.from({ length: 4000 }, (_, index) => `${index} ${'x'.repeat(1000)}`))
    const follow = follower(journal)
    let left = 2
    await follow.until(
      () => false,
      () => left-- > 0,
    )
    expect(follow.lines.length).toBeGreaterThan(0)
    expect(journal.alive).toEqual([])
  })

  test('batches are bounded', async () => {
    const journal = new FakeJournal()
    journal.lines(...numbered(3000), ...Array.from({ length: 40 }, () => 'é'.repeat(30_000)))
    const follow = follower(journal)
    const sizes: [number, number][] = []
    await follow.until(
      () => follow.lines.length >= 3040,
      ({ lines }) => sizes.push([lines.length, lines.reduce((sum, { text }) => sum + text.length, 0)]) > 0,
    )
    expect(gaps(follow.lines)).toEqual([])
    expect(sizes.every(([lines, text]) => lines <= 1024 && text <= 1 << 20)).toBe(true)
  })
})

describe('lines', () => {
  const part = { _TRANSPORT: 'stdout', _STREAM_ID: 'a', _PID: '413', _SYSTEMD_UNIT: gateway }
  const broken = { ...part, _LINE_BREAK: 'line-max' }

  async function linesOf(entries: readonly Record<string, string | Buffer>[]): Promise<Follower> {
    const journal = new FakeJournal()
    for (const entry of entries) journal.add(entry)
    journal.lines('last')
    const follow = follower(journal)
    await follow.until(() => follow.texts.at(-1) === 'last')
    expect(gaps(follow.lines)).toEqual([])
    return follow
  }

  test('what journald broke is put together again, up to the cap', async () => {
    const long = 'x'.repeat(49_152)
    const { lines } = await linesOf([
      { ...broken, MESSAGE: 'a' },
      { ...broken, MESSAGE: 'b' },
      { ...part, MESSAGE: 'c' },
      { ...broken, MESSAGE: long },
      { ...broken, MESSAGE: long },
      { ...part, MESSAGE: 'end' },
      { ...part, MESSAGE: 'next' },
    ])
    expect(lines.map(({ text, cut }) => [text.length, cut])).toEqual([
      [3, false],
      [lineCap, true],
      [4, false],
      [4, false],
    ])
    expect(lines[0]?.text).toBe('abc')
    expect(lines[2]?.offset).toBe(4 + 2 * 49_152 + 3 + 1)
  })

  test('parts of different lines are kept apart, and the last one does not wait for ever', async () => {
    const { texts } = await linesOf([
      { ...broken, MESSAGE: 'a1' },
      { ...part, MESSAGE: 'b', _STREAM_ID: 'b' },
      { ...part, MESSAGE: 'a2' },
    ])
    expect(texts).toEqual(['a1', 'b', 'a2', 'last'])
    const journal = new FakeJournal()
    journal.add({ ...broken, MESSAGE: 'without an end' })
    const follow = follower(journal)
    await follow.read(1)
    expect(follow.texts).toEqual(['without an end'])
  })

  test('bytes, several lines, no message, and one that is too long', async () => {
    const { lines } = await linesOf([
      { ...part, MESSAGE: Buffer.from([0x61, 0xff, 0x62]) },
      { ...part, MESSAGE: 'Error: x\n    at y\n' },
      { ...part, PRIORITY: '3' },
      { ...part, MESSAGE: '…'.repeat(40_000) },
    ])
    expect(lines.map(({ text }) => text.slice(0, 20))).toEqual([
      'a\ufffdb',
      'Error: x\n    at y',
      '…'.repeat(20),
      'last',
    ])
    expect(lines[2]).toMatchObject({ cut: true, text: '…'.repeat(Math.floor(lineCap / 3)) })
  })

  test('lines that journald dropped are a line and a loss', async () => {
    const MESSAGE = `Suppressed 27500 messages from ${gateway}`
    const follow = await linesOf([
      {
        MESSAGE,
        MESSAGE_ID: 'a596d6fe7bfa4994828e72309e95d61e',
        N_DROPPED: '27500',
        _TRANSPORT: 'driver',
        PRIORITY: '4',
      },
    ])
    expect(follow.texts).toEqual([MESSAGE, 'last'])
    expect(follow.saw('loss')[0]).toContain(`27,500 lines of ${gateway}`)
  })
})

// Each is followed by a run without garbage: met twice at the same place, the entry there is left out.
const mishaps: fc.Arbitrary<readonly Mishap[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([{}]) },
  { weight: 2, arbitrary: fc.constant([{ twice: true }]) },
  { weight: 3, arbitrary: fc.nat(6000).map((after) => [{ after }]) },
  { weight: 1, arbitrary: fc.constant([{ says: 'Failed to iterate through journal: Bad message' }]) },
  { weight: 2, arbitrary: fc.nat(6000).map((after) => [{ after, garbage: 'AAo=' }, {}]) },
)

const ends = fc.record({
  plan: fc.array(mishaps, { maxLength: 8 }).map((each) => each.flat()),
  kills: fc.array(fc.nat(3), { maxLength: 3 }),
  kinds: fc.array(fc.constantFrom('whole', 'whole', 'broken', 'several\nlines'), { minLength: 1, maxLength: 30 }),
})

test('each line once, with the same number, whatever fails and whenever the reader is ended', async () => {
  await fc.assert(
    fc.asyncProperty(ends, async ({ plan, kills, kinds }) => {
      const read = async (journal: FakeJournal, kills: readonly number[]): Promise<unknown> => {
        for (const kind of kinds) {
          const line = { MESSAGE: `${kind} ${'x'.repeat(200)}`, _SYSTEMD_UNIT: gateway, _STREAM_ID: 'a', _PID: '1' }
          journal.add(kind === 'broken' ? { ...line, _LINE_BREAK: 'line-max' } : line)
        }
        journal.lines('end')
        const follow = follower(journal, { pause: 1 })
        const ended = (): boolean => follow.texts.at(-1) === 'end'
        for (const kill of [...kills, Infinity]) {
          let left = kill
          if (!ended()) await follow.until(ended, () => left-- > 0)
        }
        expect(journal.alive).toEqual([])
        return follow.lines.map(({ text, number, offset }) => ({ text, number, offset }))
      }
      const disturbed = new FakeJournal()
      disturbed.plan(...plan)
      expect(await read(disturbed, kills)).toEqual(await read(new FakeJournal(), []))
    }),
    runs(25),
  )
})
