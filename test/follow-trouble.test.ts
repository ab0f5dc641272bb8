import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
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
