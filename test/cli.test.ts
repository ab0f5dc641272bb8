import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, it, test } from 'vitest'
import { applicationId } from '../src/store/schema.ts'
import { displayWidth } from '../src/base/text.ts'
import { oclog, root, startOclog, type Outcome, type Surroundings } from './helpers/cli.ts'
import { documentOf, type Document } from './helpers/document.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { fixtureLogs } from './helpers/logs.ts'
import { dump } from './helpers/pipeline.ts'

const fixture = (name: string): string => join(root, 'fixtures', name)
const broken = fixture('token-mismatch/2026.9.6.console.log')
const quiet = fixture('quiet/2026.9.6.start-stop.console.log')

function analyze(args: readonly string[], surroundings?: Surroundings): Promise<Outcome> {
  return oclog(['analyze', '--db', ':memory:', ...args], surroundings)
}

async function documented(args: readonly string[], surroundings?: Surroundings): Promise<Document> {
  const { stdout, stderr } = await analyze(['--format', 'json', ...args], surroundings)
  expect(stderr).toBe('')
  return documentOf(stdout)
}

function written(content: string | Uint8Array, name = 'gateway.log'): string {
  const path = newPath(name)
  writeFileSync(path, content)
  return path
}

describe('the exit code', () => {
  it('is 0 when nothing is found', async () => {
    expect(await analyze([quiet])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('No incident found.') as string,
    })
  })

  it('is 1 when an incident is found', async () => {
    expect(await analyze([broken])).toMatchObject({
      code: 1,
      stderr: '',
      stdout: expect.stringContaining('ALIGN CREDENTIALS') as string,
    })
  })

  it('is 2 when something could not be read, and the rest is analysed', async () => {
    const { code, stdout, stderr } = await analyze(['--format', 'json', '/nowhere/gateway.log', broken])
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'oclog: /nowhere/gateway.log: no such file or folder\n' })
    const { incidents, unreadable } = documentOf(stdout)
    expect(incidents).toHaveLength(1)
    expect(unreadable).toEqual([{ path: '/nowhere/gateway.log', problem: 'no such file or folder' }])
  })

  test.each([
    [quiet, 0],
    [broken, 1],
    ['/nowhere', 2],
  ] as const)('is all that --quiet gives: %s', async (path, code) => {
    const outcome = await analyze(['--quiet', path])
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: '' })
  })

  test.each([
    [
      ['--since', 'yesterday-ish'],
      '--since yesterday-ish is neither a duration nor a time; write 30m, 2h, 1d12h, or 2026-11-22T10:00:00Z',
    ],
    [
      ['--until', '2026-13-45'],
      '--until 2026-13-45 is neither a duration nor a time; write 30m, 2h, 1d12h, or 2026-11-22T10:00:00Z',
    ],
    [
      ['--since', '2026-11-23T10:00:00Z', '--until', '2026-11-22T10:00:00Z'],
      '--since 2026-11-23T10:00:00Z is later than --until 2026-11-22T10:00:00Z; swap them',
    ],
    [['--tz', 'Mars/Olympus'], '--tz Mars/Olympus is no time zone; write an IANA name such as Europe/Paris or UTC'],
    [['--year', '26'], '--year 26 is no year between 1970 and 2262'],
    [['--year', 'soon'], '--year soon is no year between 1970 and 2262'],
  ])('is 2 for %j, with the value and the remedy', async (args, words) => {
    expect(await analyze([...args, broken])).toEqual({ code: 2, signal: null, stdout: '', stderr: `oclog: ${words}\n` })
  })

  test.each([[['--format', 'xml']], [['--colour']], [['--since']]])(
    'is 2 for %j: 1 would say that incidents were found',
    async (args) => {
      // prettier-ignore
      const { code, stdout, stderr } = await analyze([broken, ...args])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(args[0])
    },
  )

  it('is 2 for a command that does not exist, and 0 for help and version', async () => {
    expect((await oclog(['analyse'])).code).toBe(2)
    expect((await oclog(['--help'])).code).toBe(0)
    expect((await oclog(['analyze', '--help'])).code).toBe(0)
    expect(await oclog(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    })
  })
})

describe('standard input', () => {
  const text = readFileSync(broken)
  test.each([[['-']], [[]]])('is read for %j', async (args) => {
    const { incidents, inputs } = await documented(args, { stdin: text })
    expect(inputs.map(({ path }) => path)).toEqual(['-'])
    expect(incidents.map(({ cause }) => cause.id)).toEqual(['token-drift'])
  })

  it('can be one of several, and compressed', async () => {
    const { inputs } = await documented([quiet, '-'], { stdin: gzipSync(text) })
    expect(inputs.map(({ path, notes }) => [path, notes])).toEqual([
      [quiet, []],
      ['-', ['decompressed (gzip)']],
    ])
  })
})

