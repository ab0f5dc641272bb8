// `--redact-names` masks in what leaves the machine what is no secret but tells of a person or a machine.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unpack } from '../src/bundle/tar.ts'
import { nameShapes } from '../src/redact/identities.ts'
import { NameMasker } from '../src/redact/name-masker.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import { find } from '../src/redact/shape.ts'
import { oclog } from './helpers/cli.ts'
import { newFolder } from './helpers/folder.ts'

const redactor = createRedactor(new Uint8Array(32))

test.each(nameShapes.map((shape) => [shape.id, shape] as const))(
  '%s is masked on demand, and left by the redactor',
  (_, shape) => {
    expect(shape.examples.hits.length).toBeGreaterThan(0)
    for (const [text, name] of shape.examples.hits) {
      expect(
        [...find(shape, text, text)].map(({ start, end }) => text.slice(start, end)),
        text,
      ).toEqual([name])
      expect(redactor.text(text)).toBe(text)
      expect(new NameMasker().mask(text)).toMatch(/‹(?:user|host|chat):[0-9a-f]{6}›/)
      expect(new NameMasker().mask(text)).not.toContain(name)
    }
  },
)

describe('a masker', () => {
  test('masks a name that it learned wherever it stands as a word', () => {
    const names = new NameMasker()
    names.learn('ENOENT /home/alicia/.openclaw')
    names.add('host', 'box-7')
    expect(names.mask('alicia (box-7) and malicia').replace(/[0-9a-f]{6}/g, '')).toBe('‹user:› (‹host:›) and malicia')
    expect(names.mask('alicia')).toBe(names.mask('alicia'))
    expect(new NameMasker().mask('/home/alicia')).not.toBe(new NameMasker().mask('/home/alicia'))
  })

  test.each([
    'gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
    'connect ETIMEDOUT https://api.telegram.org:443 from node_modules/openclaw/dist/index.js',
    '/home/node/.openclaw/openclaw.json user=root on host=localhost, 192.168.1.7:18789',
    'openclaw-gateway.service: Main process exited, code=exited, status=1/FAILURE',
    'npm i @openclaw/discord@2026.9.6, message=4211 took 1795345780360',
    'token=‹token:3fa9c1› of ‹email:3fa9c1›',
  ])('leaves %s', (text) => {
    const names = new NameMasker()
    names.learn(text)
    expect(names.mask(text)).toBe(text)
  })
})

const conn = '5eb4c5f0-0000-4000-8000-000000000000'
const log = [
  `Nov 22 11:10:18 aliciabox openclaw[812]: 2026-11-22T11:10:18.048Z [ws] unauthorized conn=${conn} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch`,
  'Nov 22 11:10:19 aliciabox openclaw[812]: Gateway failed to start: ENOENT /home/alicia/.openclaw/x chat=-1001234567890',
  'Nov 22 11:10:19 aliciabox openclaw[812]: alicia asked box.tail1234.ts.net for agent:main:discord:direct:123456789012345678',
]
const told = ['alicia', 'tail1234', '1001234567890', '123456789012345678']

test('nothing of it is in any view, in the bundle, or in what follow tells', { timeout: 120_000 }, async () => {
  const folder = newFolder()
  const [path, db] = [join(folder, 'gateway.log'), join(folder, 'oclog.db')]
  writeFileSync(path, `${log.join('\n')}\n`)
  const shown = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await oclog([...args, '--redact-names', '--db', db])
    expect(code, stderr).toBeLessThan(2)
    return stdout
  }
  const texts = [
    await shown('analyze', path),
    await shown('analyze', '-f', 'json', path),
    ...(await Promise.all(['text', 'json', 'markdown', 'jira'].map((format) => shown('timeline', '-f', format)))),
    await shown('timeline', '--html', '-'),
    (
      await oclog([
        'follow',
        '--for',
        '3s',
        '--since',
        '3000d',
        '-f',
        'ndjson',
        '--redact-names',
        '--db',
        ':memory:',
        path,
      ])
    ).stdout,
  ]
  await shown('bundle', '-o', join(folder, 'ticket.tar.gz'))
  texts.push(...unpack(readFileSync(join(folder, 'ticket.tar.gz'))).map(({ content }) => content.toString()))
  for (const text of texts) for (const name of told) expect(text).not.toContain(name)
  expect(texts[1]).toMatch(/‹user:[0-9a-f]{6}›/)
  expect(await oclog(['timeline', '-f', 'json', '--db', db])).toMatchObject({
    stdout: expect.stringContaining('alicia'),
  })
})
