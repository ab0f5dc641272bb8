import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { installation } from '../../patterns/installation.ts'
import { lineCap } from '../../src/model/record.ts'
import { dockerContainers, dockerSource } from '../../src/sources/docker/docker.ts'
import type { DockerOptions } from '../../src/sources/docker/following.ts'
import { openEngine } from '../../src/sources/docker/engine.ts'
import { during, eventually, unprivileged } from '../helpers/during.ts'
import { newFolder } from '../helpers/folder.ts'
import { Followed } from '../helpers/followed.ts'
import { compose, DockerEngine, image, noDocker } from './docker.ts'

if (noDocker !== undefined) process.stderr.write(`not tested against a real Docker engine: ${noDocker}\n`)
else if (compose === undefined) process.stderr.write('Compose is not installed: containers with its labels stand in\n')

const gateway = { 'com.docker.compose.project': 'openclaw', 'com.docker.compose.service': 'openclaw-gateway' }
/** Numbered lines without end, and the last word when it is asked to stop. */
const endless = `i=0; trap 'echo "last $i"; exit 0' TERM; while true; do i=$((i+1)); echo "line $i"; usleep 3000; done`
const anyGateway = { selectors: [], gateway: installation.container }

/** So many numbered lines, after each so many something else, and nothing more. */
const numbers = (count: number, block: number, between: string): string =>
  `i=0; while [ $i -lt ${count} ]; do i=$((i+1)); echo "line $i ........................................"; if [ $((i % ${block})) = 0 ]; then ${between}; fi; done; echo done`
/** Makes the shell able to wait until it is told to go on (`SIGUSR1`); once for each time that it waits. */
const canWait = `go=0; trap 'go=1' USR1; wait_for_go() { while [ $go = 0 ]; do usleep 5000; done; go=0; }`

