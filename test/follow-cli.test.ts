import { execFileSync } from 'node:child_process'
import {
  appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync,
} from 'node:fs' // prettier-ignore
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { displayWidth } from '../src/base/text.ts'
import { oclog, root } from './helpers/cli.ts'
import { documentOf } from './helpers/document.ts'
import { eventually } from './helpers/during.ts'
import { newFolder } from './helpers/folder.ts'
import { Following } from './helpers/live-cli.ts'
import { patience } from './helpers/patience.ts'
import { stored } from './helpers/stored.ts'

const broken = readFileSync(join(root, 'fixtures/token-mismatch/2026.9.6.console.log'), 'utf8')
const recovered = readFileSync(join(root, 'fixtures/pairing-required/2026.9.6.console.log'), 'utf8')
const quiet = readFileSync(join(root, 'fixtures/quiet/2026.9.6.start-stop.console.log'), 'utf8')

function place(): { log: string; db: string; folder: string; args: string[] } {
  const folder = newFolder()
  const log = join(folder, 'gateway.log')
  const db = join(folder, 'oclog.db')
  writeFileSync(log, '')
  return { log, db, folder, args: ['--file', log, '--db', db] }
}

function linesIn(text: string): number {
  return text.split('\n').length - 1
}

function incidentsIn(path: string): unknown {
  const db = new Database(path, { readonly: true })
  const count = db.prepare('SELECT count(*) FROM incident').pluck().get()
  db.close()
  return count
}

interface Change {
  readonly schema: string
  readonly change: string
  readonly id: string
  readonly state: string
  readonly events: readonly { readonly id: string }[]
  readonly cause: { readonly id: string }
}

function changesIn(text: string): Change[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Change)
}

describe('oclog follow', () => {
  test('tells an incident as it opens, and the command for a ticket at the end', async () => {
    const { log, db, args } = place()
    const follow = new Following(args)
    await follow.printed(`+ ${log}`)
    appendFileSync(log, broken)
    await follow.printed(/INCIDENT [0-9a-f]{8} {2}Clients send a token/)
    await follow.printed('openclaw health')
    expect(await follow.end()).toBe(1)
    expect(follow.stdout).toMatch(new RegExp(`oclog timeline [0-9a-f]{8} --html incident.html --db ${db}\n$`))
    expect(follow.stderr).toBe('')
    for (const line of follow.stdout.split('\n')) {
      if (!line.includes(db) && !line.includes(log)) expect(displayWidth(line)).toBeLessThanOrEqual(80)
    }
  })

  test('says what analyze says', async () => {
    for (const text of [broken, recovered]) {
      const { log, args, db } = place()
      const follow = new Following([...args, '--format', 'ndjson'])
      await follow.printed(log)
      for (let at = 0; at < text.length; at += 3000) {
        appendFileSync(log, text.slice(at, at + 3000))
        await stored(db, linesIn(text.slice(0, at + 3000)))
      }
      await follow.printed('"change":"opened"')
      expect(await follow.end('SIGTERM')).toBe(1)
      const last = new Map(changesIn(follow.stdout).map((change) => [change.id, change]))
      for (const { change, id } of changesIn(follow.stdout)) if (change === 'withdrawn') last.delete(id)
      const { incidents } = documentOf((await oclog(['analyze', '--format', 'json', '--db', ':memory:', log])).stdout)
      expect([...last.values()].map(({ cause, state, events }) => [cause.id, state, events.length])).toEqual(
        incidents.map(({ cause, state, events }) => [cause.id, state, events.length]),
      )
    }
  })

  test('says when it has recovered', async () => {
    const { log, args } = place()
    const follow = new Following(args)
    await follow.printed(`+ ${log}`)
    const lines = recovered.split(/(?<=\n)/)
    const refused = lines.findIndex((line) => line.includes('code=1008')) + 1
    appendFileSync(log, lines.slice(0, refused).join(''))
    await follow.printed('INCIDENT')
    appendFileSync(log, lines.slice(refused).join(''))
    await follow.printed(/RECOVERED [0-9a-f]{8}/)
    expect(await follow.end('SIGTERM')).toBe(1)
  })

  test('exit code 0 when nothing broke, after --for', async () => {
    const { log, args } = place()
    writeFileSync(log, quiet)
    const follow = new Following([...args, '--since', '2026-01-01', '--for', '2s'])
    expect(await follow.ended()).toBe(0)
    expect(follow.stdout).toContain('No incident.')
  })

  test('--until-incident ends with the first one', async () => {
    const { log, args } = place()
    writeFileSync(log, broken)
    const follow = new Following([...args, '--since', '2026-01-01', '--until-incident', '--quiet'])
    expect(await follow.ended()).toBe(1)
    expect(follow.stdout).toContain('INCIDENT')
    expect(follow.stdout).not.toContain('+ ')
  })

  test('standard input, to its end', async () => {
    const { db } = place()
    const { code, stdout } = await oclog(['follow', '-', '--db', db, '--format', 'ndjson'], { stdin: broken })
    expect(code).toBe(1)
    expect(changesIn(stdout).at(-1)?.cause.id).toBe('token-drift')
  })

  test('a file that is not there yet is waited for', async () => {
    const { folder, db } = place()
    const path = join(folder, 'later.log')
    const follow = new Following(['--file', path, '--db', db])
    await follow.printed('is not there; waiting for it')
    writeFileSync(path, broken)
    await follow.printed('INCIDENT')
  })

  test('goes on where it was, and tells nothing twice', async () => {
    const { log, args, db } = place()
    const half = broken.indexOf('\n', broken.length / 2) + 1
    const first = new Following([...args, '--format', 'ndjson'])
    await first.printed(log)
    appendFileSync(log, broken.slice(0, half))
    await first.printed('"opened"')
    await first.end('SIGKILL')
    appendFileSync(log, broken.slice(half))
    const second = new Following([...args, '--format', 'ndjson'])
    await second.printed('"change":"updated"')
    await stored(db, linesIn(broken))
    await second.end()
    expect(changesIn(second.stdout).map(({ change }) => change)).not.toContain('opened')
    expect(incidentsIn(db)).toBe(1)
  })
})

