import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lineCap } from '../../src/scan/lines.ts'
import { journald, journalUnits, type JournaldOptions } from '../../src/sources/journald.ts'
import { root } from '../helpers/cli.ts'
import { isAlive } from '../helpers/fake-journal.ts'
import { newPath } from '../helpers/folder.ts'
import { Follower, gaps } from '../helpers/follower.ts'
import { Journald, noJournald } from './journald.ts'

const gateway = 'openclaw-gateway.service'
if (noJournald !== undefined) process.stderr.write(`not tested against a real journald: ${noJournald}\n`)

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
    let written = false
    const writing = (async () => {
      for (let from = 1; from <= total; from += 100) {
        await write(lines(from, from + 99))
        if (from % 3000 === 1) journal.journalctl('--rotate')
        if (from % 700 === 1) await sleep(50)
      }
      written = true
    })()
    let kills = 0
    const killing = (async () => {
      while (!written) {
        await sleep(300)
        for (const pid of children(process.pid, 'journalctl')) {
          process.kill(pid, 'SIGKILL')
          kills++
        }
      }
    })()
    const random = randomNumbers(7)
    const ended = (): boolean => numbers(follow).at(-1) === total
    let restarts = 0
    while (!ended()) {
      let left = written ? Infinity : 1 + random(12)
      await follow.until(ended, () => left-- > 0)
      restarts++
      console.log(
        'DBG',
        restarts,
        written,
        kills,
        follow.lines.length,
        numbers(follow).at(-1),
        follow.notices.slice(-3),
      )
    }
    await Promise.all([writing, killing])
    expect(numbers(follow)).toEqual(upTo(total))
    expect(gaps(follow.lines)).toEqual([])
    expect(follow.saw('loss')).toEqual([])
    expect(kills).toBeGreaterThan(0)
    expect(restarts).toBeGreaterThan(1)
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
      while (!journal.journalctl('--output=cat', '--lines=5').includes(`line ${count} `)) await sleep(20)
      await journal.end('SIGKILL')
      await journal.start()
    }
    await reading
    expect(numbers(follow)).toEqual(upTo(1500))
    expect(gaps(follow.lines)).toEqual([])
  })

  test('lines that were written before the machine started again come too', async () => {
    await journal.start('11111111-2222-4333-8444-555555555555')
    await (
      await journal.writer(gateway)
    )(lines(1, 100))
    const follow = follower()
    await follow.read(100)
    await (
      await journal.writer(gateway)
    )(lines(101, 200))
    while (!journal.journalctl('--output=cat', '--lines=5').includes('line 200 ')) await sleep(20)
    await journal.end()
    await journal.start()
    await (
      await journal.writer(gateway)
    )(lines(201, 300))
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
    journal.journalctl('--sync')
    journal.journalctl('--rotate')
    await write(lines(21, 30))
    journal.journalctl('--sync')
    journal.journalctl('--vacuum-files=1')
    await follow.until(() => numbers(follow).at(-1) === 30)
    expect(numbers(follow)).toEqual([...upTo(10), ...upTo(30).slice(20)])
    expect(follow.saw('loss')).toHaveLength(1)
  })

  test('a unit of a user, and others left out', async () => {
    await journal.start()
    await (
      await journal.writer('nginx.service')
    )('not this\n')
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
    await (
      await journal.writer('openclaw-a.service')
    )('one\n')
    await follow.read(1)
    await (
      await journal.writer('nginx.service')
    )('not this\n')
    await (
      await journal.writer('openclaw-b.service')
    )('two\n')
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
    while (follow.saw('loss').length === 0) {
      await sleep(200)
      await write('still here\n')
    }
    await reading
    expect(follow.saw('loss')[0]).toMatch(/^journald did not take [\d,]+ lines of openclaw-gateway\.service/)
    expect(follow.texts.some((text) => /^Suppressed \d+ messages from openclaw-gateway\.service$/.test(text))).toBe(
      true,
    )
  })

  test('a user who may not read the journal is told what to do', async () => {
    await journal.start()
    const journalctl = newPath('journalctl')
    writeFileSync(journalctl, '#!/bin/sh\nexec setpriv --reuid 65534 --regid 65534 --clear-groups journalctl "$@"\n')
    chmodSync(journalctl, 0o755)
    await expect(follower({ journalctl }).read(1)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('usermod -aG systemd-journal'),
    })
    const units = await journalUnits({ namespace: journal.namespace, journalctl })
    expect(units).toEqual({ problem: expect.stringContaining('no permission to read the journal') })
  })

  test('a reader that is killed leaves no journalctl behind', async () => {
    await journal.start()
    const script = `
      import { journald } from '${join(root, 'src/sources/journald.ts')}'
      const source = journald({ units: ['${gateway}'], namespace: '${journal.namespace}' })
      const options = { cursor: () => undefined, streamIds: [], since: undefined, signal: new AbortController().signal, notice: () => {} }
      for await (const { lines } of source.follow(options)) for (const { text } of lines) console.log(text)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const write = await journal.writer(gateway)
    const writing = setInterval(() => void write('line\n'), 100)
    await once(child.stdout, 'data')
    clearInterval(writing)
    const left = children(child.pid!, 'journalctl')
    expect(left).toHaveLength(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    while (left.some((pid) => isAlive(pid))) await sleep(50)
  })
})

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
