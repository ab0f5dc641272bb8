import { execFile, execFileSync } from 'node:child_process'
import {
  appendFileSync, chmodSync, closeSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync,
  readlinkSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync, writeSync,
} from 'node:fs' // prettier-ignore
import { dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { installation } from '../patterns/installation.ts'
import { lineCap } from '../src/model/record.ts'
import { datedFiles, filesAt, filesLike, namedFile } from '../src/sources/files/files.ts'
import { LineCutter } from '../src/sources/files/lines.ts'
import { datedFamily, globFamily, namedFamily } from '../src/sources/files/names.ts'
import { logPlaces } from '../src/sources/files/log-places.ts'
import type { FollowOptions, LiveLine } from '../src/sources/live.ts'
import { standardInput } from '../src/sources/stdin.ts'
import { eventually, unprivileged } from './helpers/during.ts'
import { FileReading } from './helpers/file-reading.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { Follower, gaps } from './helpers/follower.ts'
import { patience } from './helpers/patience.ts'
import { runs } from './helpers/runs.ts'

const { datedLogs } = installation

/** Numbered lines long enough to tell files apart at once. */
function numbered(from: number, to: number): string {
  return texts(from, to).map((text) => `${text}\n`).join('') // prettier-ignore
}
function texts(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index} ${'.'.repeat(300)}`)
}

/** A log in a folder of its own, read look by look. */
function named(content?: string): { path: string; reading: FileReading } {
  const path = newPath('app.log')
  if (content !== undefined) writeFileSync(path, content)
  return { path, reading: new FileReading(namedFamily(path)) }
}

describe('cutting lines', () => {
  const cut = (...chunks: (string | Buffer)[]): LiveLine[] => {
    const cutter = new LineCutter()
    const lines = chunks.flatMap((chunk) => [...cutter.cut(Buffer.from(chunk as Buffer))].flat())
    return [...lines, cutter.rest() ?? []].flat()
  }
  const textsOf = (...chunks: (string | Buffer)[]): string[] => cut(...chunks).map(({ text }) => text)

  test('CRLF, also between two reads; a lone CR stays', () => {
    expect(textsOf('one\r\ntwo\r', '\nth\rree\n\r\n', 'four\r', '\n')).toEqual(['one', 'two', 'th\rree', '', 'four'])
  })

  test('bytes that are no UTF-8 do not take the line with them', () => {
    expect(textsOf(Buffer.from('a\xffb\xc3\nc\n', 'latin1'))).toEqual(['a\ufffdb\ufffd', 'c'])
  })

  test('a byte order mark is no text', () => {
    expect(textsOf('\ufeffone\n\ufefftwo\n')).toEqual(['one', '\ufefftwo'])
  })

  test('zeros before a line, as a truncated log has them whose writer does not append, are passed over', () => {
    const lines = cut(Buffer.alloc(200_000), 'one\n', Buffer.alloc(3), Buffer.from('two\0\n'), '\0\0')
    expect(lines.map(({ text }) => text)).toEqual(['one', 'two\0', ''])
    expect(lines.map(({ offset, cut: isCut }) => [offset, isCut])).toEqual([
      [0, false], [200_004, false], [200_012, false],
    ]) // prettier-ignore
  })

  test('100 MB without a newline: cut at the cap, and not kept', () => {
    const cutter = new LineCutter()
    const piece = Buffer.alloc(1 << 18, 'x')
    const before = process.memoryUsage().arrayBuffers
    for (let part = 0; part < 400; part++) expect([...cutter.cut(piece)]).toEqual([])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 << 20)
    const [[line, next] = []] = [...cutter.cut(Buffer.from('\nnext\n'))]
    expect(line).toMatchObject({ number: 1, offset: 0, cut: true })
    expect(line!.text).toHaveLength(lineCap)
    expect(next).toEqual({ text: 'next', number: 2, offset: 400 * piece.length + 1, cut: false })
  })

  test('the same lines however the bytes are cut', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('\n', '\r\n', '\0\0', '\ufeff').map((text) => Buffer.from(text)),
      fc.integer({ min: lineCap - 3, max: lineCap + 9 }).map((length) => Buffer.alloc(length, 'é')),
    )
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.oneof(fc.nat(9), fc.nat(90_000))), (pieces, cuts) => {
        const all = Buffer.concat(pieces)
        let at = 0
        const chunks = cuts.map((size) => all.subarray(at, (at += size)))
        expect(cut(...chunks, all.subarray(at))).toEqual(cut(all))
      }),
      runs(100),
    )
  })
})

describe('one file', () => {
  test('what is in it already is not given, an unfinished line is given whole; lines keep their numbers over a restart', async () => {
    const { path, reading } = named('one\ntwo\nthr')
    await reading.look()
    appendFileSync(path, 'ee\nfour\nfi')
    await reading.look()
    reading.commit()
    expect(reading.lines).toMatchObject([
      { text: 'three', number: 3, offset: 8 },
      { text: 'four', number: 4, offset: 14 },
    ])
    await reading.kill(0)
    appendFileSync(path, 've\nsix\n')
    await reading.settle()
    expect(reading.given).toEqual(['three', 'four', 'five', 'six'])
    expect(reading.lines.at(-1)).toMatchObject({ number: 6, offset: 24 })
    await reading.close()
  })

  test('only what was stored is not read again', async () => {
    const { path, reading } = named('')
    await reading.look()
    reading.commit()
    for (let turn = 0; turn < 5; turn++) {
      appendFileSync(path, numbered(turn * 2000, turn * 2000 + 1999))
      await reading.look()
      await reading.kill(turn % 3)
    }
    await reading.settle()
    expect(reading.given).toEqual(texts(0, 9999))
    await reading.close()
  })

  test('is not there: that is said at once; then it is read from its beginning, and that it is there is said as well', async () => {
    const path = newPath('app.log')
    const follow = new Follower(namedFile(path))
    await follow.until(() => follow.saw('wait').length > 0)
    expect(follow.saw('wait')).toEqual(['is not there; waiting for it'])
    const reading = follow.read(2)
    await eventually(() => follow.saw('wait').length === 2)
    writeFileSync(path, 'one\ntwo\n')
    await reading
    expect(follow.texts).toEqual(['one', 'two'])
  })

  test('is not there, the reader ends, and it comes while nobody looks', async () => {
    const { path, reading } = named()
    await reading.look()
    await reading.kill(1)
    writeFileSync(path, 'one\n')
    await reading.settle()
    expect(reading.given).toEqual(['one'])
    await reading.close()
  })

  test('its folder is not there, comes, goes with all that is in it, and comes again', async () => {
    const folder = join(newFolder(), 'logs')
    const path = join(folder, 'app.log')
    const follow = new Follower(namedFile(path))
    const until = (lines: number): Promise<void> => follow.read(lines)
    await follow.until(() => follow.saw('wait').length > 0)
    mkdirSync(folder)
    writeFileSync(path, 'one\n')
    await until(1)
    const more = until(2)
    await eventually(() => follow.saw('joined').some((text) => text.startsWith('going on')))
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    writeFileSync(path, 'two\n')
    await more
    renameSync(folder, `${folder}.old`)
    mkdirSync(folder)
    writeFileSync(path, 'three\n')
    await until(3)
    expect(follow.texts).toEqual(['one', 'two', 'three'])
  })

  test('may not be read: that is said with what to do, and read when it may', async () => {
    const { path, reading } = named('')
    chmodSync(dirname(dirname(path)), 0o755)
    await unprivileged(async () => {
      chmod(path, 0)
      await reading.look()
      expect(reading.said('wait')).toEqual([
        'app.log no permission to read it; trying again (run as its owner, or let this user read it)',
      ])
    })
    chmodSync(path, 0o644)
    await reading.settle()
    expect(reading.said('note')).toEqual(['app.log can be read now'])
    await reading.close()

    function chmod(file: string, mode: number): void {
      if (process.getuid!() === 0) process.seteuid!(0)
      chmodSync(file, mode)
      if (process.getuid!() === 0) process.seteuid!(65_534)
    }
  })

  test('too many files are open: that is said, and nothing is lost', async () => {
    const folder = newFolder()
    for (let file = 0; file < 60; file++) writeFileSync(join(folder, `a${file}.log`), '')
    const code = `
      import { filesLike } from '${import.meta.resolve('../src/sources/files/files.ts')}'
      const stop = new AbortController()
      const notice = ({ source, text }) => console.log(source, text)
      const options = { cursor: () => undefined, streamIds: [], since: undefined, signal: stop.signal, notice }
      for await (const { lines } of filesLike('${folder}/*.log').follow(options))
        for (const { text } of lines) { console.log(text); stop.abort() }
    `
    const command = `ulimit -n 50; exec "$0" --input-type=module --disable-warning=ExperimentalWarning -e "$1"`
    const running = promisify(execFile)('sh', ['-c', command, process.execPath, code], { timeout: patience })
    running.child.stdout!.on('data', (text: string) => {
      if (!text.includes('too many')) return
      for (const name of readdirSync(folder)) appendFileSync(join(folder, name), 'one\n')
    })
    const { stdout, stderr } = await running
    expect(stdout, stderr).toContain('too many files are open; trying again')
    expect(stdout, stderr).toMatch(/^one$/m)
  })

  test('what is named is a folder or a pipe: refused in words', async () => {
    const folder = newFolder()
    await expect(new Follower(namedFile(folder)).read(1)).rejects.toThrow(`${folder} is a folder; name a file`)
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(new Follower(namedFile(pipe)).read(1)).rejects.toThrow('oclog follow - < pipe')
  })

  test('is replaced by a pipe or a folder while it is followed: waited for', async () => {
    const { path, reading } = named('')
    await reading.look()
    for (const replace of [() => execFileSync('mkfifo', [path]), () => mkdirSync(path)]) {
      rmSync(path, { recursive: true })
      replace()
      await reading.settle()
      rmSync(path, { recursive: true })
      writeFileSync(path, 'one\n')
      await reading.settle()
    }
    expect(reading.given).toEqual(['one', 'one'])
    expect(reading.said('wait')).toEqual([
      expect.stringContaining('is not a regular file'),
      expect.stringContaining('is a folder'),
    ])
    await reading.close()
  })

  test('is a link: to nothing, to a log, to another log, and that is rotated', async () => {
    const folder = newFolder()
    const path = join(folder, 'app.log')
    const [one, two] = ['one', 'two'].map((name) => join(folder, `target-${name}`))
    symlinkSync(one!, path)
    const reading = new FileReading(namedFamily(path))
    await reading.look()
    expect(reading.said('wait')[0]).toMatch(/is a link to nothing|is not there/)
    writeFileSync(one!, numbered(1, 2))
    await reading.look()
    appendFileSync(one!, numbered(3, 3))
    writeFileSync(two!, numbered(4, 4))
    rmSync(path)
    symlinkSync(two!, path)
    await reading.look()
    renameSync(two!, `${two}.1`)
    writeFileSync(two!, numbered(6, 6))
    appendFileSync(`${two}.1`, numbered(5, 5))
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 6))
    await reading.close()
  })

  test('its inode is used again for something else while nobody looks', async () => {
    const { path, reading } = named('')
    const { ino } = statSync(path)
    await reading.look()
    appendFileSync(path, numbered(1, 3))
    await reading.look()
    await reading.kill(9)
    for (let turn = 0; turn < 50; turn++) {
      rmSync(path)
      writeFileSync(path, numbered(4, 9))
      if (statSync(path).ino === ino) break
    }
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 9))
    await reading.close()
  })

  test.each([
    ['of JSON', (time: string, index: number) => `{"1":"quotes 2020-01-01T00:00:00Z","2":${index},"time":"${time}"}`],
    ['of text', (time: string, index: number) => `${time} [gateway] ${index} ${'.'.repeat(60)}`],
    ['without a time', (_: string, index: number) => `${index} ${'.'.repeat(90)}`],
  ])('read since a time, lines %s', async (kind, line) => {
    const count = 20_000
    const timeOf = (index: number): Date => new Date(Date.UTC(2026, 10, 22) + index * 1000)
    const all = Array.from({ length: count }, (_, index) => line(timeOf(index).toISOString(), index))
    const path = newPath('app.log')
    writeFileSync(path, `${all.join('\n')}\n`)
    for (const index of [0, 1, 9_999, 19_998]) {
      const reading = new FileReading(namedFamily(path), BigInt(timeOf(index).getTime()) * 1_000_000n)
      await reading.look()
      reading.commit()
      const from = count - reading.lines.length
      expect(reading.given).toEqual(all.slice(from))
      expect(reading.lines[0]).toMatchObject({
        number: from + 1,
        offset: Buffer.byteLength(all.slice(0, from).join('\n')) + (from && 1),
      })
      expect(from).toBeLessThanOrEqual(index)
      if (kind !== 'without a time') expect(from).toBeGreaterThan(index - 2000)
      await reading.close()
    }
  })

  test('what its times say does not matter', async () => {
    const { path, reading } = named('')
    await reading.look()
    for (const [index, time] of [0, 2e9, 1, 4e9].entries()) {
      appendFileSync(path, numbered(index, index))
      utimesSync(path, time, time)
      await reading.look()
    }
    reading.commit()
    expect(reading.given).toEqual(texts(0, 3))
    await reading.close()
  })

  test('a writer that does not append leaves zeros when the log is truncated: they are passed over', async () => {
    const { path, reading } = named('')
    const writer = openSync(path, 'w')
    await reading.look()
    writeSync(writer, numbered(1, 500))
    await reading.look()
    truncateSync(path, 0)
    writeSync(writer, numbered(501, 502))
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 502))
    closeSync(writer)
    await reading.close()
  })

  test('more than a buffer at once, of several files, is given in batches that the interface allows', async () => {
    const { path, reading } = named('')
    await reading.look()
    appendFileSync(path, `${`${'x'.repeat(70_000)}\n`.repeat(100)}${'\n'.repeat(5000)}`)
    await reading.settle()
    expect(reading.given).toHaveLength(5100)
    expect(reading.largest.lines).toBeLessThanOrEqual(1024)
    expect(reading.largest.bytes).toBeLessThanOrEqual(1 << 20)
    await reading.close()
  })
})

// As OpenTelemetry's file consumer is tested (rotation_test.go).
describe('rotation', () => {
  const names = {
    numbers: (path: string, turn: number) => `${path}.${turn}`,
    times: (path: string, turn: number) => `${path}-202611${10 + turn}`,
    inside: (path: string, turn: number) => path.replace(/\.log$/, `.${turn}.log`),
  }
  const lengths = { short: 1, long: 20 }
  const cases = Object.keys(names).flatMap((naming) =>
    ['rename', 'copytruncate'].flatMap((way) =>
      ['kept', 'deleted', 'packed'].flatMap((old) =>
        Object.keys(lengths).map((size) => ({ naming, way, old, size }) as const),
      ),
    ),
  )
  test.each(cases)('$way, names with $naming, $old, $size', async ({ naming, way, old, size }) => {
    const { path, reading } = named('')
    const nameOf = names[naming as keyof typeof names]
    const each = lengths[size as keyof typeof lengths]
    let next = 0
    const write = (): void => appendFileSync(path, numbered(next, (next += each) - 1))
    await reading.look()
    for (let turn = 1; turn <= 12; turn++) {
      write()
      if (turn % 3 === 0) await reading.look()
      write()
      if (turn % 5 === 0) {
        // Deleted files that are still open would be missed by the next process.
        await reading.settle()
        await reading.kill(turn)
      }
      if (way === 'rename') {
        renameSync(path, nameOf(path, turn))
        writeFileSync(path, '')
      } else {
        copyFileSync(path, nameOf(path, turn))
        truncateSync(path, 0)
      }
      if (turn % 2 === 0) await reading.look()
      // What nobody could read before is gone.
      if (turn < 3 || turn % 5 === 0 || old === 'kept') continue
      const last = nameOf(path, turn - 2)
      await reading.look()
      if (old === 'packed') writeFileSync(`${last}.gz`, gzipSync(readFileSync(last)))
      rmSync(last)
    }
    await reading.settle()
    expect(reading.given.toSorted()).toEqual(texts(0, next - 1).toSorted())
    expect(reading.said('loss')).toEqual([])
    await reading.close()
  })

  test('four rotations while nobody looks, by rename: all of it, in order', async () => {
    const { path, reading } = named('')
    await reading.look()
    await reading.kill(9)
    for (let turn = 4; turn >= 0; turn--) {
      appendFileSync(path, numbered((4 - turn) * 10, (4 - turn) * 10 + 9))
      // Written one after another; the clock of files may tick too seldom to show it.
      utimesSync(path, 1_795_000_000 - turn, 1_795_000_000 - turn)
      if (turn > 0) renameSync(path, `${path}.${turn}`)
    }
    await reading.settle()
    expect(reading.given).toEqual(texts(0, 49))
    await reading.close()
  })

  /** One after the other, when the reader is where it is to happen. */
  function* happen(...steps: readonly (() => void)[]): Generator<void> {
    for (const step of steps) {
      step()
      yield
    }
  }
  const moments = Array.from({ length: 16 }, (_, moment) => moment)

  test('copied before a look, and truncated at any moment of it: the copy is not read again', async () => {
    for (const moment of moments) {
      const { path, reading } = named('')
      await reading.look()
      appendFileSync(path, numbered(1, 3))
      await reading.look()
      appendFileSync(path, numbered(4, 6))
      copyFileSync(path, `${path}.1`)
      const truncate = (): void => {
        truncateSync(path, 0)
        appendFileSync(path, numbered(7, 9))
      }
      await reading.look(happen(truncate), [moment])
      await reading.settle()
      expect({ moment, given: reading.given.toSorted() }).toEqual({ moment, given: texts(1, 9) })
      expect(reading.said('loss')).toEqual([])
      await reading.close()
    }
  })

  test('copied, truncated, and the copy renamed, at any moments of one look: the copy is found by its new name', async () => {
    for (const copied of moments.slice(0, 8))
      for (const renamed of moments.slice(0, 8)) {
        const { path, reading } = named('')
        await reading.look()
        appendFileSync(path, numbered(1, 3))
        await reading.look()
        appendFileSync(path, numbered(4, 6))
        const steps = happen(
          () => copyFileSync(path, `${path}.1`),
          () => truncateSync(path, 0),
          () => renameSync(`${path}.1`, `${path}.2`),
        )
        await reading.look(steps, [copied, 0, renamed])
        appendFileSync(path, numbered(7, 9))
        await reading.settle()
        expect({ copied, renamed, given: reading.given.toSorted() }).toEqual({ copied, renamed, given: texts(1, 9) })
        expect(reading.said('loss')).toEqual([])
        await reading.close()
      }
  })

  test('renamed while it is listed for the first time after a pause: still the same log', async () => {
    for (const moment of moments) {
      const { path, reading } = named('')
      await reading.look()
      appendFileSync(path, numbered(1, 3))
      await reading.look()
      copyFileSync(path, `${path}.2`)
      truncateSync(path, 0)
      appendFileSync(path, numbered(4, 6))
      await reading.kill(9)
      const steps = happen(
        () => renameSync(path, `${path}.1`),
        () => writeFileSync(path, ''),
      )
      await reading.look(steps, [moment, 0])
      await reading.settle()
      expect({ moment, given: reading.given.toSorted() }).toEqual({ moment, given: texts(1, 6) })
      await reading.close()
    }
  })

  test('went on in a copy of it, and comes back with something else in it: is a log of its own', async () => {
    const { path, reading } = named('')
    await reading.look()
    appendFileSync(path, numbered(1, 3))
    await reading.look()
    copyFileSync(path, `${path}.2`)
    truncateSync(path, 0)
    appendFileSync(path, numbered(4, 6))
    const elsewhere = newPath('app.log')
    renameSync(path, elsewhere)
    await reading.kill(9)
    await reading.look()
    renameSync(elsewhere, `${path}.1`)
    await reading.settle()
    // What is given of one stream in another order than that of its lines throws.
    expect(reading.given.toSorted()).toEqual(texts(1, 6))
    await reading.close()
  })

  test('truncated without a copy: what was known and not read is told with its size', async () => {
    const { path, reading } = named('')
    await reading.look()
    appendFileSync(path, numbered(1, 3))
    await reading.look()
    reading.commit()
    truncateSync(path, 0)
    appendFileSync(path, numbered(4, 4))
    await reading.look()
    expect(reading.said('note').at(-1)).toContain('was truncated, and no copy of it is there')
    await reading.kill(9)
    truncateSync(path, 0)
    await reading.settle()
    expect(reading.said('loss')[0]).toMatch(/was truncated, .* while nobody looked is gone/)
    expect(reading.given).toEqual(texts(1, 4))
    await reading.close()
  })

  test('deleted while nobody looks: told', async () => {
    const { path, reading } = named(numbered(0, 0))
    await reading.look()
    await reading.kill(9)
    rmSync(path)
    writeFileSync(path, numbered(1, 1))
    await reading.settle()
    expect(reading.said('loss')[0]).toMatch(/is gone: what was written after byte \d+ while nobody looked is lost/)
    expect(reading.given).toEqual(texts(1, 1))
    await reading.close()
  })

  test('written anew by an editor or rsync: not given again', async () => {
    const { path, reading } = named('')
    await reading.look()
    appendFileSync(path, numbered(1, 20))
    await reading.look()
    writeFileSync(`${path}.swp`, readFileSync(path))
    renameSync(`${path}.swp`, path)
    appendFileSync(path, numbered(21, 21))
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 21))
    await reading.close()
  })

  test('moved out of sight and back: not given again', async () => {
    const { path, reading } = named('')
    await reading.look()
    appendFileSync(path, numbered(1, 2))
    await reading.look()
    const elsewhere = newPath('app.log')
    renameSync(path, elsewhere)
    await reading.settle()
    appendFileSync(elsewhere, numbered(3, 3))
    renameSync(elsewhere, path)
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 3))
    await reading.close()
  })

  test('packed with zstd while nobody looks', async () => {
    const { path, reading } = named('')
    await reading.look()
    appendFileSync(path, numbered(1, 2))
    await reading.look()
    await reading.kill(9)
    appendFileSync(path, numbered(3, 4))
    writeFileSync(`${path}.1.zst`, zstdCompressSync(readFileSync(path)))
    rmSync(path)
    writeFileSync(path, numbered(5, 5))
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 5))
    await reading.close()
  })

  test.skipIf(process.platform !== 'linux')('after 300 rotations no more is open than before', async () => {
    const { path, reading } = named('')
    const open = (): number => readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(dirname(path))).length
    await reading.look()
    for (let turn = 0; turn < 300; turn++) {
      appendFileSync(path, numbered(turn, turn))
      renameSync(path, `${path}.${turn % 5}`)
      writeFileSync(path, '')
      await reading.look()
      reading.pause(2000)
    }
    await reading.settle()
    expect(reading.given).toEqual(texts(0, 299))
    expect(open()).toBeLessThanOrEqual(6)
    await reading.close()
    expect(open()).toBe(0)

    function linkOf(fd: string): string {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`)
      } catch {
        return ''
      }
    }
  })
})