describe('faults', () => {
  test('a second follower is kept away from the database of the first', async () => {
    const { args, log, db } = place()
    const first = new Following(args)
    await first.printed(`+ ${log}`)
    const second = new Following(args)
    expect(await second.ended()).toBe(2)
    expect(second.stderr).toContain(`another oclog follow writes to ${db}; stop it`)
    // Not even one that was killed leaves a lock behind.
    await first.end('SIGKILL')
    const third = new Following([...args, '--for', '1s'])
    expect(await third.ended()).toBe(0)
  })

  test('a database that another process holds is waited for, and nothing is lost', async () => {
    const { args, log, db } = place()
    const follow = new Following(args)
    await follow.printed(`+ ${log}`)
    await stored(db, 0)
    const other = new Database(db, { timeout: patience })
    other.exec('BEGIN IMMEDIATE')
    appendFileSync(log, broken)
    await follow.printed('… database: database is locked')
    other.exec('ROLLBACK')
    other.close()
    await follow.printed('INCIDENT')
    await follow.printed('can be written again; nothing was lost')
  })

  test.skipIf(process.getuid?.() !== 0)('a full disk is waited for, and nothing is lost', async () => {
    const { folder, log } = place()
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk])
    onTestFinished(() => void execFileSync('umount', ['--lazy', disk]))
    const db = join(disk, 'oclog.db')
    const follow = new Following(['--file', log, '--db', db])
    await follow.printed(`+ ${log}`)
    await stored(db, 0)
    const ballast = openSync(join(disk, 'ballast'), 'w')
    try {
      for (;;) writeSync(ballast, Buffer.alloc(4096))
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
    closeSync(ballast)
    appendFileSync(log, broken)
    await follow.printed('… database: database or disk is full')
    truncateSync(join(disk, 'ballast'), 0)
    await follow.printed('INCIDENT')
    await follow.printed('can be written again; nothing was lost')
    await follow.end()
    expect(incidentsIn(db)).toBe(1)
  })

  test('a clock that is set back by an hour changes nothing', async () => {
    const { args, log, folder } = place()
    const back = join(folder, 'back')
    const script = `import { existsSync } from 'node:fs'; const now = Date.now; Date.now = () => now() - (existsSync('${back}') ? 3600000 : 0)`
    const follow = new Following(args, { node: ['--import', `data:text/javascript,${encodeURIComponent(script)}`] })
    await follow.printed(`+ ${log}`)
    writeFileSync(back, '')
    appendFileSync(log, broken)
    await follow.printed('INCIDENT')
    expect(await follow.end()).toBe(1)
  })

  test('times of the log that go back or lie ahead are said, and told all the same', async () => {
    const { args, log, db } = place()
    const follow = new Following(args)
    await follow.printed(`+ ${log}`)
    appendFileSync(log, broken.replaceAll(/^20\d\d-/gm, '2099-'))
    await follow.printed(/its clock is \d+ d .*ahead of the one here/)
    await follow.printed('INCIDENT')
    appendFileSync(log, broken)
    await stored(db, 2 * linesIn(broken))
    expect(await follow.end()).toBe(1)
  })

  test('a line of 100 MB does not fill memory, nor hide what comes after it', async () => {
    const { args, log } = place()
    const follow = new Following(args)
    await follow.printed(`+ ${log}`)
    const file = openSync(log, 'a')
    const piece = Buffer.alloc(1 << 20, 'x')
    for (let count = 0; count < 100; count++) writeSync(file, piece)
    writeSync(file, `\n${broken}`)
    closeSync(file)
    await follow.printed('INCIDENT')
    const status = readFileSync(`/proc/${follow.child.pid}/status`, 'utf8')
    expect(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024).toBeLessThan(250)
    await follow.end()
  })

  test.each(['text', 'ndjson'])('the name of a file cannot speak to the terminal (%s)', async (format) => {
    const { folder, db } = place()
    const follow = new Following(['--file', join(folder, 'x*.log'), '--db', db, '--format', format])
    await follow.printed('waiting for it')
    writeFileSync(join(folder, 'x\u001b]0;owned\u0007\u202e.log'), broken)
    await follow.printed('\\x1b]0;owned\\x07\\u202e.log')
    await follow.end()
    expect(follow.stderr + (format === 'text' ? follow.stdout : '')).not.toMatch(/[\u001b\u0007\u202e]/)
  })

  test('a reader that goes away ends it in order', async () => {
    const { args, log, db } = place()
    const follow = new Following(args)
    await follow.printed(`+ ${log}`)
    follow.child.stdout!.destroy()
    appendFileSync(log, broken)
    expect(await follow.ended()).toBe(1)
    expect(follow.stderr).toBe('')
    expect(incidentsIn(db)).toBe(1)
  })

  test('options that cannot be are named with what to write', async () => {
    for (const [args, words] of [
      [['--for', 'long'], '--for long is no duration'],
      [['--since', 'never'], '--since never is neither a duration nor a time'],
      [['--webhook', 'nowhere'], '--webhook is no http or https address'],
      [['--webhook', 'irc+https://host/x'], 'is no shape that is known'],
      [['--file', '/tmp/*/x.log'], 'only the last part may be a pattern'],
      [['--journal', 'a b'], 'is no name of a systemd unit'],
      [['--log-file', '/proc/nope/x.log'], 'cannot write the log'],
      [
        ['--db', '/etc/hostname/x/oclog.db', '--file', '/nowhere.log'],
        'cannot make the folder of the database /etc/hostname/x',
      ],
    ] as const) {
      const { code, stderr } = await oclog(['follow', '--db', ':memory:', ...args])
      expect(stderr).toContain(words)
      expect({ args, code }).toEqual({ args, code: 2 })
    }
  })

  test('nothing found to follow says where it was looked', async () => {
    const { code, stderr, stdout } = await oclog(['follow', '--db', ':memory:', '--for', '3s'], {
      env: { PATH: '/nowhere', DOCKER_HOST: 'unix:///nowhere/docker.sock', HOME: newFolder() },
    })
    // A gateway may run where this test does.
    if (code !== 2) return
    expect(stderr).toContain('found nothing of OpenClaw to follow')
    expect(stdout).toContain('journalctl')
    expect(stdout).toContain('/nowhere/docker.sock')
  })
})

