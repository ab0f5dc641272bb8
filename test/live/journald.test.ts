import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { lineCap } from '../../src/model/record.ts'
import { journald, journalUnits, type JournaldOptions } from '../../src/sources/journald/journald.ts'
import { root } from '../helpers/cli.ts'
import { isAlive } from '../helpers/fake-journal.ts'
import { newFolder, newPath } from '../helpers/folder.ts'
import { Follower, gaps } from '../helpers/follower.ts'
import { eventually, Journald, noBoots, noJournald, noUserUnits, start } from './journald.ts'

const gateway = 'openclaw-gateway.service'
if (noJournald !== undefined) say('a real journald', noJournald)
else {
  if (noUserUnits !== undefined) say('units of users', noUserUnits)
  if (noBoots !== undefined) say('a machine that starts again', noBoots)
}

describe.skipIf(noJournald !== undefined)(`a real systemd-journald${noJournald ? ` (${noJournald})` : ''}`, () => {
  let journal: Journald
  beforeEach(() => {
    journal = new Journald()
  })
  afterEach(() => journal.remove())

  const since = BigInt(Date.now() - 60_000) * 1_000_000n
  function follower(options: Partial<JournaldOptions> = {}): Follower {
    return new Follower(journald({ units: [gateway], namespace: journal.namespace, ...options }), since)
  }

  /** Numbered lines, and those that came of them. */
  function numbers(follow: Follower): number[] {
    return follow.texts.flatMap((text) => /^line (\d+) /.exec(text)?.[1] ?? []).map(Number)
  }
  function lines(from: number, to: number): string {
    return Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index} ${'x'.repeat(80)}\n`).join('')
  }
  function upTo(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index + 1)
  }

  test('every line once, while files are rotated, journalctl is killed and the reader is ended at any moment', async () => {
    await journal.start()
    const write = await journal.writer(gateway)
    const follow = follower({ pause: 10 })
    const total = 12_000
    const random = randomNumbers(7)
    let written = false
    let kills = 0
    const writing = (async () => {
      for (let from = 1; from <= total; from += 100) {
        await write(lines(from, from + 99))
        if (from % 3000 === 1) {
          journal.journalctl('--rotate')
          const before = kills
          await eventually('a journalctl was killed', () => kills > before)
        }
        if (from % 700 === 1) await sleep(50)
      }
    })().finally(() => (written = true))
    const killing = (async () => {
      while (!written) {
        await sleep(100 + random(300))
        for (const pid of children(process.pid, 'journalctl')) {
          process.kill(pid, 'SIGKILL')
          kills++
        }
      }
    })()
    const ended = (): boolean => numbers(follow).at(-1) === total
    for (let restarts = 0; !ended(); restarts++) {
      // A batch has 1024 lines at most: the first rounds never get to the end.
      let left = restarts < 4 ? 1 + random(2) : written ? Infinity : 1 + random(12)
      await follow.until(ended, () => left-- > 0)
    }
    await Promise.all([writing, killing])
    expect(numbers(follow)).toEqual(upTo(total))
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.saw('loss')).toEqual([])
    expect(children(process.pid, 'journalctl')).toEqual([])
  })

  test('journald killed and started again: its reader goes on', async () => {
    await journal.start()
    const follow = follower()
    let count = 0
    const reading = follow.until(() => numbers(follow).length === 1500)
    for (const _ of [1, 2, 3]) {
      const write = await journal.writer(gateway)
      await write(lines(count + 1, count + 500))
      count += 500
      // What it has not taken from the stream yet would be lost with it.
      await journal.has(`line ${count} `)
      await journal.end('SIGKILL')
      await journal.start()
    }
    await reading
    expect(numbers(follow)).toEqual(upTo(1500))
    expect(gaps(follow.lines)).toEqual([])
  })

  test.skipIf(noBoots !== undefined)('lines that were written before the machine started again come too', async () => {
    await journal.start('11111111-2222-4333-8444-555555555555')
    await journal.write(gateway, lines(1, 100))
    const follow = follower()
    await follow.read(100)
    await journal.write(gateway, lines(101, 200))
    await journal.has('line 200 ')
    await journal.end()
    await journal.start()
    await journal.write(gateway, lines(201, 300))
    await follow.read(300)
    expect(numbers(follow)).toEqual(upTo(300))
    expect(follow.saw('loss')).toEqual([])
  })

  test('vacuumed in between: the loss is said, and the rest comes', async () => {
    await journal.start()
    const write = await journal.writer(gateway)
    await write(lines(1, 10))
    const follow = follower()
    await follow.read(10)
    await write(lines(11, 20))
    await journal.has('line 20 ')
    journal.journalctl('--rotate')
    await write(lines(21, 30))
    await journal.has('line 30 ')
    journal.journalctl('--sync')
    journal.journalctl('--vacuum-files=1')
    await follow.until(() => numbers(follow).at(-1) === 30)
    expect(numbers(follow)).toEqual([...upTo(10), ...upTo(30).slice(20)])
    expect(follow.saw('loss')).toHaveLength(1)
  })

  test.skipIf(noUserUnits !== undefined)('a unit of a user, and others left out', async () => {
    await journal.start()
    await journal.write('nginx.service', 'not this\n')
    const follow = follower()
    await journal.asUserUnit(gateway, "print('one'); print('two')")
    await follow.read(2)
    expect(follow.texts).toEqual(['one', 'two'])
    expect(follow.lines[0]?.envelope?.attributes).toMatchObject({
      'systemd.user_unit': gateway,
      'systemd.unit': 'user@1000.service',
      'service.name': 'node',
    })
    expect(await journalUnits({ namespace: journal.namespace })).toEqual({
      units: expect.arrayContaining(['nginx.service', 'user@1000.service']),
      userUnits: [gateway],
    })
  })

  test('units by glob, one of which appears later', async () => {
    await journal.start()
    const follow = follower({ units: ['openclaw-*'] })
    await journal.write('openclaw-a.service', 'one\n')
    await follow.read(1)
    await journal.write('nginx.service', 'not this\n')
    await journal.write('openclaw-b.service', 'two\n')
    await follow.read(2)
    expect(follow.texts).toEqual(['one', 'two'])
  })

  test('a journal that begins later', async () => {
    const follow = follower()
    const reading = follow.read(200)
    await eventually('it is waited for', () => follow.saw('wait').length > 0)
    expect(follow.saw('wait')).toEqual([expect.stringMatching(/^there is no journal of the namespace oclog\w+ yet/)])
    await journal.start()
    await journal.write(gateway, lines(1, 200))
    await reading
    expect(numbers(follow)).toEqual(upTo(200))
  })

  test('copied journals, to which files are added: several units, and what others wrote left out', async () => {
    await journal.start()
    const folder = newFolder()
    const archived = (): string[] =>
      readdirSync(journal.files).filter((name) => name !== 'system.journal' && !existsSync(join(folder, name)))
    const copy = async (): Promise<void> => {
      journal.journalctl('--rotate')
      // It says that it has turned over before the file has its new name.
      await eventually('the file has its new name', () => archived().length > 0)
      for (const name of archived()) {
        // Not copyFile, which does not end when the file becomes shorter meanwhile: journald cuts off what it has not
        // used.
        writeFileSync(join(folder, 'new'), readFileSync(join(journal.files, name)))
        renameSync(join(folder, 'new'), join(folder, name))
      }
    }
    const pass = async (round: number): Promise<void> => {
      for (const unit of [gateway, 'other.service', 'caddy.service']) await journal.write(unit, `${unit} ${round}\n`)
      await journal.has(`caddy.service ${round}`)
      await copy()
    }
    await pass(1)
    const follow = new Follower(journald({ directory: folder, units: ['openclaw-gateway', 'caddy'] }), since)
    await follow.read(2)
    const reading = follow.read(4)
    await pass(2)
    await reading
    expect(follow.texts.sort()).toEqual([
      'caddy.service 1', 'caddy.service 2', `${gateway} 1`, `${gateway} 2`,
    ]) // prettier-ignore
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.saw('loss')).toEqual([])
  })

  test('a namespace together with the journal of the machine', async () => {
    await journal.start()
    await journal.write(gateway, 'one\n')
    const follow = follower({ namespace: `+${journal.namespace}` })
    await follow.read(1)
    await journal.write(gateway, 'two\n')
    await follow.read(2)
    expect(follow.texts).toEqual(['one', 'two'])
  })

  test('colours, bytes, priorities, and lines that journald breaks', async () => {
    await journal.start()
    const write = await journal.writer(gateway)
    const long = 'z'.repeat(60_000)
    const follow = follower()
    await write(`\u001b[36mcolour\u001b[39m\n<3>an error\n  indented\n\n${long}\n${'y'.repeat(200_000)}\nlast\n`)
    await follow.until(() => follow.texts.at(-1) === 'last')
    expect(follow.texts.slice(0, 4)).toEqual(['\u001b[36mcolour\u001b[39m', 'an error', '  indented', long])
    expect(follow.lines[1]?.envelope?.severity).toBe(17)
    expect(follow.lines.slice(4)).toEqual([
      expect.objectContaining({ text: 'y'.repeat(lineCap), cut: true }),
      expect.objectContaining({ text: 'last', cut: false }),
    ])
  })

  test('lines that journald dropped', async () => {
    await journal.remove()
    journal = new Journald(['RateLimitIntervalSec=1s', 'RateLimitBurst=20'])
    await journal.start()
    const follow = follower()
    const write = await journal.writer(gateway)
    const reading = follow.until(() => follow.saw('loss').length > 0)
    await write(lines(1, 2000))
    // It says so with the next line that it takes.
    await eventually('the loss is said', async () => {
      await sleep(200)
      await write('still here\n')
      return follow.saw('loss').length > 0
    })
    await reading
    expect(follow.saw('loss')[0]).toMatch(/^journald did not take [\d,]+ lines of openclaw-gateway\.service/)
    expect(follow.texts.some((text) => /^Suppressed \d+ messages from openclaw-gateway\.service$/.test(text))).toBe(
      true,
    )
  })

  test('a user who may not read the journal is told what to do', async () => {
    await journal.start()
    const journalctl = journalctlOf(65_534)
    await expect(follower({ journalctl }).read(1)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('usermod -aG systemd-journal'),
    })
    const units = await journalUnits({ namespace: journal.namespace, journalctl })
    expect(units).toEqual({ problem: expect.stringContaining('no permission to read the journal') })
  })

  test.skipIf(noUserUnits !== undefined)('a user without rights reads what their own units write', async () => {
    await journal.start()
    await journal.write(gateway, 'of the system\n')
    await journal.asUserUnit(gateway, "print('one')")
    await journal.has('one')
    const follow = follower({ journalctl: journalctlOf(1000) })
    await follow.read(1)
    await journal.asUserUnit(gateway, "print('two')")
    await follow.read(2)
    expect(follow.texts).toEqual(['one', 'two'])
    expect(follow.saw('loss')).toEqual([])
  })

  test('a reader that is killed leaves no journalctl behind', async () => {
    await journal.start()
    const script = `
      import { journald } from '${join(root, 'src/sources/journald/journald.ts')}'
      const source = journald({ units: ['${gateway}'], namespace: '${journal.namespace}' })
      const options = { cursor: () => undefined, streamIds: [], since: undefined, signal: new AbortController().signal, notice: () => {} }
      for await (const _ of source.follow(options)) continue`
    const child = start(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const following = (): number[] =>
      children(child.pid!, 'journalctl').filter((pid) =>
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--follow'),
      )
    await eventually('journalctl follows', () => following().length > 0)
    const left = following()
    child.kill('SIGKILL')
    await eventually('journalctl is gone', () => !left.some((pid) => isAlive(pid)))
  })
})

/** The real journalctl, run by a user. */
function journalctlOf(user: number): string {
  const path = newPath('journalctl')
  const command = `exec setpriv --reuid ${user} --regid ${user} --clear-groups journalctl "$@"`
  writeFileSync(path, `#!/bin/sh\n${command}\n`, { mode: 0o755 })
  return path
}

/** The processes of this name that a process has started and that are still there. */
function children(parent: number, name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        return status.includes(`\nPPid:\t${parent}\n`) && status.startsWith(`Name:\t${name}\n`) && isAlive(pid)
      } catch {
        return false
      }
    })
}

/** The same numbers each time: from 0, less than the one asked for. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
}

function say(what: string, why: string): void {
  process.stderr.write(`not tested with ${what}: ${why}\n`)
}