describe('several files', () => {
  test("OpenClaw's: today's, those of profiles, tomorrow's; not what is called otherwise", async () => {
    const folder = newFolder()
    const put = (name: string, from: number): void => appendFileSync(join(folder, name), numbered(from, from))
    put('openclaw-2026-11-20.log', 8)
    put('openclaw-2026-11-21.log', 0)
    const reading = new FileReading(datedFamily(folder, datedLogs))
    await reading.look()
    put('openclaw-2026-11-21.log', 1)
    put('openclaw-work-2026-11-21.log', 2)
    put('openclaw.json', 9)
    await reading.look()
    renameSync(join(folder, 'openclaw-2026-11-21.log'), join(folder, 'openclaw-2026-11-21.1.log'))
    put('openclaw-2026-11-21.1.log', 3)
    put('openclaw-2026-11-21.log', 4)
    await reading.look()
    put('openclaw-2026-11-22.log', 5)
    rmSync(join(folder, 'openclaw-2026-11-20.log'))
    await reading.settle()
    expect(reading.given.toSorted()).toEqual(texts(1, 5))
    expect(reading.said('loss')).toEqual([])
    await reading.close()
  })

  test('a pattern: names that fit, now and later', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'gw-a.log'), numbered(0, 0))
    writeFileSync(join(folder, 'other.log'), numbered(0, 0))
    const reading = new FileReading(globFamily(join(folder, 'gw-{a,b*}.log')))
    await reading.look()
    appendFileSync(join(folder, 'gw-a.log'), numbered(1, 1))
    appendFileSync(join(folder, 'other.log'), numbered(9, 9))
    await reading.look()
    writeFileSync(join(folder, 'gw-b2.log'), numbered(2, 2))
    await reading.settle()
    expect(reading.given).toEqual(texts(1, 2))
    await reading.close()
  })

  test('what --file names', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'a[1].log'), '')
    expect((await filesAt(folder, datedLogs)).title).toBe(`files ${folder}/openclaw-*.log`)
    expect((await filesAt(`${folder}/not-yet/`, datedLogs)).title).toBe(`files ${folder}/not-yet/openclaw-*.log`)
    expect((await filesAt(join(folder, 'a[1].log'), datedLogs)).title).toBe(`file ${folder}/a[1].log`)
    expect((await filesAt(join(folder, '*.log'), datedLogs)).title).toBe(`files ${folder}/*.log`)
    expect((await filesAt(join(folder, 'not-yet.log'), datedLogs)).title).toBe(`file ${folder}/not-yet.log`)
    expect(() => filesLike(join(folder, '*/a.log'))).toThrow('only the last part may be a pattern')
  })

  test("one day's log of OpenClaw: what is written after midnight goes elsewhere, and that is said", async () => {
    const path = newPath('openclaw-2026-11-22.log')
    const follow = new Follower(namedFile(path, datedLogs))
    await follow.until(() => follow.saw('wait').length > 0)
    expect(follow.saw('note')).toEqual([expect.stringContaining(`--file ${dirname(path)}/`)])
  })

  test('a folder that is not there yet: said, and found when it comes', async () => {
    const folder = join(newFolder(), 'openclaw')
    const follow = new Follower(datedFiles(folder, datedLogs))
    await follow.until(() => follow.saw('wait').length > 0)
    const reading = follow.read(1)
    await eventually(() => follow.saw('wait').length === 2)
    mkdirSync(folder)
    writeFileSync(join(folder, 'openclaw-2026-11-22.log'), 'one\n')
    await reading
    expect(follow.texts).toEqual(['one'])
  })

  test('where gateways log: what the configuration says, what OpenClaw takes by itself, what others took', () => {
    const [home, tmp, systemTmp] = [newFolder(), newFolder(), newFolder()]
    const put = (path: string, content = ''): void => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
    const places = (env: NodeJS.ProcessEnv = {}): string[] =>
      logPlaces(installation, { env, home, tmp: [tmp, systemTmp] })
    expect(places()).toEqual([join(tmp, 'openclaw')])
    put(join(systemTmp, 'openclaw-1000', 'openclaw-2026-11-22.log'))
    put(join(systemTmp, 'openclaw-1001', 'gateway.lock'))
    put(
      join(home, '.openclaw', 'openclaw.json'),
      "{\n  // file: '/no'\n  logging: { level: 'debug', file: '~/gw.log', },\n}",
    )
    put(join(home, '.openclaw-work', 'openclaw.json'), '{"logging":{"file":"/logs/openclaw-2026-01-01.log"}}')
    expect(places()).toEqual([
      join(home, 'gw.log'), '/logs', join(tmp, 'openclaw'), join(systemTmp, 'openclaw-1000'),
    ]) // prettier-ignore
    put(join(home, 'other.json'), '{"logging": {"redactPatterns": [], "file": "/other.log"}}')
    expect(places({ OPENCLAW_CONFIG_PATH: join(home, 'other.json') })[0]).toBe('/other.log')
  })
})

