import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { installation } from '../patterns/installation.ts'
import { hiddenInConfiguration } from '../src/bundle/configuration.ts'
import { configuration } from '../src/bundle/diagnostics.ts'
import { unpack } from '../src/bundle/tar.ts'
import { packClean } from '../src/commands/bundle.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import type { AnalysisDocument } from '../src/model/document.ts'
import { oclog, root, type Outcome } from './helpers/cli.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { dump } from './helpers/pipeline.ts'

const logs = ['token-rotated/2026.9.6.console.log', 'policy-drops/2026.9.6.file.jsonl', 'handshake-timeout/2026.9.6.console.log', 'config-invalid/2026.2.26.console.log'] // prettier-ignore
const secret = ['q7Fake0Swordfish', 'R4nd0m9Kx'].join('')

let kept: string
beforeAll(async () => {
  kept = newPath('oclog.db')
  for (const log of logs) {
    const { code } = await oclog(['analyze', '--quiet', '--db', kept, join(root, 'fixtures', log)])
    expect(code).toBe(1)
  }
})

/** A copy of the store, to change it. */
function copied(): string {
  const path = newPath('oclog.db')
  for (const end of ['', '-wal', '-shm', '.key']) if (existsSync(kept + end)) cpSync(kept + end, path + end)
  return path
}

async function ok(args: readonly string[], surroundings?: Parameters<typeof oclog>[1]): Promise<Outcome> {
  const outcome = await oclog(args, surroundings)
  expect({ args, code: outcome.code, stderr: outcome.code === 0 ? '' : outcome.stderr }).toEqual({
    args,
    code: 0,
    stderr: '',
  })
  return outcome
}

interface Listed {
  readonly id: string
  readonly state: string
  readonly openedAt: string | null
  readonly classes: readonly string[]
}

async function listed(...flags: string[]): Promise<Listed[]> {
  return JSON.parse((await ok(['incidents', 'list', '-f', 'json', '--db', kept, ...flags])).stdout) as Listed[]
}

describe('oclog incidents list', () => {
  it('shows the latest first, those without a time last', async () => {
    const times = (await listed()).map(({ openedAt }) => openedAt)
    const dated = times.filter((time) => time !== null)
    expect(dated.length).toBeGreaterThan(2)
    expect(times).toEqual([...dated.toSorted().reverse(), ...times.filter((time) => time === null)])
  })

  it('keeps to a state, a class and a stretch of time', async () => {
    const all = await listed()
    expect(await listed('--state', 'open')).toEqual(all.filter(({ state }) => state === 'open'))
    const mismatches = await listed('--class', 'token-mismatch')
    expect(mismatches).toEqual(all.filter(({ classes }) => classes.includes('token-mismatch')))
    expect(mismatches.length).toBeGreaterThan(0)
    expect(await listed('--until', '2026-11-22T11:30:00Z')).toEqual(all.filter(({ openedAt }) => openedAt !== null && openedAt < '2026-11-22T11:30')) // prettier-ignore
    expect(await listed('--since', '2027-01-01T00:00:00Z')).toEqual([])
  })

  it('fits a terminal', async () => {
    const { stdout } = await ok(['incidents', 'list', '--db', kept])
    expect(stdout).toMatch(/^[0-9a-f]{8} {2}2026-11-22 \d\d:\d\d {2}(?:open|resolved) /)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })
})

describe('an id', () => {
  it('may be as short as it is the only one', async () => {
    const [{ id }] = (await listed()) as [Listed]
    const { stdout } = await ok(['incidents', 'show', id.slice(0, 5), '--db', kept])
    expect(stdout).toContain(id.slice(0, 8))
  })

  it.each([
    ['zz', 'no incident has the id zz'],
    ['', 'is not one id but several'],
  ])('%j is refused with words', async (id, words) => {
    const { code, stderr } = await oclog(['timeline', id, '--db', kept])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) as string })
  })

  it('is looked for in a store that is there', async () => {
    const path = newPath('none.db')
    const { code, stderr } = await oclog(['timeline', '--db', path])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('nothing is stored yet') as string })
    expect(existsSync(path)).toBe(false)
  })
})