describe.skipIf(noDocker !== undefined)(`a real Docker engine${noDocker ? ` (${noDocker})` : ''}`, () => {
  const engine = new DockerEngine(newFolder())
  beforeAll(async () => {
    await engine.start()
    await engine.makeImage()
  })
  afterEach(() => engine.removeContainers())
  afterAll(() => engine.remove())

  // What the engine's events still know of the tests before must not come.
  const now = (): bigint => BigInt(Date.now()) * 1_000_000n
  function follow(options: Partial<DockerOptions> = {}, since = now()): Followed {
    return new Followed(() => dockerSource({ ...anyGateway, host: engine.host, pause: 20, ...options }), since)
  }
  const numbersOf = (texts: readonly string[]): number[] =>
    texts.flatMap((text) => /^line (\d+)\b/.exec(text)?.[1] ?? []).map(Number)
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

  test.each([
    ['json-file', false],
    ['json-file', true],
    ['local', false],
  ])('every line once, with the reader ended at any moment (%s, terminal %s)', async (driver, tty) => {
    const followed = follow()
    const total = 6000
    await engine.run('openclaw', numbers(total, 100, 'usleep 20000'), { driver, tty })
    let round = 0
    while (followed.texts('openclaw').at(-1) !== 'done') {
      // A batch has 1024 lines at most: the first rounds never get to the end.
      let left = [0, 1, 2, 1][round] ?? (round * 7) % 12
      round++
      await followed.until(() => followed.texts('openclaw').at(-1) === 'done', { commit: () => left-- > 0 })
    }
    expect(numbersOf(followed.texts('openclaw'))).toEqual(upTo(total))
    expect(followed.texts('openclaw')).toHaveLength(total + 1)
    expect(round).toBeGreaterThan(3)
    expect(followed.said('loss', /./)).toBe(false)
  })

  test.each([
    ['json-file', false],
    ['json-file', true],
    ['local', false],
  ])('long lines, bytes, both streams, a last word without its end (%s, terminal %s)', async (driver, tty) => {
    const followed = follow()
    const script = `x() { head -c $1 /dev/zero | tr '\\0' x; }
      echo one; x 40000; echo; echo two >&2; usleep 20000; x 200000; echo; printf 'caf\\303\\251 \\377\\n'; x 16384; echo; printf 'part'; usleep 300000; echo ' and rest'; printf last; exit 3`
    await engine.run('openclaw', script, { driver, tty })
    await followed.until(() => followed.texts('openclaw').at(-1) === 'last')
    const lines = [...followed.lines].find(([id]) => id.startsWith('docker:'))![1]
    const of = (iostream: string): string[] =>
      lines.filter(({ envelope }) => envelope?.attributes?.['log.iostream'] === iostream).map(({ text }) => text)
    const long = 'x'.repeat(40_000)
    const rest = ['x'.repeat(lineCap), 'café \ufffd', 'x'.repeat(16_384), 'part and rest', 'last']
    expect(of('stdout')).toEqual(tty ? ['one', long, 'two', ...rest] : ['one', long, ...rest])
    expect(of('stderr')).toEqual(tty ? [] : ['two'])
    expect(lines.filter(({ cut }) => cut)).toHaveLength(1)
    await followed.until(() => followed.texts('docker events').includes('openclaw exited with code 3'))
  })

  test('its log is turned over while it is followed, again and again', async () => {
    const followed = follow()
    const total = 3000
    const block = 140
    // A file holds some 160 lines. Who is two files behind has lost one: it is written on when all has been read, as a
    // reader that keeps up would have it.
    const driverOptions = { 'max-size': '20k', 'max-file': '3' }
    const container = await engine.run('openclaw', `${canWait}; echo first; wait_for_go; ${numbers(total, block, 'wait_for_go')}`, { driverOptions }) // prettier-ignore
    await during(followed, async () => {
      for (let read = 0; read <= total; read += block) {
        await eventually(() => followed.texts('openclaw').length > Math.min(read, total))
        await container.kill({ signal: 'SIGUSR1' })
      }
      await eventually(() => followed.texts('openclaw').at(-1) === 'done')
    })
    expect(numbersOf(followed.texts('openclaw'))).toEqual(upTo(total))
    expect(followed.said('loss', /./)).toBe(false)
  })

  test('turned over while nobody looked: what is gone is said, and the rest comes', async () => {
    const followed = follow()
    const driverOptions = { 'max-size': '20k', 'max-file': '2' }
    const script = `${canWait}; echo first; wait_for_go; ${numbers(3000, 5000, ':')}; sleep 3600`
    const container = await engine.run('openclaw', script, { driverOptions })
    await followed.until(() => followed.texts('openclaw').includes('first'))
    await container.kill({ signal: 'SIGUSR1' })
    while (!(await engine.logOf(container, 1)).endsWith('done\n')) await sleep(20)
    await followed.until(() => followed.texts('openclaw').at(-1) === 'done')
    expect(followed.said('loss', 'turned over')).toBe(true)
    const seen = numbersOf(followed.texts('openclaw'))
    expect(seen).toEqual(upTo(3000).slice(3000 - seen.length))
  })

  test('stopped, started and started again', async () => {
    const followed = follow()
    const container = await engine.run('openclaw', endless, { labels: gateway })
    await during(followed, async () => {
      for (let start = 1; start <= 4; start++) {
        await eventually(() => followed.texts('openclaw').length > 50 * start)
        if (start === 2) {
          await container.kill()
          await eventually(() => followed.said('left', 'stopped with exit code 137'))
          await container.start()
        } else await container.restart()
      }
      await eventually(() => followed.texts('openclaw').length > 250)
      await container.stop()
      await eventually(() => followed.said('left', 'stopped with exit code 0'))
    })
    expectRuns(followed.texts('openclaw'), 5, 4)
    const happened = followed.texts('docker events')
    expect(happened.filter((text) => text === 'Container openclaw  Restarted')).toHaveLength(3)
    expect(happened).toContain('openclaw exited with code 137')
    expect([...followed.lines.keys()].filter((id) => id.startsWith('docker:'))).toEqual([`docker:${container.id}`])
  })

  test('that dies again and again is read each time, and what is said of its health', async () => {
    const followed = follow()
    const script = `n=$(cat n 2>/dev/null || echo 0); echo $((n+1)) >n; for i in 1 2 3; do echo "line $((3 * n + i))"; done; [ $n = 4 ] && sleep 3600; exit 78`
    await engine.run('openclaw', script, { labels: gateway, restart: 'always', unhealthy: true })
    const died = (): number =>
      followed.texts('docker events').filter((text) => text === 'openclaw exited with code 78').length
    // A slow machine may find it unhealthy before it runs for the last time.
    await followed.until(
      () =>
        followed.texts('docker events').includes('Container openclaw  Unhealthy') &&
        followed.texts('openclaw').length >= 15 &&
        died() >= 4,
    )
    expect(numbersOf(followed.texts('openclaw'))).toEqual(upTo(15))
    expect(died()).toBe(4)
  })

  test('created anew and scaled by Compose', async () => {
    const followed = follow({ selectors: ['openclaw/openclaw-gateway'] })
    await during(followed, async () => {
      await up(1)
      await eventually(() => streams().length === 1 && texts(0).length > 50)
      await up(1, 'recreate')
      await eventually(() => streams().length === 2 && texts(1).length > 50)
      await up(3)
      await eventually(() => streams().length === 4 && texts(2).length > 50 && texts(3).length > 50)
      await up(1)
      await eventually(() => followed.over.size === 3)
      await up(0)
      await eventually(() => followed.over.size === 4)
    })
    for (const index of [0, 1, 2, 3]) expectRuns(texts(index), 1, 1)
    expect(followed.said('loss', /./)).toBe(false)
    const [first] = followed.lines.get(streams()[0]!)!
    expect(first?.envelope?.attributes).toMatchObject({ 'compose.project': 'openclaw', 'compose.service': 'openclaw-gateway' }) // prettier-ignore

    function streams(): string[] {
      return [...followed.lines.keys()].filter((id) => id.startsWith('docker:'))
    }
    function texts(index: number): string[] {
      return followed.lines.get(streams()[index]!)!.map(({ text }) => text)
    }
  })

  test('killed and back: its containers were running on', async () => {
    const followed = follow()
    const container = await engine.run('openclaw', endless)
    const waits = (): number =>
      followed.notices.filter(({ kind, text }) => kind === 'wait' && /nothing answers|closed the connection/.test(text))
        .length
    await during(followed, async () => {
      for (let round = 1; round <= 2; round++) {
        const before = followed.texts('openclaw').length
        await eventually(() => followed.texts('openclaw').length > before + 100)
        const waited = waits()
        await engine.kill()
        await eventually(() => waits() > waited)
        await engine.start()
        await eventually(() => followed.notices.filter(({ text }) => text === 'the engine answers again').length === round) // prettier-ignore
      }
      await container.stop()
      await eventually(() => followed.texts('openclaw').at(-1)?.startsWith('last ') === true)
    })
    expectRuns(followed.texts('openclaw'), 1, 1)
    expect(followed.said('loss', /./)).toBe(false)
  })

  test('containers that are listed, one that cannot be read, and a user without rights', async () => {
    await engine.run('openclaw-openclaw-gateway-1', 'sleep 3600', { labels: gateway })
    await engine.run('mute-clawdbot', 'echo nothing', { driver: 'none' })
    await engine.run('postgres', 'sleep 3600')
    const listed = await dockerContainers({ ...anyGateway, host: engine.host })
    expect(listed).toEqual({
      containers: expect.arrayContaining([
        { name: 'openclaw-openclaw-gateway-1', project: 'openclaw', service: 'openclaw-gateway', image, state: 'running', logDriver: 'json-file' },
        expect.objectContaining({ name: 'mute-clawdbot', logDriver: 'none' }),
      ]) as unknown,
    }) // prettier-ignore
    expect((listed as { containers: unknown[] }).containers).toHaveLength(2)
    const followed = follow()
    await followed.until(() => followed.said('note', 'its log cannot be read: log driver none'))
    await openEngine(engine.host)
    await unprivileged(async () => {
      const problem = expect.stringMatching(/^no permission for unix:.*sudo usermod -aG docker \$USER/) as string
      expect(await dockerContainers({ ...anyGateway, host: engine.host })).toEqual({ problem })
    })
  })

  /** Each run begins with line 1, none is missing, and those that were asked to stop have their last word. */
  function expectRuns(texts: readonly string[], runs: number, asked: number): void {
    let last = 0
    let words = 0
    let begun = 0
    for (const text of texts) {
      if (text === `last ${last}`) words++
      else {
        if (text === 'line 1') begun++
        else expect(text).toBe(`line ${last + 1}`)
        last = Number(text.slice(5))
      }
    }
    expect([begun, words]).toEqual([runs, asked])
  }

  /** As many containers of the service as said, by Compose if it is there. */
  async function up(scale: number, recreate?: 'recreate'): Promise<void> {
    if (compose) {
      const services = {
        'openclaw-gateway': { image, network_mode: 'none', stop_grace_period: '5m', command: ['sh', '-c', endless] },
      }
      const args = ['up', '--detach', '--scale', `openclaw-gateway=${scale}`]
      return engine.compose('openclaw', services, ...args, ...(recreate ? ['--force-recreate'] : []))
    }
    const there = await engine.docker.listContainers({ all: true })
    for (const { Id } of recreate ? there : there.slice(0, Math.max(0, there.length - scale))) {
      const container = engine.docker.getContainer(Id)
      await container.stop()
      await container.remove()
    }
    for (let index = recreate ? 0 : there.length; index < scale; index++)
      await engine.run(`openclaw-openclaw-gateway-${index + 1}`, endless, { labels: gateway })
  }
})