describe('times', () => {
  const opened = async (...args: string[]): Promise<(string | null)[]> =>
    (await documented(args)).incidents.map(({ openedAt }) => openedAt)

  it('are cut by --since and --until, both ends included', async () => {
    const whole = (await documented([broken])).incidents[0]!
    const times = whole.events.flatMap(({ timestamp, role }) =>
      timestamp !== null && role !== 'context' ? [timestamp] : [],
    )
    const [from, to] = [times[2]!, times.at(-3)!]
    const part = (await documented(['--since', from, '--until', to, broken])).incidents[0]!
    expect([part.openedAt, part.lastEventAt]).toEqual([from, to])
    expect(part.impact.records).toBeLessThan(whole.impact.records)
    expect(await opened('--since', '2027-01-01', broken)).toEqual([])
    expect(await opened('--until', '2026-11-22T11:00', broken)).toEqual([])
    expect(await opened('--since', '2026-11-22T06:00:00-05:00', broken)).toEqual([whole.openedAt])
  })

  it('in no zone are read in the one of --tz', async () => {
    const log = written('2026/11/22 10:00:00 [error] 31#31: *5 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: 203.0.113.7, server: gw, request: "GET /ws HTTP/1.1", upstream: "http://127.0.0.1:18789/ws", host: "gw"\n') // prettier-ignore
    expect(await opened(log)).toEqual(['2026-11-22T10:00:00.000Z'])
    expect(await opened('--tz', 'America/New_York', log)).toEqual(['2026-11-22T15:00:00.000Z'])
    expect(await opened('--tz', 'Asia/Kolkata', log)).toEqual(['2026-11-22T04:30:00.000Z'])
    expect((await documented([log])).inputs[0]!.notes.join()).toContain('give --tz')
  })

  it('without a year are read in that of --year', async () => {
    const log = written('Nov 22 10:00:00 gw-1 node[413]: [gateway] Gateway failed to start: something\n')
    expect(await opened('--year', '2024', log)).toEqual(['2024-11-22T10:00:00.000Z'])
  })
})