describe('oclog timeline', () => {
  it('tells of an incident what analyze told', async () => {
    const args = ['analyze', '--format', 'json', '--db', newPath('oclog.db'), join(root, 'fixtures', logs[0]!)]
    const analysed = JSON.parse((await oclog(args)).stdout) as AnalysisDocument
    const [{ id }] = analysed.incidents as [AnalysisDocument['incidents'][number]]
    const stored = JSON.parse((await ok(['timeline', id, '-f', 'json', '--db', kept])).stdout) as AnalysisDocument
    // Marks of secrets depend on the key of the store; this log has none.
    expect(stored.incidents).toEqual(analysed.incidents)
    expect(stored.inputs.map(({ path }) => path)).toEqual(analysed.inputs.map(({ path }) => path))
  })

  it('gives the same bytes for the same store, whatever the order that is asked in, and holds what --format json prints', async () => {
    const ids = (await listed()).map(({ id }) => id)
    const [a, b] = [newPath('a.html'), newPath('b.html')]
    await ok(['timeline', ...ids, '--html', a, '--db', kept])
    await ok(['timeline', ...ids.toReversed(), '--html', b, '--db', copied()])
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true)
    const packed = /href="data:application\/gzip;base64,([^"]*)"/.exec(readFileSync(a, 'utf8'))![1]!
    const { stdout } = await ok(['timeline', ...ids, '-f', 'json', '--db', kept])
    expect(gunzipSync(Buffer.from(packed, 'base64')).toString()).toBe(stdout)
  })

  it('takes a stretch of time, or the latest', async () => {
    const { stdout } = await ok(['timeline', '--since', '2026-11-22T00:00:00Z', '-f', 'json', '--db', kept])
    const dated = (await listed()).filter(({ openedAt }) => openedAt !== null)
    expect((JSON.parse(stdout) as AnalysisDocument).incidents.map(({ id }) => id).sort()).toEqual(
      dated.map(({ id }) => id).sort(),
    )
    const latest = await ok(['timeline', '--markdown', '--db', kept])
    expect(latest.stdout).toContain(dated[0]!.id.slice(0, 8))
    const none = await oclog(['timeline', '--since', '2027-01-01T00:00:00Z', '--db', kept])
    expect(none.code).toBe(2)
  })
})

describe('oclog incidents forget', () => {
  it('removes an incident with its events, and every byte of them', async () => {
    const db = copied()
    const [{ id }] = (await listed('--class', 'token-mismatch')) as [Listed]
    const { stdout } = await ok(['incidents', 'forget', id.slice(0, 6), '--db', db])
    expect(stdout).toMatch(/^Forgot 1 incident and \d+ events\.\n$/)
    const after = dump(db)
    expect(after['incident']).toHaveLength(dump(kept)['incident']!.length - 1)
    for (const end of ['', '-wal'])
      if (existsSync(db + end)) expect(readFileSync(db + end, 'latin1')).not.toContain('a3783388-49ec')
    expect(readFileSync(kept, 'latin1') + readFileSync(existsSync(`${kept}-wal`) ? `${kept}-wal` : kept, 'latin1')).toContain('a3783388-49ec') // prettier-ignore
  })

  it('removes what is old, on request and by the setting', async () => {
    const db = copied()
    expect((await ok(['incidents', 'forget', '--older-than', '3650000d', '--db', db])).stdout).toBe('Forgot 0 incidents and 0 events.\n') // prettier-ignore
    const quiet = join(root, 'fixtures/quiet/2026.2.26.start-stop.console.log')
    await oclog(['analyze', '--quiet', '--db', db, quiet], { env: { OCLOG_KEEP: '3650000d' } })
    expect(dump(db)['incident']!.length).toBe(dump(kept)['incident']!.length)
    // The fixtures are of 2026-11-22, whatever day it is.
    const age = Date.now() - Date.UTC(2026, 10, 22)
    if (age > 2 * 86_400_000) {
      await oclog(['analyze', '--quiet', '--db', db, quiet], { env: { OCLOG_KEEP: '1d' } })
      expect(dump(db)['incident']!.length).toBeLessThan(dump(kept)['incident']!.length)
    }
  })

  it.each([
    [[], 'which?'],
    [['--older-than', 'soon'], 'is no duration'],
  ])('%j is refused with words', async (args, words) => {
    const { code, stderr } = await oclog(['incidents', 'forget', ...args, '--db', kept])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) as string })
  })
})