describe('who is told', () => {
  test('a command gets the incident as JSON', async () => {
    const { args, log, folder } = place()
    const told = join(folder, 'told')
    writeFileSync(log, broken)
    const follow = new Following([...args, '--since', '2026-01-01', '--quiet', '--exec', `cat > ${told}; echo "$OCLOG_CHANGE $OCLOG_CAUSE" >&2; mv ${told} ${told}.done`]) // prettier-ignore
    await follow.printed('INCIDENT')
    await eventually(() => existsSync(`${told}.done`))
    expect(await follow.end()).toBe(1)
    expect(JSON.parse(readFileSync(`${told}.done`, 'utf8'))).toMatchObject({ schema: 'oclog/change@1', change: 'opened', cause: { id: 'token-drift' } }) // prettier-ignore
  })

  test('a command that fails is said, and holds up nothing', async () => {
    const { args, log } = place()
    const follow = new Following([...args, '--exec', 'echo wrong >&2; exit 3'])
    await follow.printed(`+ ${log}`)
    appendFileSync(log, broken)
    await follow.printed(/exit code 3 \(wrong\); gave up on incident/)
    expect(await follow.end()).toBe(1)
  })

  interface Received {
    readonly url: string | undefined
    readonly authorization: string | undefined
    readonly body: Record<string, unknown>
  }

  async function webhook(statuses: readonly number[] = []): Promise<{ port: number; received: Received[] }> {
    const received: Received[] = []
    let count = 0
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        const { authorization } = request.headers
        received.push({ url: request.url, authorization, body: JSON.parse(text) as Record<string, unknown> })
        response.writeHead(statuses[count++] ?? 200, { 'retry-after': '0.05' }).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return { port: (server.address() as AddressInfo).port, received }
  }

  /** Until it has come of it what is waited for: at its end it gives messages five seconds, which may be too little. */
  async function followed(url: string, enough: (follow: Following) => unknown): Promise<Following> {
    const { args, log } = place()
    const follow = new Following([...args, '--webhook', url])
    await follow.printed(`+ ${log}`)
    appendFileSync(log, broken)
    await follow.printed('INCIDENT')
    await enough(follow)
    await follow.end()
    return follow
  }

  /** Where nobody listens any more. */
  async function freePort(): Promise<number> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    return port
  }

  test.each([
    ['json', '/hook', (body: Record<string, unknown>) => expect(body).toMatchObject({ schema: 'oclog/change@1', change: 'opened' })], // prettier-ignore
    ['slack', '/hook', (body: Record<string, unknown>) => expect(body['text']).toMatch(/^🔴 Clients send a token/)], // prettier-ignore
    [
      'discord',
      '/hook',
      (body: Record<string, unknown>) =>
        expect(body).toMatchObject({
          content: expect.stringMatching(/^🔴 /) as string,
          allowed_mentions: { parse: [] },
        }),
    ],
    [
      'ntfy',
      '/',
      (body: Record<string, unknown>) =>
        expect(body).toMatchObject({ topic: 'hook', priority: 4, title: expect.stringMatching(/^🔴 /) as string }),
    ],
  ])('a webhook of %s', async (shape, path, check) => {
    const { port, received } = await webhook()
    await followed(`${shape}+http://user:pass@127.0.0.1:${port}/hook`, () => eventually(() => received.length > 0))
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ url: path, authorization: `Basic ${btoa('user:pass')}` })
    check(received[0]!.body)
  })

  test('a webhook that is down for a while is tried again, one that refuses is not', async () => {
    const failing = await webhook([500, 429])
    const follow = await followed(`http://127.0.0.1:${failing.port}/secret-path`, () => eventually(() => failing.received.length >= 3)) // prettier-ignore
    expect(failing.received).toHaveLength(3)
    expect(follow.stdout).toContain(`--webhook 127.0.0.1:${failing.port}: HTTP 500; trying again`)
    expect(follow.stdout).not.toContain('secret-path')
    const refusing = await webhook([404])
    await followed(`http://127.0.0.1:${refusing.port}/`, (refused) => refused.printed(/HTTP 404; gave up on incident [0-9a-f]{8} opened/)) // prettier-ignore
    expect(refusing.received).toHaveLength(1)
  })

  test('a webhook that nobody answers ends with its message unsent, and says so', async () => {
    const follow = await followed(`http://127.0.0.1:${await freePort()}/`, (unheard) => unheard.printed(/--webhook 127\.0\.0\.1:\d+: .*trying again/)) // prettier-ignore
    expect(follow.stdout).toMatch(/not sent|gave up/)
  })
})
