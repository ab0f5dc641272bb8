import { execFileSync } from 'node:child_process'
import { chmodSync, createWriteStream, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { parsers } from '../parsers/index.ts'
import { families } from '../patterns/index.ts'
import { quoting } from '../patterns/quotations.ts'
import { alone, parseLine } from '../src/read/parse-line.ts'
import { matchRecord } from '../src/read/match.ts'
import { oclog, root } from './helpers/cli.ts'
import { documentOf, type Document } from './helpers/document.ts'
import { newFolder, newPath } from './helpers/folder.ts'
import { watchMemory } from './helpers/memory.ts'
import { analysed, dump } from './helpers/pipeline.ts'

const at = '2026-11-22T11:10:18.048Z'
const id = '5eb4c5f0-0000-4000-8000-000000000000'
const refusal = `${at} [ws] unauthorized conn=${id} remote=127.0.0.1 client=cli cli v2026.2.26 reason=token_mismatch`
const closed = (ua: string, reason: string): string =>
  `${at} [ws] closed before connect conn=${id} remote=127.0.0.1 fwd=n/a origin=n/a host=127.0.0.1:18789 ua=${ua} code=1008 reason=${reason}`

// What a terminal or a reader would obey: C0 but the newline, DEL, C1, bidi marks, separators, half surrogates.
const obeyed = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/ // prettier-ignore

/** What the command line prints, and the document of the same in this process. */
async function run(
  paths: readonly string[],
): Promise<{ code: number | null; text: string; document: Document; stderr: string }> {
  const { code, stdout, stderr } = await oclog(['analyze', '--db', ':memory:', ...paths])
  return { code, text: stdout, document: await analysed(paths), stderr }
}

function causes({ incidents }: Document): string[] {
  return incidents.map(({ cause }) => cause.id)
}

function written(name: string, content: string | Uint8Array): string {
  const path = newPath(name)
  writeFileSync(path, content)
  return path
}

describe('what the bytes of a log can be', () => {
  test('nothing', async () => {
    const { code, text, document } = await run([written('empty.log', '')])
    expect(code).toBe(0)
    expect(document.inputs).toMatchObject([{ lines: 0, bytes: 0, format: 'empty', notes: ['empty'] }])
    expect(text).toContain('No incident found.')
  })

  const first = `${refusal}\n`
  const contents: Record<string, string | Uint8Array> = {
    'bytes of zero': `\0\0${first}\0\n${first.replace('cli cli', 'c\0li cli')}`,
    'bytes that are no UTF-8': Buffer.concat([
      Buffer.from(first),
      Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 10]),
      Buffer.from(first.replace('conn=5', 'conn=6').replace('cli cli', 'XX cli')).map((byte) =>
        byte === 88 ? 0xf8 : byte,
      ),
    ]),
    'half a surrogate in UTF-16': Buffer.from(
      `\ufeff${first}\ud83d\n${closed('\ude00\ud83d', 'connect failed')}\n`,
      'utf16le',
    ),
    'half a surrogate in JSON': `${first}{"time":"${at}","level":"warn","subsystem":"gateway/ws","message":"${closed('\\ud83d', 'connect \\ude00 failed').slice(25 + 5)}"}\n`,
    'colours, titles and other commands to a terminal': `${first}${closed('\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\\x9b31m', '\x1b[2J\x1b[1;1H\x1bc\x1b]52;c;aGk=\x07 connect failed\r\x08\x7f')}\n`, // prettier-ignore
    'an escape without an end': `${first}${closed('\x1b]0;never ended', '\x1bP1;2 connect failed')}\n`,
    'bidi marks and invisible characters': `${first}${closed('\u202egnp.exe\u2066\u200b\ufeff', 'a\u2028b\u2029c\u061c')}\n`,
    'lines that end in CR': `${first}${first.replaceAll('\n', '\r')}`,
    markup: `${first}${closed('<script>alert(1)</script>', '<img src=x onerror=alert(1)>')}\n`,
  }
  test.each(Object.entries(contents))('%s', async (_, content) => {
    const { code, text, document } = await run([written('gateway.log', content)])
    expect({ code, causes: causes(document) }).toEqual({ code: 1, causes: ['token-drift'] })
    expect(text).not.toMatch(obeyed)
  })

  test('bidi marks are shown, not obeyed', async () => {
    const { text } = await run([
      written('gateway.log', `${at} [reload] config reload skipped (invalid \u202econfig)\n`),
    ])
    expect(text).toContain('\\u202e')
  })

  test('JSON nested a hundred thousand deep', async () => {
    const deep = [
      `{"0":"x","a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)},"_meta":{}} unauthorized conn=`,
      `{"MESSAGE":${'['.repeat(100_000)}`,
      `{"time":"${at}","level":"warn","message":"unauthorized conn=","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ]
    const { code, document } = await run([written('gateway.jsonl', `${deep.join('\n')}\n${refusal}\n`)])
    expect({ code, causes: causes(document), lines: document.inputs[0]!.lines }).toEqual({
      code: 1,
      causes: ['token-drift'],
      lines: 4,
    })
  })

  test('a program', async () => {
    const { code, document } = await run(['/bin/sh'])
    expect({ code, causes: causes(document) }).toEqual({ code: 0, causes: [] })
  })

  test('noise', async () => {
    const noise = Buffer.alloc(3_000_000)
    for (let index = 0, state = 1; index < noise.length; index++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      noise[index] = state >>> 24
    }
    const { code, text } = await run([written('noise.bin', noise)])
    expect(code).toBe(0)
    expect(text).not.toMatch(obeyed)
  })

  test('a compressed log that ends too early is read as far as it goes', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) =>
      refusal.replace('5eb4c5f0', String(index).padStart(8, '0')),
    )
    const packed = gzipSync(lines.join('\n'))
    const { code, document } = await run([written('gateway.log.gz', packed.subarray(0, packed.length * 0.7))])
    expect({ code, cause: causes(document)[0] }).toEqual({ code: 1, cause: 'token-drift' })
    expect(document.inputs[0]!.notes.join()).toContain('damaged or cut off')
    expect(document.inputs[0]!.lines).toBeGreaterThan(500)
  })

  test.each([
    ['a zip archive', 'PK\x03\x04 and more', 'zip archive; unpack it'],
    ['bzip2', 'BZh91AY', 'bunzip2'],
    ['a binary journal', 'LPKSHHRH\0\0\0\0', 'journalctl --file'],
    ['a tar archive', `${'x'.repeat(257)}ustar`, 'tar archive; unpack it'],
    ['a tar archive in gzip', gzipSync(`${'x'.repeat(257)}ustar`), 'compressed tar archive; unpack it'],
  ])('%s is named as what it is, with what to do', async (_, content, words) => {
    const { code, stderr } = await run([written('gateway.log', content)])
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('the hostile fixtures', () => {
  const fixtures: Record<string, string[]> = {
    // Refusals and closes, which happened, and nothing that their words say.
    'forged.console.log': [
      'auth.unauthorized',
      'lifecycle.ready',
      'ws.closed-before-connect',
      'ws.webchat-disconnected',
    ],
    'terminal.console.log': ['auth.unauthorized', 'ws.closed-before-connect'],
    'escapes.console.jsonl': ['auth.unauthorized', 'ws.closed-before-connect'],
  }
  test.each(Object.entries(fixtures))('%s says what the gateway says, and commands nothing', async (name, expected) => {
    const db = newPath('oclog.db')
    const { code, stdout, stderr } = await oclog(['analyze', '--db', db, join(root, 'fixtures/hostile', name)])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).not.toMatch(obeyed)
    const events = dump(db)['event'] as readonly { readonly pattern: string }[]
    expect([...new Set(events.map(({ pattern }) => pattern))].sort()).toEqual(expected)
  })
})

describe('how much there can be', () => {
  it('reads a gigabyte without a newline in bounded memory', async () => {
    const megabyte = Buffer.alloc(1 << 20, 'unauthorized conn=x reason=token_mismatch ')
    const memory = watchMemory()
    const { code, stdout } = await oclog(['analyze', '--format', 'json', '--db', newPath('oclog.db'), '-'], {
      stdin: times(megabyte, 1024),
      ...memory,
    })
    expect({ code, inputs: documentOf(stdout).inputs }).toMatchObject({ inputs: [{ lines: 1, bytes: 1024 << 20 }] })
    expect(memory.peak()).toBeLessThan(400)
  })

  it('unpacks two gigabytes of zeros in bounded memory', async () => {
    // Parts of a gzip file follow one another (RFC 1952 §2.2).
    const part = gzipSync(Buffer.alloc(64 << 20))
    const memory = watchMemory()
    const path = written('bomb.gz', Buffer.concat(Array.from({ length: 32 }, () => part)))
    const { code, stdout } = await oclog(['analyze', '--format', 'json', '--db', newPath('oclog.db'), path], memory)
    expect({ code, inputs: documentOf(stdout).inputs }).toMatchObject({ code: 0, inputs: [{ bytes: 2 ** 31 }] })
    expect(memory.peak()).toBeLessThan(400)
  })

  it('counts what ten thousand different clients do, in bounded memory and exactly', async () => {
    const truth = { clients: 10_000, each: 7, suppressed: 5 }
    const folder = newFolder()
    const path = join(folder, 'gateway.log')
    const lines: string[] = []
    for (let round = 0; round < truth.each; round++) {
      for (let client = 0; client < truth.clients; client++) {
        const number = round * truth.clients + client
        const time = new Date(Date.UTC(2026, 10, 22, 10) + number * 37).toISOString()
        lines.push(
          `${time} [ws] unauthorized conn=${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000 remote=10.1.${client >> 8}.${client & 255} client=evil-${client} cli v2026.2.26 reason=token_mismatch${number === 0 ? ` suppressed=${truth.suppressed}` : ''}`,
        )
      }
    }
    writeFileSync(path, `${lines.join('\n')}\n`)
    const memory = watchMemory()
    const { stdout } = await oclog(['analyze', '--format', 'json', '--db', join(folder, 'oclog.db'), path], memory)
    const { incidents } = documentOf(stdout)
    expect(incidents).toHaveLength(1)
    const records = truth.clients * truth.each + truth.suppressed
    expect(incidents[0]!.counts).toEqual({ 'auth.unauthorized': records })
    expect(incidents[0]!.impact).toMatchObject({ records, connections: records })
    expect(memory.peak()).toBeLessThan(500)
  })
})

describe('what a path can be', () => {
  it('reads a FIFO that is named by itself, and passes over one in a folder', async () => {
    const folder = newFolder()
    const fifo = join(folder, 'fifo')
    execFileSync('mkfifo', [fifo])
    writeFileSync(join(folder, 'gateway.log'), `${refusal}\n`)
    const below = await oclog(['analyze', '--format', 'json', '--db', newPath('oclog.db'), folder])
    expect(below.code).toBe(1)
    expect(documentOf(below.stdout).unreadable).toEqual([{ path: fifo, problem: 'not a regular file; name it by itself to read it' }]) // prettier-ignore

    const reading = oclog(['analyze', '--format', 'json', '--db', newPath('oclog.db'), fifo])
    createWriteStream(fifo).end(`${refusal}\n`)
    expect(causes(documentOf((await reading).stdout))).toEqual(['token-drift'])
  })

  it('goes through each folder once, whatever links lead in circles', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'logs.log/deeper'), { recursive: true })
    symlinkSync('..', join(folder, 'logs.log/deeper/up'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    symlinkSync('loop', join(folder, 'loop'))
    writeFileSync(join(folder, 'logs.log/deeper/gateway.log'), `${refusal}\n`)
    const { code, document } = await run([folder])
    expect(document.inputs.map(({ path }) => path)).toEqual([join(folder, 'logs.log/deeper/gateway.log')])
    expect(document.unreadable.map(({ path }) => path)).toEqual([join(folder, 'dangling'), join(folder, 'loop')])
    expect({ code, causes: causes(document) }).toEqual({ code: 1, causes: ['token-drift'] })
  })

  it('says of a file and a folder that it may not read so, and reads the rest', async () => {
    const folder = newFolder()
    chmodSync(join(folder, '..'), 0o755)
    chmodSync(folder, 0o777)
    for (const name of ['gateway.log', 'secret.log']) writeFileSync(join(folder, name), `${refusal}\n`)
    mkdirSync(join(folder, 'closed'))
    chmodSync(join(folder, 'secret.log'), 0)
    chmodSync(join(folder, 'closed'), 0)
    const nobody = process.getuid!() === 0 ? { uid: 65_534 } : {}
    const databases = newFolder()
    chmodSync(databases, 0o777)
    const args = (...paths: string[]): string[] => ['analyze', '--format', 'json', '--db', join(databases, 'oclog.db'), ...paths] // prettier-ignore
    const named = await oclog(
      args(...['gateway.log', 'secret.log', 'closed'].map((name) => join(folder, name))),
      nobody,
    )
    expect(named.code).toBe(2)
    expect(causes(documentOf(named.stdout))).toEqual(['token-drift'])
    for (const name of ['secret.log', 'closed'])
      expect(named.stderr).toContain(
        `oclog: ${join(folder, name)}: no permission to read it; run as its owner, or copy it\n`,
      )
    const below = await oclog(args(folder), nobody)
    expect(documentOf(below.stdout).unreadable.map(({ path }) => path)).toEqual([
      join(folder, 'closed'),
      join(folder, 'secret.log'),
    ])
    chmodSync(join(folder, 'closed'), 0o755)
  })

  it('says of a socket that it is one, and finds nothing in a device without content', async () => {
    const socket = newPath('socket')
    const server = createServer().listen(socket)
    try {
      const { code, stderr } = await oclog(['analyze', '--db', newPath('oclog.db'), socket])
      expect({ code, stderr }).toEqual({ code: 2, stderr: `oclog: ${socket}: a socket, not a log\n` })
    } finally {
      server.close()
    }
    expect((await oclog(['analyze', '--db', newPath('oclog.db'), '/dev/null'])).code).toBe(0)
  })

  it('shows names with line feeds and escapes in them as they are', async () => {
    const folder = newFolder()
    for (const name of ['a\nb.log', '\x1b[31mred\x1b]0;title\x07.log', '\u202egnp.log', 'ünïcode 日本.log'])
      writeFileSync(join(folder, name), `${refusal.replace('5eb4', name.length.toString(16).padStart(4, '0'))}\n`)
    const { code, text, document } = await run([folder, join(folder, 'no\x1b[31m such')])
    expect(code).toBe(2)
    expect(text).not.toMatch(obeyed)
    expect(document.inputs).toHaveLength(4)
  })
})

describe('whoever can write into a log', () => {
  const patterns = Object.values(families).flatMap((family) => family.patterns ?? [])
  const bodies = [
    ...new Set(patterns.flatMap(({ examples }) => examples.hits.map(({ line }) => bodyOf(line).split('\n')[0]!))),
  ]
    // config.issue takes any line that ends so.
    .filter((body) => !body.endsWith('are mutually exclusive'))
  const console = (text: string): string => `${at} ${text}`
  const peer = 'peer=127.0.0.1:4->127.0.0.1:18789 remote=127.0.0.1'
  // Each is a line that the gateway writes, and where in it somebody else's words stand.
  const lines: Record<string, (words: string) => string> = {
    'the user agent of a connection that is closed': (words) => closed(words, 'connect failed'),
    'the reason that a peer gives': (words) => closed('n/a', words),
    'the reason that a dashboard gives': (words) =>
      console(`[ws] webchat disconnected code=4000 reason=${words} conn=${id}`),
    'an origin': (words) => closed('n/a', 'connect failed').replace('origin=n/a', `origin=${words}`),
    'a forwarded address': (words) => closed('n/a', 'connect failed').replace('fwd=n/a', `fwd=${words}`),
    'the user agent of a refused client': (words) => console(`[ws] unauthorized conn=${id} ${peer} client=cli cli v2026.9.6 role=operator scopes=5 auth=token device=yes platform=linux instance=n/a host=127.0.0.1:18789 origin=n/a ua=${words} reason=token_mismatch guidance=unauthorized: gateway token mismatch`), // prettier-ignore
    'the name of a refused client': (words) => refusal.replace('client=cli', `client=${words}`),
    'the name of a dashboard': (words) =>
      console(`[ws] webchat connected conn=${id} remote=127.0.0.1 client=${words} webchat v2026.2.26`),
    'the user agent of a bad handshake': (words) =>
      console(`[ws] invalid handshake conn=${id} ${peer} fwd=n/a origin=n/a host=127.0.0.1:18789 ua=${words}`),
    'the name of a client with another protocol': (words) => console(`[ws] protocol mismatch conn=${id} remote=127.0.0.1 client=${words} cli v2026.9.6 min=1 max=2 expected=4 probeMin=3 instance=n/a`), // prettier-ignore
    'the build of a dashboard': (words) =>
      console(
        `[ws] control ui build rejected conn=${id} clientBuild=${words} gatewayBuild=2026.9.6-release; reload required`,
      ),
    'a first frame that is no JSON': (words) => console(`[gateway] parse/handle error: SyntaxError: Unexpected token 'h', "${words}"... is not valid JSON`), // prettier-ignore
    'a method that does not exist': (words) => console(`[ws] ⇄ res ✗ ${words} 1ms errorCode=INVALID_REQUEST errorMessage=unknown method: ${words} conn=9323…7cda id=y`), // prettier-ignore
    'a message to a bot, in the preview of a verbose log': (words) => console(`telegram inbound: chatId=4242 from=telegram:4242 len=119 preview="[Telegram mallory id:4242 +1m Sun 2026-11-22 11:53:41 UTC] mallory (@mallory): ${words}"`), // prettier-ignore
    'a message to a bot, in the fields of a file log': (words) =>
      JSON.stringify({
        0: '{"module":"web-inbound"}',
        1: { from: 'telegram:1', body: words },
        2: 'inbound message',
        _meta: { date: at, logLevelName: 'INFO' },
        time: at,
      }),
    'a user agent with line feeds, in JSON': (words) =>
      JSON.stringify({
        time: at,
        level: 'warn',
        subsystem: 'gateway/ws',
        message: closed(`x\n${words}\n`, 'connect failed').slice(at.length + 6),
      }),
    'a reason with line feeds, in JSON': (words) => JSON.stringify({ time: at, level: 'info', subsystem: 'gateway/ws', message: `webchat disconnected code=4000 reason=bye\n${words}\n conn=${id}` }), // prettier-ignore
    'a user agent in an access log': (words) => `203.0.113.7 - - [22/Nov/2026:11:10:18 +0000] "GET / HTTP/1.1" 200 12 "-" "${words.replaceAll('"', '\\x22')}"`, // prettier-ignore
  }

  function bodyOf(line: string): string {
    return parseLine({ text: line, number: 1, offset: 0, cut: false }, alone, parsers).body
  }

  function found(line: string): Set<string> {
    const record = parseLine({ text: line, number: 1, offset: 0, cut: false }, alone, parsers)
    return new Set(matchRecord(record, patterns, quoting).map(({ pattern }) => pattern.id))
  }

  test.each(Object.entries(lines))('forges no other event by %s', (_, line) => {
    const own = found(line('hello'))
    for (const words of bodies) {
      const forged = [...found(line(words))].filter((pattern) => !own.has(pattern))
      expect({ words, forged }).toEqual({ words, forged: [] })
    }
  })

  it('starts no incident by what it writes to a bot', async () => {
    const forgeries = Object.entries(lines).flatMap(([name, line]) =>
      name.startsWith('a message') ? bodies.map(line) : [],
    )
    const { incidents } = await analysed([written('gateway.log', `${forgeries.join('\n')}\n`)])
    expect(incidents.map(({ cause, events }) => [cause.id, events.map(({ body }) => body)])).toEqual([])
  })
})

/** The same bytes again and again. */
async function* times(chunk: Uint8Array, count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) yield chunk
}
