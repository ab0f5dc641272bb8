import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { oclog } from './helpers/cli.ts'
import { eventually } from './helpers/during.ts'
import { newFolder } from './helpers/folder.ts'
import { Following } from './helpers/live-cli.ts'

const hour = 3_600_000

/** A refused client, at a time that lies some hours back. */
function refused(conn: number, hoursAgo = 0): string {
  const time = new Date(Date.now() - hoursAgo * hour).toISOString()
  return `${time} [ws] unauthorized conn=${conn} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch\n`
}

function valueIn(path: string, sql: string): unknown {
  if (!existsSync(path)) return undefined
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(sql).pluck().get()
  } catch {
    // It has no tables yet.
    return undefined
  } finally {
    db.close()
  }
}

const events = (path: string): unknown => valueIn(path, 'SELECT sum(count) FROM event WHERE derived = 0')

describe('oclog follow --since', () => {
  test('that goes on keeps all that came while it was away, in known and in new files', async () => {
    const folder = newFolder()
    const db = join(folder, 'oclog.db')
    const args = ['--file', join(folder, '*.log'), '--db', db]
    writeFileSync(join(folder, 'one.log'), refused(1, 4))
    const first = new Following([...args, '--since', '5h'])
    await eventually(() => events(db) === 1)
    await first.end('SIGKILL')

    appendFileSync(join(folder, 'one.log'), refused(2, 3))
    writeFileSync(join(folder, 'two.log'), refused(3, 3))
    const second = new Following([...args, '--since', '1h'])
    await eventually(() => events(db) === 3)
    expect(await second.end()).toBe(1)
  })
})

describe("an error of oclog's own", () => {
  const sabotage = (code: string): readonly string[] => ['--import', `data:text/javascript,${encodeURIComponent(code)}`]

  test.each([
    ['in a command', 'process.stdout.write = () => { throw new TypeError("sabotage") }'],
    ['in a timer', 'setTimeout(() => { throw new TypeError("sabotage") }, 0)'],
    ['in a promise that nobody waits for', 'Promise.resolve().then(() => { throw new TypeError("sabotage") })'],
  ])('%s ends it with 70, which never means that incidents were found', async (_, code) => {
    const { code: ended, stderr } = await oclog(['patterns', 'list'], {
      node: sabotage(`setTimeout(() => {}, 0); ${code}`),
    })
    expect(stderr).toContain('TypeError: sabotage')
    expect(ended).toBe(70)
  })
})

describe('a database that several processes use', () => {
  test('is made once, when eight begin at the same moment', async () => {
    const db = join(newFolder(), 'oclog.db')
    const eight = Array.from({ length: 8 }, (_, conn) =>
      oclog(['analyze', '-q', '--db', db, '-'], { stdin: refused(conn) }),
    )
    const ended = await Promise.all(eight)
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(eight.map(() => ({ code: 1, stderr: '' })))
  })

  test('has one follower, also by another name', async () => {
    const folder = newFolder()
    const db = join(folder, 'oclog.db')
    const log = join(folder, 'gateway.log')
    writeFileSync(log, '')
    symlinkSync(db, join(folder, 'link.db'))
    const first = new Following(['--file', log, '--db', db])
    await first.printed('reading')
    const second = await oclog(['follow', '--file', log, '--db', join(folder, 'link.db'), '--for', '1s'])
    expect(second.code).toBe(2)
    expect(second.stderr).toContain('another oclog follow writes to')
    await first.end()
  })

  test('may lose incidents while it is followed into: what comes then is stored and told again', async () => {
    const folder = newFolder()
    const db = join(folder, 'oclog.db')
    const log = join(folder, 'gateway.log')
    writeFileSync(log, '')
    const follower = new Following(['--file', log, '--db', db])
    await follower.printed('reading')
    appendFileSync(log, refused(1) + refused(2))
    await eventually(() => valueIn(db, 'SELECT count(*) FROM incident') === 1)
    const forgotten = await oclog(['incidents', 'forget', '--older-than', '0s', '--db', db])
    expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining('Forgot 1 incident') as string })
    appendFileSync(log, refused(3) + refused(4))
    await eventually(() => events(db) === 2 && valueIn(db, 'SELECT count(*) FROM incident') === 1)
    expect(await follower.end()).toBe(1)
  })
})

