// Files that may hold what a redactor does not know are for their owner alone, whatever the umask is.
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { UserError } from '../src/base/errors.ts'
import { makePrivate, writePrivately } from '../src/base/private-file.ts'
import { readOrCreateKey } from '../src/redact/key-file.ts'
import { oclog } from './helpers/cli.ts'
import { newFolder } from './helpers/folder.ts'

const modeOf = (path: string): number => statSync(path).mode & 0o777
const failure = '2026-11-22T11:00:00.000Z Gateway failed to start: no room\n'

test('the database, the page and the bundle can be read by their owner alone', async () => {
  const folder = newFolder()
  const log = join(folder, 'gateway.log')
  writeFileSync(log, failure)
  const paths = ['oclog.db', 'page.html', 'timeline.html', 'ticket.tar.gz'].map((name) => join(folder, name))
  const [db, page, timeline, bundle] = paths as [string, string, string, string]
  expect((await oclog(['analyze', '--quiet', '--db', db, '--html', page, log])).code).toBe(1)
  expect((await oclog(['timeline', '--db', db, '--html', timeline])).code).toBe(0)
  expect((await oclog(['bundle', '--db', db, '-o', bundle])).code).toBe(0)
  for (const path of [...paths, `${db}.key`]) expect(modeOf(path), path).toBe(0o600)
})

test('a database that others could read becomes private when it is opened again', async () => {
  const folder = newFolder()
  const db = join(folder, 'oclog.db')
  writeFileSync(join(folder, 'gateway.log'), failure)
  await oclog(['analyze', '--quiet', '--db', db, join(folder, 'gateway.log')])
  chmodSync(db, 0o644)
  await oclog(['incidents', 'list', '--db', db])
  expect(modeOf(db)).toBe(0o600)
})

describe('a private file', () => {
  test('is created empty, and a file of ours loses the rights of others and keeps its content', () => {
    const folder = newFolder()
    makePrivate(join(folder, 'new'))
    expect([modeOf(join(folder, 'new')), readFileSync(join(folder, 'new'), 'utf8')]).toEqual([0o600, ''])
    writeFileSync(join(folder, 'old'), 'kept', { mode: 0o644 })
    makePrivate(join(folder, 'old'))
    expect([modeOf(join(folder, 'old')), readFileSync(join(folder, 'old'), 'utf8')]).toEqual([0o600, 'kept'])
  })

  test('is written over in place', () => {
    const path = join(newFolder(), 'page.html')
    writeFileSync(path, 'a longer text than the new one', { mode: 0o644 })
    writePrivately(path, 'short')
    expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual([0o600, 'short'])
  })

  test('behind a link is written, but the rights of what the link leads to stay as they are', () => {
    const folder = newFolder()
    const [target, link] = [join(folder, 'target'), join(folder, 'link')]
    writeFileSync(target, 'x', { mode: 0o644 })
    symlinkSync(target, link)
    writePrivately(link, 'y')
    makePrivate(link)
    expect([modeOf(target), readFileSync(target, 'utf8')]).toEqual([0o644, 'y'])
  })
})

describe('the key of the fingerprints', () => {
  const keyOf = (mode: number): string => {
    const path = join(newFolder(), 'key')
    writeFileSync(path, Buffer.alloc(32, 1))
    chmodSync(path, mode)
    return path
  }

  test('that belongs to another user is refused, with the remedy', () => {
    const path = keyOf(0o600)
    const other = vi.spyOn(process as { geteuid: () => number }, 'geteuid').mockReturnValue(54_321)
    try {
      expect(() => readOrCreateKey(path)).toThrow(UserError)
      expect(() => readOrCreateKey(path)).toThrow(/belongs to the user \d+, who could know .*--db, or remove it/)
    } finally {
      other.mockRestore()
    }
    expect(readOrCreateKey(path)).toHaveLength(32)
  })

  test.each([0o620, 0o602, 0o666])('that others could have written (mode %o) is refused, and left as it is', (mode) => {
    const path = keyOf(mode)
    expect(() => readOrCreateKey(path)).toThrow(/can be written by others, who could know .*chmod 600/)
    expect(modeOf(path)).toBe(mode)
  })

  test('behind a link is read if it is private, and never chmodded', () => {
    const folder = newFolder()
    const link = (target: string, name: string): string => {
      symlinkSync(target, join(folder, name))
      return join(folder, name)
    }
    expect([...readOrCreateKey(link(keyOf(0o600), 'private'))]).toEqual([...Buffer.alloc(32, 1)])
    const open = keyOf(0o644)
    expect(() => readOrCreateKey(link(open, 'open'))).toThrow(/is a link to a file that can be read by others/)
    expect(modeOf(open)).toBe(0o644)
  })

  test('that is a folder is refused', () => {
    const path = join(newFolder(), 'key')
    mkdirSync(path)
    expect(() => readOrCreateKey(path)).toThrow(/is not a file/)
  })
})