describe('oclog bundle', () => {
  it('holds the timeline in all forms and the lines, the same for the same store', async () => {
    const [{ id }] = (await listed('--class', 'token-mismatch')) as [Listed]
    const [a, b] = [newPath('a.tar.gz'), newPath('b.tar.gz')]
    const { stderr } = await ok(['bundle', id, '-o', a, '--db', kept])
    await ok(['bundle', id, '-o', b, '--db', kept])
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true)
    const files = new Map(unpack(readFileSync(a)).map(({ name, content }) => [name, content.toString()]))
    expect([...files.keys()]).toEqual(['README.txt', 'timeline.html', 'timeline.json', 'timeline.md', 'versions.txt', 'logs/1-2026.9.6.console.log.txt']) // prettier-ignore
    for (const name of files.keys()) expect(stderr).toContain(`  ${name}\n`)
    expect(files.get('timeline.json')).toBe((await ok(['timeline', id, '-f', 'json', '--db', kept])).stdout)
    expect(files.get('logs/1-2026.9.6.console.log.txt')).toMatch(/^ {7}2 {2}loading configuration…\n/)
    const again = await oclog(['bundle', id, '-o', a, '--db', kept])
    expect({ code: again.code, stderr: again.stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('exists and was left as it is') as string,
    })
  })

  it('asks openclaw only when told to, does not wait for it, and hides what it says', async () => {
    const bin = newFolder()
    const home = newFolder()
    mkdirSync(join(home, '.openclaw'))
    writeFileSync(join(home, '.openclaw/openclaw.json'), `{ // mine\n  gateway: { auth: { mode: "token", token: "${secret}" } },\n  "channels": { "telegram": { "botToken": "short1", allowFrom: "+4915112345678" } },\n  "model": "anthropic/claude"\n}\n`) // prettier-ignore
    writeFileSync(join(bin, 'openclaw'), `#!/bin/sh\ncase "$1" in --version) echo "2026.9.6 \x1b[31mred";; status) echo "Authorization: Bearer ${secret}";; doctor) exec sleep 60;; esac\n`) // prettier-ignore
    chmodSync(join(bin, 'openclaw'), 0o755)
    const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: home }
    const path = newPath('ticket.tar.gz')
    await ok(['bundle', '-o', path, '--db', kept], { env })
    expect(unpack(readFileSync(path)).filter(({ name }) => name.startsWith('openclaw/'))).toEqual([])
    const asked = newPath('ticket.tar.gz')
    await ok(['bundle', '-o', asked, '--with-openclaw', '--db', kept], { env })
    const files = new Map(unpack(readFileSync(asked)).map(({ name, content }) => [name, content.toString()]))
    expect(files.get('openclaw/version.txt')).toBe('$ openclaw --version\n2026.9.6 red\n(exit code 0)\n')
    expect(files.get('openclaw/status.txt')).toMatch(/Authorization: Bearer ‹[a-z]+:[0-9a-f]{6}›/)
    expect(files.get('openclaw/doctor.txt')).toContain('without an answer')
    expect(files.get('openclaw/openclaw.json')).toMatch(/^\{ \/\/ mine\n {2}gateway: \{ auth: \{ mode: "token", token: "‹token:[0-9a-f]{6}›" \} \},\n {2}"channels": \{ "telegram": \{ "botToken": "‹token:[0-9a-f]{6}›", allowFrom: "‹phone:[0-9a-f]{6}›" \} \},\n {2}"model": "anthropic\/claude"\n\}\n$/) // prettier-ignore
    const text = [...files.values()].join('\n')
    for (const part of [secret, secret.slice(0, 10), 'short1', '4915112345678']) expect(text).not.toContain(part)
  })

  it('says why there is nothing of openclaw', () => {
    process.env['OPENCLAW_CONFIG_PATH'] = '/nonexistent/openclaw.json'
    try {
      expect(configuration(installation.diagnostics)).toEqual({
        file: 'openclaw.json.missing.txt',
        text: 'not read: ENOENT\n',
      })
    } finally {
      delete process.env['OPENCLAW_CONFIG_PATH']
    }
  })

  test.each([
    ['{"token":"${GATEWAY_TOKEN}"}', '{"token":"${GATEWAY_TOKEN}"}'],
    ["{ apiKey: 'a\\'b' }", "{ apiKey: '[hidden]' }"],
    ['{"token":"‹token:3fa9c1›"}', '{"token":"‹token:3fa9c1›"}'],
    ['{"authMode":"password","maxTokens":5}', '{"authMode":"password","maxTokens":5}'],
  ])('of the configuration %s only %s is shown', (given, shown) => {
    expect(hiddenInConfiguration(given, installation.diagnostics.modes)).toBe(shown)
  })

  it.each(['timeline.html', 'timeline.json', 'logs/1.txt'])(
    'fails when %s holds a secret once it is packed',
    (name) => {
      const redactor = createRedactor(new Uint8Array(32))
      const texts = { 'timeline.html': `<p title="x">token=${secret}</p>`, 'timeline.json': `{"a":["token=${secret}"]}`, 'logs/1.txt': `1  token=${secret}` } // prettier-ignore
      const text = texts[name as keyof typeof texts]
      const file = (content: string): { name: string; content: Buffer } => ({ name, content: Buffer.from(content) })
      expect(() => packClean([file(text)], redactor)).toThrow(`found in ${name} of the finished bundle`)
      expect(unpack(packClean([file(text.replace(`token=${secret}`, 'nothing'))], redactor))).toHaveLength(1)
    },
  )
})