describe('a database that is not as it was', () => {
  test.each([['deleted'], ['replaced']])('because it was %s is noticed, and said with what to do', async (what) => {
    const folder = newFolder()
    const db = join(folder, 'oclog.db')
    writeFileSync(join(folder, 'gateway.log'), '')
    const follower = new Following(['--file', join(folder, 'gateway.log'), '--db', db])
    await follower.printed('reading')
    rmSync(db)
    if (what === 'replaced') writeFileSync(db, '')
    await follower.printed(`was ${what} while it is written to`)
    expect(follower.stdout).toContain('start it again')
    await follower.end()
  })

  test('because another process holds it is waited for at the start, too', async () => {
    const folder = newFolder()
    const db = join(folder, 'oclog.db')
    writeFileSync(join(folder, 'gateway.log'), '')
    const other = new Database(db)
    other.exec('BEGIN EXCLUSIVE')
    const follower = new Following(['--file', join(folder, 'gateway.log'), '--db', db])
    await follower.printed('in use by another process')
    other.exec('ROLLBACK')
    other.close()
    await follower.printed('reading')
    expect(await follower.end()).toBe(0)
  })

  test('because --keep forgets while it runs is followed into all the same', async () => {
    const folder = newFolder()
    const db = join(folder, 'oclog.db')
    const log = join(folder, 'gateway.log')
    writeFileSync(log, '')
    const follower = new Following(['--file', log, '--db', db, '--keep', '1s'])
    await follower.printed('reading')
    appendFileSync(log, refused(1))
    await eventually(() => valueIn(db, 'SELECT count(*) FROM incident') === 1)
    await eventually(() => valueIn(db, 'SELECT count(*) FROM incident') === 0)
    appendFileSync(log, refused(2))
    await eventually(() => valueIn(db, 'SELECT count(*) FROM incident') === 1)
    expect(await follower.end()).toBe(1)
  })
})

describe('a command that is told of incidents', () => {
  async function followed(command: string, lines: string): Promise<{ said: string; logged: string; folder: string }> {
    const folder = newFolder()
    const args = ['--db', ':memory:', '--since', '1h', '--log-file', join(folder, 'own.log'), '--exec', command, '-']
    const { stdout, stderr } = await oclog(['follow', ...args], { stdin: lines, cwd: folder })
    return { said: stdout + stderr, logged: readFileSync(join(folder, 'own.log'), 'utf8'), folder }
  }

  test('and fails is named by its program, without its arguments and what it says of them', async () => {
    const token = 'ghp_Zq8Kd03mVb71LpXw92TnRc45YhJf60SeUa1G'
    const { said, logged } = await followed(`sh -c 'echo "bad token $0" >&2; exit 3' ${token}`, refused(1))
    expect(said).toContain('--exec sh: exit code 3')
    expect(said + logged).not.toContain(token)
  })

  test('runs whatever name the gateway has', async () => {
    const name = `Nov 22 10:00:00 gw\0x openclaw[7]: `
    const { folder } = await followed('printf %s "$OCLOG_GATEWAY" >told', name + refused(1))
    expect(existsSync(join(folder, 'told'))).toBe(true)
  })
})

describe('a follower that nobody minds', () => {
  test('goes on after SIGHUP, in a new log file', async () => {
    const folder = newFolder()
    const [log, own] = [join(folder, 'gateway.log'), join(folder, 'own.log')]
    writeFileSync(log, '')
    const follower = new Following(['--file', log, '--db', ':memory:', '--log-file', own])
    await follower.printed('reading')
    renameSync(own, `${own}.1`)
    follower.child.kill('SIGHUP')
    await eventually(() => existsSync(own))
    appendFileSync(log, refused(1))
    await follower.printed('INCIDENT')
    expect(await follower.end()).toBe(1)
    expect(readFileSync(own, 'utf8')).toContain('"change":"opened"')
  })

  test('ends when it is asked to, though its standard output is full', async () => {
    const folder = newFolder()
    const [log, db] = [join(folder, 'gateway.log'), join(folder, 'oclog.db')]
    writeFileSync(log, '')
    const follower = new Following(['--file', log, '--db', db, '--format', 'ndjson'])
    await follower.printed('reading')
    follower.child.stdout!.pause()
    // Each of these opens an incident of its own, and each of those is told in several kilobytes.
    for (let hours = 400; hours > 0; hours -= 4) appendFileSync(log, refused(hours, hours))
    await eventually(() => events(db) === 100)
    follower.child.kill('SIGTERM')
    await eventually(() => follower.child.exitCode !== null)
    expect(follower.child.exitCode).toBe(1)
  })
})