describe('a database', () => {
  /** Every file beside it with its content, as text short enough to be compared by eye. */
  function stateOf(path: string): Record<string, string> {
    const folder = join(path, '..')
    return Object.fromEntries(
      // SQLite leaves these when it has looked at a damaged database; they are empty.
      readdirSync(folder)
        .filter((name) => !/-(?:wal|shm)$/.test(name))
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(folder, name)))
            .digest('hex'),
        ]),
    )
  }

  async function refused(path: string, words: RegExp, surroundings?: Surroundings): Promise<void> {
    const before = stateOf(path)
    const { code, stdout, stderr } = await oclog(['analyze', '--db', path, broken], surroundings)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(words)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stateOf(path)).toEqual(before)
  }

  it('of a newer oclog is left as it is', async () => {
    const path = newPath('oclog.db')
    await oclog(['analyze', '--db', path, broken])
    const db = new Database(path)
    db.pragma('user_version = 99')
    db.pragma('journal_mode = DELETE')
    db.close()
    await refused(
      path,
      /was written by a newer oclog \(schema 99, this one knows \d+\) and was left as it is; update oclog, or name another with --db/,
    )
  })

  it('of another program is left as it is', async () => {
    const path = newPath('places.sqlite')
    const db = new Database(path)
    db.exec('CREATE TABLE bookmark (id INTEGER PRIMARY KEY, url TEXT); INSERT INTO bookmark (url) VALUES (1)')
    db.close()
    await refused(path, /is the database of another program and was left as it is; name another with --db/)
  })

  it('that is none is left as it is', async () => {
    await refused(
      written('my notes\n', 'notes.txt'),
      /is not an oclog database and was left as it is; name another with --db/,
    )
  })

  it('that is damaged is left as it is', async () => {
    const path = newPath('oclog.db')
    await oclog(['analyze', '--db', path, broken])
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 100, 4096)
    writeFileSync(path, bytes)
    await refused(path, /is damaged \(.*\) and was left as it is; move it away, or name another with --db/)
  })

  it('that is cut off is left as it is', async () => {
    const path = newPath('oclog.db')
    await oclog(['analyze', '--db', path, broken])
    writeFileSync(path, readFileSync(path).subarray(0, 5000))
    await refused(path, /is damaged \(.*\) and was left as it is/)
  })

  it('in use by another process is waited for, then refused', async () => {
    const path = newPath('oclog.db')
    await oclog(['analyze', '--db', path, quiet])
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    try {
      const { code, stderr } = await oclog(['analyze', '--db', path, broken])
      expect({ code, stderr }).toEqual({ code: 2, stderr: `oclog: the database ${path} is in use by another process; wait for it, or name another with --db\n` }) // prettier-ignore
    } finally {
      other.exec('ROLLBACK')
      other.close()
    }
    expect(dump(path)['incident']).toEqual([])
  })

  it('in a folder that cannot be written is refused', async () => {
    const folder = newFolder()
    const nobody = process.getuid!() === 0 ? { uid: 65_534 } : {}
    chmodSync(join(folder, '..'), 0o755)
    chmodSync(folder, 0o555)
    await refused(join(folder, 'oclog.db'), /(?:EACCES|cannot (?:write|open|be created)).*/, nobody)
    chmodSync(folder, 0o755)
  })

  it('that is a folder is refused', async () => {
    const path = newPath('oclog.db')
    mkdirSync(path)
    const { code, stderr } = await oclog(['analyze', '--db', path, broken])
    expect(code).toBe(2)
    expect(stderr).toContain(path)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('is made with all folders above it, for its owner alone, where the XDG specification wants it', async () => {
    const state = join(newFolder(), 'state')
    expect((await oclog(['analyze', quiet], { env: { XDG_STATE_HOME: state } })).code).toBe(0)
    const db = new Database(join(state, 'oclog/oclog.db'), { readonly: true })
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId)
    db.close()
  })

  it('is as it was when a run is interrupted', async () => {
    const path = newPath('oclog.db')
    await oclog(['analyze', '--db', path, quiet])
    const before = dump(path)
    const child = startOclog(['analyze', '--db', path, '-'], {})
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
    let stderr = ''
    child.stderr!.on('data', (chunk: Buffer) => (stderr += String(chunk)))
    const lines = `${readFileSync(broken, 'utf8')}\n`.repeat(400)
    // What is not read yet stays in the pipe: once all is taken, it is in the middle of a log that does not end.
    await new Promise((resolve) => child.stdin!.write(lines, resolve))
    child.kill('SIGINT')
    expect({ code: await ended, stderr }).toEqual({ code: 2, stderr: 'oclog: interrupted; nothing was stored\n' })
    expect(dump(path)).toEqual(before)
  })
})

describe('what is printed', () => {
  const escape = '\x1b['

  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '' }, true],
  ])('is coloured as %j asks', async (env, coloured) => {
    const { stdout } = await analyze([broken], { env })
    expect(stdout.includes(escape)).toBe(coloured)
    if (coloured) expect((await analyze([broken])).stdout).toBe(stdout.replace(/\x1b\[[\d;]*m/g, ''))
  })

  it('is never wider than 80 columns, but for commands to be copied', async () => {
    // Several at a time: each log is its own story all the same.
    const paths = [...fixtureLogs.keys()].filter((name) => !name.startsWith('quiet/')).map(fixture)
    for (let from = 0; from < paths.length; from += 12) {
      const { stdout } = await analyze(paths.slice(from, from + 12))
      const wide = stdout.split('\n').filter((line) => displayWidth(line) > 80 && !/^ {5,}\$ /.test(line))
      expect(wide).toEqual([])
    }
  })

  it('may be left unread by head', async () => {
    const folder = newFolder()
    const big = join(folder, 'gateway.log')
    writeFileSync(big, Array.from({ length: 300 }, (_, index) => `2026-11-${String(1 + (index % 28)).padStart(2, '0')}T${String(index % 24).padStart(2, '0')}:00:00.${String(index).padStart(3, '0')}Z [ws] unauthorized conn=${index} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch`).join('\n')) // prettier-ignore
    const node = join(root, 'node_modules/.bin/node')
    const { stdout, stderr } = await promisify(execFile)('/bin/sh', [
      '-c',
      `"${node}" "${join(root, 'src/cli.ts')}" analyze --format json --db :memory: "${big}" | head -1`,
    ])
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: '' })
  })

  it('says what a folder holds that was not read, without failing', async () => {
    const folder = newFolder()
    symlinkSync('nowhere', join(folder, 'dangling.log'))
    const { code, stdout, stderr } = await analyze([folder])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('no such file or folder')
  })
})