describe('standard input', () => {
  const options = (signal = new AbortController().signal): FollowOptions => {
    return { cursor: () => undefined, streamIds: [], since: undefined, signal, notice: () => undefined }
  }

  test('lines as they come, a pause, the last without an end, and then it is over', async () => {
    const input = new PassThrough()
    const lines: LiveLine[] = []
    const reading = (async () => {
      for await (const batch of standardInput(input).follow(options())) lines.push(...batch.lines)
    })()
    input.write('one\ntw')
    await eventually(() => lines.length === 1)
    input.write('o\r\n')
    await eventually(() => lines.length === 2)
    input.end('three')
    await reading
    expect(lines.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect(gaps(lines)).toEqual([])
  })

  test('a real pipe whose writer ends', async () => {
    const code = `
      import { standardInput } from '${import.meta.resolve('../src/sources/stdin.ts')}'
      const signal = new AbortController().signal
      let count = 0
      for await (const { lines } of standardInput().follow({ signal })) count += lines.length
      console.log(count)
    `
    const command = 'seq 1 100000 | "$0" --input-type=module --disable-warning=ExperimentalWarning -e "$1"'
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, code], { timeout: patience })
    expect(stdout).toBe('100000\n')
  })

  test('can be ended while nothing comes', async () => {
    const input = new PassThrough()
    const stop = new AbortController()
    void setImmediate().then(() => stop.abort())
    for await (const batch of standardInput(input).follow(options(stop.signal))) expect(batch).toBeUndefined()
    expect(input.destroyed).toBe(true)
  })

  test('who reads slowly does not make it grow', async () => {
    let given = 0
    const source = (async function* () {
      for (; given < 1000; given++) yield Buffer.from(`${'x'.repeat(1000)}\n`.repeat(64))
    })()
    const following = standardInput(Readable.from(source)).follow(options())
    const iterator = following[Symbol.asyncIterator]()
    await iterator.next()
    for (let turn = 0; turn < 1000; turn++) await setImmediate()
    expect(given).toBeLessThan(50)
    await iterator.return?.(undefined)
  })
})
