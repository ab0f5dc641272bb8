import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../src/base/errors.ts'
import { firstValueRules, nameRules, valueRules } from '../src/redact/assignment-rules.ts'
import { readOrCreateKey } from '../src/redact/key-file.ts'
import { createRedactor } from '../src/redact/redactor.ts'
import { isPublicIPv4, isPublicIPv6 } from '../src/redact/addresses.ts'
import { passesLuhn } from '../src/redact/cards.ts'
import { contacts, secrets } from '../src/redact/secrets.ts'
import { find, joined } from '../src/redact/shape.ts'
import { lowerCase, plainView } from '../src/redact/view.ts'
import { vendors } from '../src/redact/vendors.ts'
import { runs } from './helpers/runs.ts'

const shapes = [...secrets, ...contacts]
const redactor = createRedactor(new Uint8Array(32).fill(7))
const mark = /‹[a-z-]+:[0-9a-f]{6}›/g

/** Parts of a secret of 8 characters or more, or all of a shorter one, that stand in a text outside of marks. */
function leaks(text: string, secret: string): string[] {
  const rest = text.replace(mark, '‹›')
  if (secret.length < 8) return rest.includes(secret) ? [secret] : []
  return Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).filter((part) =>
    rest.includes(part),
  )
}

const fingerprints = (text: string) => [...text.matchAll(/‹[a-z-]+:([0-9a-f]{6})›/g)].map((match) => match[1])

const surroundings: Record<string, (text: string) => string> = {
  'a console line': (text) =>
    `2026-11-22T11:00:17.088+00:00 [gateway] refused ${text} conn=4a24636f-3a3b-4c4d-8e8f-0123456789ab`,
  'a coloured console line': (text) => `\x1b[90m11:00:17\x1b[39m \x1b[36m[ws]\x1b[39m \x1b[33m${text}\x1b[39m`,
  'a JSONL field': (text) =>
    JSON.stringify({ 0: '{"subsystem":"gateway/ws"}', 1: { cause: 'x' }, 2: text, time: '2026-11-22T11:00:17.088Z' }),
  'JSON in JSON': (text) =>
    JSON.stringify({ type: 'log', raw: JSON.stringify({ 1: text, _meta: { hostname: 'gw' } }) }),
  'JSON in JSON in JSON': (text) => JSON.stringify({ MESSAGE: JSON.stringify({ raw: JSON.stringify({ 1: text }) }) }),
  'a header': (text) => `X-Last-Error: ${text}`,
  'an environment': (text) => `LAST_ERROR=${text}`,
  'a command line': (text) => `openclaw message send --text ${text} --to ops`,
  'a Compose prefix': (text) => `openclaw-gateway-1  | ${text}`,
  'a sentence': (text) => `The operator wrote (${text}), and left.`,
  'a line with an error behind it': (text) => `${text}\n    at connect (file:///app/dist/x.js:1:2)`,
}

/** Contexts, each of which holds the secret it is given. */
const contexts: Record<string, (secret: string) => string> = {
  env: (s) => `OPENCLAW_GATEWAY_TOKEN=${s}`,
  'env of a key': (s) => `GROQ_KEY=${s}`,
  'exported env': (s) => `export X_API_KEY='${s}'`,
  'env in double quotes': (s) => `OPENCLAW_GATEWAY_PASSWORD="${s}"`,
  'env with a stage': (s) => `API_KEY_PROD=${s}`,
  'systemd unit': (s) => `Environment="OPENCLAW_GATEWAY_TOKEN=${s}"`,
  'escaped env': (s) => String.raw`HOOK_TOKEN=\"${s}\"`,
  'JSON token': (s) => `{"auth":{"mode":"token","token":"${s}"}}`,
  'JSON password': (s) => `{"password": "${s}"}`,
  'JSON apiKey': (s) => `{"apiKey":"${s}","model":"x"}`,
  'JSON deviceToken': (s) => `{"deviceToken":"${s}"}`,
  'JSON recoveryScope': (s) => `"recoveryScope":"${s}"`,
  'JSON bootstrapToken': (s) => `"bootstrapToken":"${s}"`,
  'JSON signature': (s) => `{"device":{"signature":"${s}","signedAt":1795345780360}}`,
  'JSON nonce': (s) => `{"payload":{"nonce":"${s}"}}`,
  'JSON list': (s) => `{"apiKeys":["${s}"]}`,
  'JSON private key': (s) => `"private_key":"${s}"`,
  'JSON cut off': (s) => `{"token":"${s}`,
  'escaped JSON': (s) => String.raw`{\"token\":\"${s}\"}`,
  'JSON, twice escaped': (s) => String.raw`{\\\"clientSecret\\\":\\\"${s}\\\"}`,
  'name and value': (s) => `{"name":"OPENCLAW_GATEWAY_TOKEN","value":"${s}"}`,
  YAML: (s) => `password: ${s}`,
  'YAML in quotes': (s) => `botToken: '${s}'`,
  'an object of Node': (s) => `{ token: '${s}', mode: 'token' }`,
  XML: (s) => `<password>${s}</password>`,
  plist: (s) => `<key>OPENCLAW_GATEWAY_TOKEN</key><string>${s}</string>`,
  'a flag with a blank': (s) => `openclaw gateway --token ${s} --port 18789`,
  'a flag with =': (s) => `--hook-token=${s}`,
  'a flag in quotes': (s) => `--password "${s}"`,
  'a list of arguments': (s) => `["gateway","--token","${s}"]`,
  'config assignment': (s) => `gateway.auth.token = "${s}"`,
  'config set': (s) => `gateway.remote.token=${s}`,
  query: (s) => `wss://gw.example/ws?token=${s}&v=3`,
  'a later query field': (s) => `https://gw.example/?v=3&access_token=${s}`,
  fragment: (s) => `http://127.0.0.1:18789/#token=${s}`,
  'form body': (s) => `grant_type=refresh_token&client_secret=${s}&scope=x`,
  'bare assignment': (s) => `token=${s}`,
  'bare assignment with a sentence behind': (s) => `token=${s}, and so on`,
  Bearer: (s) => `Authorization: Bearer ${s}`,
  'Bearer in JSON': (s) => `{"authorization":"Bearer ${s}"}`,
  'Bearer alone': (s) => `sent Bearer ${s}`,
  'another scheme': (s) => `Proxy-Authorization: Token ${s}`,
  'curl header': (s) => `curl -H 'Authorization: Bearer ${s}' http://gw`,
  'raw headers': (s) => `["Authorization","Bearer ${s}"]`,
  'x-api-key': (s) => `x-api-key: ${s}`,
  'X-OpenClaw-Token': (s) => `X-OpenClaw-Token: ${s}`,
  'x-pomerium-jwt-assertion': (s) => `x-pomerium-jwt-assertion: ${s}`,
  Cookie: (s) => `Cookie: theme=dark9; oc_session=${s}`,
  'Set-Cookie': (s) => `Set-Cookie: oc_session=${s}; Path=/; HttpOnly`,
  'Cookie in JSON': (s) => `{"cookie":"oc_session=${s}"}`,
  'database URL': (s) => `postgres://oc:${s}@db.internal:5432/oc`,
  'URL with credentials': (s) => `https://oc:${s}@gw.example/`,
  'Redis URL': (s) => `redis://:${s}@cache:6379`,
  'curl user': (s) => `curl -u op:${s} http://gw`,
  'Azure storage': (s) => `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${s};EndpointSuffix=core`,
  'connection string': (s) => `Server=db;User=sa;Password=${s};Timeout=3`,
  'signed URL': (s) => `https://x.blob.example/b?sv=2024&sig=${s}`,
  'OAuth callback': (s) => `GET /callback?code=${s}&state=1`,
  'Slack webhook': (s) => `https://hooks.slack.com/services/${s}`,
  'Discord webhook': (s) => `https://discord.com/api/webhooks/123456789012345678/${s}${s}`,
  'in a sentence': (s) => `your gateway token is ${s}`,
  'a label': (s) => `API key: ${s}`,
  'a PEM on one line': (s) =>
    joined('-----BEGIN ', String.raw`PRIVATE KEY-----\nMIIEfake${s}\n`, '-----END ', 'PRIVATE KEY-----'),
  'token in colour': (s) => `token=\x1b[33m${s}\x1b[39m`,
}

const sample = joined('q7Fake0Sw', 'ordfishR4nd')

describe('every shape', () => {
  test('has an id of its own', () => {
    expect(new Set(shapes.map(({ id }) => id)).size).toBe(shapes.length)
  })

  test.each(shapes.map((shape) => [shape.id, shape] as const))(
    '%s finds its examples, and nothing in its counterexamples',
    (_, shape) => {
      expect(shape.examples.hits.length).toBeGreaterThan(0)
      expect(shape.examples.misses.length).toBeGreaterThan(0)
      for (const [text, ...expected] of shape.examples.hits) {
        const view = plainView(text)
        const lower = lowerCase(view)
        const found = [...find(shape, view, lower)]
          .sort((a, b) => a.start - b.start)
          .map(({ start, end }) => text.slice(start, end))
        expect(found, text).toEqual(expected)
        if (shape.keywords.length > 0)
          expect(
            shape.keywords.filter((keyword) => lower.includes(keyword)),
            text,
          ).not.toEqual([])
        const redacted = redactor.text(text)
        for (const secret of expected) expect(leaks(redacted, secret), redacted).toEqual([])
        expect(redactor.text(redacted)).toBe(redacted)
      }
      for (const text of shape.examples.misses) expect(redactor.text(text)).toBe(text)
    },
  )

  test.each(shapes.map((shape) => [shape.id, shape] as const))('%s has keywords in lower case', (_, { keywords }) => {
    expect(keywords).toEqual(keywords.map((keyword) => keyword.toLowerCase()))
  })
})

describe.each(Object.entries(surroundings))('in %s', (_, surround) => {
  test.each(Object.entries(contexts))('%s', (_, context) => {
    const redacted = redactor.text(surround(context(sample)))
    expect(leaks(redacted, sample), redacted).toEqual([])
    expect(redactor.text(redacted)).toBe(redacted)
  })

  test.each(vendors.map((shape) => [shape.id, shape] as const))('%s', (_, shape) => {
    const [text, secret] = shape.examples.hits[0]!
    const alone =
      shape.keywords.some((keyword) => lowerCase(secret!).includes(keyword)) &&
      [...find(shape, secret!, lowerCase(secret!))].length > 0
    for (const form of alone ? [text, secret!] : [text]) {
      const redacted = redactor.text(surround(form))
      expect(leaks(redacted, secret!), redacted).toEqual([])
      expect(redactor.text(redacted)).toBe(redacted)
    }
  })
})

describe('the rules of assignments', () => {
  const rules = [...nameRules, ...firstValueRules, ...valueRules]

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, { replaces: [text, secret], leaves }) => {
    const redacted = redactor.text(text)
    expect(redacted.replace(mark, '‹›')).toBe(text.replace(secret, '‹›'))
    expect(redactor.text(leaves)).toBe(leaves)
  })
})

describe('what survives', () => {
  test.each([
    'gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
    'unauthorized: gateway token missing (open the dashboard URL and paste the token in Control UI settings)',
    'unauthorized conn=4a24636f-3a3b-4c4d-8e8f-0123456789ab remote=127.0.0.1 client=cli cli v2026.2.26 role=operator scopes=1 auth=token device=yes platform=linux instance=n/a host=127.0.0.1:18789 origin=n/a ua=n/a reason=token_missing',
    'provide gateway auth token',
    'authMode=token authProvided=token authReason=token_mismatch',
    '"authMode":"token","authProvided":"device-token","authReason":"device_token_mismatch"',
    'tokens=1234 maxTokens=4096 contextTokens=200000 "totalTokens":1234567',
    'token count',
    'password mode',
    'keyboard',
    'the secret of the bearer',
    'errorCode=FORBIDDEN errorMessage=missing scope: operator.read',
    'or pass --token/--password *** start with auth.',
    'pass --token <token> or --password <password>',
    'Config validation failed: gateway: Unrecognized key: "foo"',
    'Unexpected token \'o\', "oops" is not valid JSON',
    'gateway.auth.token: ***, ~/.openclaw/.env, or launchctl env',
    'Set OPENCLAW_GATEWAY_TOKEN or gateway.auth.token',
    'missing env var OPENCLAW_GATEWAY_TOKEN; tried env: OPENCLAW_GATEWAY_TOKEN',
    'conn=aa384c1e…6b38 id=0f0ebd2c…1a0d',
    'device=437c0b0b65ccfb0fda6faed8888c1fbe77d5d5a1368f5b2992a4222ba43b62ed role=operator',
    'config sha256:0fca0b1e2d3c4b5a69788796a5b4c3d2e1f00fca0b1e2d3c4b5a69788796a5b4 previous=0fca0b1e2d3c4b5a69788796a5b4c3d2e1f00fca0b1e2d3c4b5a69788796a5b4',
    'built from 9f2c1e7 (9f2c1e7a0b3d4c5e6f708192a3b4c5d6e7f80910)',
    'openclaw 2026.9.6 v2026.4.29 Chrome/141.0.0.0 Safari/537.36 node/24.16.0',
    'listening on ws://127.0.0.1:18789 (PID 4242)',
    'http://192.168.50.10:18789/chat?session=main',
    'file:///home/op/.openclaw/agents/main/sessions/0b1c2d3e-0000-4000-8000-000000000001.jsonl:12',
    'model=anthropic/claude-opus-4-5 fallback=openai/gpt-5.2 provider=google/gemini-2.5-flash',
    'sessionKey=agent:main:telegram:group:-1001234567890 source=replyResolver',
    'sessionKey=agent:main:main storeKey=/home/op/.openclaw/cron/jobs.json',
    '"publicKey":"vJ7416x8rhE7FRi5t44VDpvfn1X4keXAWG5iXOa85lM"',
    'token=*** token=tok-go…cdef "token":"__OPENCLAW_REDACTED__" token=<redacted> token=[REDACTED]',
    'token=$OPENCLAW_GATEWAY_TOKEN token=${OPENCLAW_GATEWAY_TOKEN} password={{ secrets.pw }} password=%PASSWORD%',
    'token=none token=yes token=n/a token="" token=null password=false secret=undefined',
    'Authorization: Bearer ***',
    'Authorization header missing',
    'Bearer token required',
    'user@1000.service openclaw@2026.9.6 npm i openclaw@latest @openclaw/discord@2026.9.6',
    '[2026-11-22 11:00:17] 11:00:17 up 3 days, load 0.08',
    '1795345780360 +02:00 -0500 pid=12345678 bytes=1234567890123',
    'telegram chat=-1001234567890 from=123456789 message=4211',
    '2026-11-22T11:00:17.088+00:00 [gateway] health-monitor: restarting (reason: stale-socket)',
    'fe80::1 fd12:3456::1 ::1 :: 0.0.0.0 10.0.0.1 172.31.255.1 192.168.1.1 100.100.1.1 169.254.0.1 2001:db8::1 203.0.113.7',
    'token: missing',
    'Gateway password: not set',
    'Invalid token: expired',
    'device token: revoked',
    'bot token: invalid or missing',
    'reason=device nonce mismatch',
    'reason=device signature expired',
    'cause=pairing-required code=1008',
    'secretRef env:OPENCLAW_GATEWAY_TOKEN token=secretref-env:OPENCLAW_GATEWAY_TOKEN',
    '"auth":{"method":"token","role":"operator","scopes":["operator.admin"]}',
    'hooks.token must not match gateway.auth.token',
    'exit code 1008 errorCode=E_42',
    'canRetryWithDeviceToken=true recommendedNextStep=update_auth_credentials',
    'Secret diagnostics:',
    'key found: yes',
    'token rotated',
    'bypass=true compass=north',
  ])('%s', (text) => {
    expect(redactor.text(text)).toBe(text)
    expect(redactor.text(JSON.stringify({ message: text }))).toBe(JSON.stringify({ message: text }))
  })

  test('the shape of a line around its secret', () => {
    expect(
      redactor.text('{"auth":{"token":"' + sample + '","mode":"token"},"conn":"4a24636f"}').replace(mark, '‹›'),
    ).toBe('{"auth":{"token":"‹›","mode":"token"},"conn":"4a24636f"}')
    expect(redactor.text(`wss://h/?token=${sample}&v=3 (token=${sample}).`).replace(mark, '‹›')).toBe(
      'wss://h/?token=‹›&v=3 (token=‹›).',
    )
    expect(redactor.text('postgres://svc:swordfish@db:5432/oc').replace(mark, '‹›')).toBe('postgres://‹›:‹›@db:5432/oc')
    expect(redactor.text('remote=8.8.44.4:51324 [2606:4700::1111]:443').replace(mark, '‹›')).toBe(
      'remote=‹›:51324 [‹›]:443',
    )
  })
})

describe('fingerprints', () => {
  test('are equal for equal secrets, whatever the context', () => {
    const texts = Object.entries(contexts)
      .filter(([name]) => !/PEM|webhook/.test(name))
      .map(([, context]) => redactor.text(context(sample)))
    const expected = fingerprints(redactor.text(`token=${sample}`))[0]
    expect(texts.filter((text) => !fingerprints(text).includes(expected))).toEqual([])
  })

  test('of short secrets are equal, too', () => {
    expect(
      new Set(['token=abc', '"token":"abc"', 'Bearer abc'].flatMap((text) => fingerprints(redactor.text(text)))).size,
    ).toBe(1)
  })

  test('see through escapes', () => {
    expect(
      new Set(
        ['?token=a%2Bb%2Fc1', 'token=a+b/c1', String.raw`{\"token\":\"a+b\/c1\"}`, '"token":"a\\u002bb/c1"'].flatMap(
          (text) => fingerprints(redactor.text(text)),
        ),
      ).size,
    ).toBe(1)
  })

  test('of a phone number are the same for the number and the WhatsApp id', () => {
    expect(
      fingerprints(redactor.text('+15550100199 15550100199@s.whatsapp.net')).reduce((a, b) => (a === b ? a : '')),
    ).not.toBe('')
  })

  test('differ for different secrets and for different keys', () => {
    const other = createRedactor(new Uint8Array(32).fill(8))
    expect(new Set(fingerprints(redactor.text('token=abc token=abd') + other.text('token=abc'))).size).toBe(3)
  })

  test('have six hexadecimal digits, and the kind before them', () => {
    expect(redactor.text('token=abc password=abc')).toMatch(/^token=‹token:([0-9a-f]{6})› password=‹password:\1›$/)
  })
})

describe('what is encoded', () => {
  const token = joined('123456789:', 'AA') + sample
  const webhook = joined('https://discord.com/api', '/webhooks/123456789012345678/') + sample + sample

  test.each([
    [token, `?u=${encodeURIComponent(`https://api.telegram.org/bot${token}/getMe`)}`],
    [token, `?u=${encodeURIComponent(encodeURIComponent(token))}`],
    [webhook, `?u=${encodeURIComponent(webhook)}&p=1`],
    [webhook, webhook.replaceAll('/', String.raw`\/`)],
    ['alice@host.example', String.raw`"to":"alice\u0040host.example"`],
    ['+15550100199', '?to=%2B15550100199'],
    ['+15550100199', 'blocked ＋１５５５０１００１９９'],
  ])('%s is masked like what it encodes: %s', (plain, text) => {
    const redacted = redactor.text(text)
    expect(fingerprints(redacted)).toEqual(fingerprints(redactor.text(plain)))
    expect(leaks(redacted, sample)).toEqual([])
    expect(redactor.text(redacted)).toBe(redacted)
  })

  test('keeps what stands around it', () => {
    expect(redactor.text(`GET /x%2Fy?a=%20b&u=${encodeURIComponent(token)}&p=1`).replace(mark, '‹›')).toBe(
      'GET /x%2Fy?a=%20b&u=‹›&p=1',
    )
  })
})

describe('marks', () => {
  test('are left alone', () => {
    const text =
      'token=‹token:3fa9c1› "password":"‹password:3fa9c1›" Authorization: Bearer ‹token:3fa9c1› https://‹url-credentials:3fa9c1›:‹password:3fa9c1›@h'
    expect(redactor.text(text)).toBe(text)
  })

  test('that an attacker wrote hide nothing', () => {
    for (const text of [
      `token=‹token:3fa9c1›${sample}`,
      `"token":"‹token:3fa9c1› ${sample}"`,
      `‹token:${sample}›`,
      `token=‹token:${sample}›`,
      `‹hunter:abcdef›token=${sample}`,
    ]) {
      const redacted = redactor.text(text)
      expect(leaks(redacted, sample), redacted).toEqual([])
      expect(redactor.text(redacted)).toBe(redacted)
    }
  })
})

describe('record', () => {
  test('redacts attributes by what was found in the body', () => {
    const { body, attributes } = redactor.record(`unauthorized token=${sample} conn=1`, {
      cut: sample,
      part: `starts ${sample.slice(0, 9)}…`,
      conn: '1',
      port: 18789,
      ok: true,
    })
    const fingerprint = fingerprints(body)[0]
    expect(body).toBe(`unauthorized token=‹token:${fingerprint}› conn=1`)
    expect(attributes).toEqual({
      cut: `‹token:${fingerprint}›`,
      part: `starts ‹token:${fingerprint}›…`,
      conn: '1',
      port: 18789,
      ok: true,
    })
  })

  test('redacts the body by what was found in an attribute', () => {
    const { body } = redactor.record(`closed: ${sample} refused`, { url: `wss://gw/?token=${sample}` })
    expect(leaks(body, sample)).toEqual([])
  })

  test('takes the name of an attribute as context', () => {
    const { attributes } = redactor.record('', {
      'auth.token': 'abc',
      token: 'none',
      sessionKey: 'agent:main:main',
      password: 'swordfish',
    })
    expect(attributes['auth.token']).toMatch(/^‹token:/)
    expect(attributes['password']).toMatch(/^‹password:/)
    expect(attributes).toMatchObject({ token: 'none', sessionKey: 'agent:main:main' })
    const headers = redactor.record('', {
      authorization: 'abc9',
      cookie: 'sid=abc; theme=d9',
      phoneNumber: 15550100199,
      code: 1008,
      pin: '4711',
      reason: 'abc9',
    }).attributes
    expect(JSON.stringify(headers).replace(mark, '‹›')).toBe(
      '{"authorization":"‹›","cookie":"sid=‹›; theme=‹›","phoneNumber":"‹›","code":1008,"pin":"‹›","reason":"‹›"}',
    )
  })

  test('catches a short secret that an attribute holds alone, also as a number', () => {
    const { attributes } = redactor.record('password=4711 token=abc', { a: 'abc', b: 4711, c: 'abcd' })
    expect(attributes).toMatchObject({
      a: expect.stringMatching(/^‹token:/),
      b: expect.stringMatching(/^‹password:/),
      c: 'abcd',
    })
  })

  test('looks at the names of attributes too', () => {
    expect(JSON.stringify(redactor.record('', { '+15550100199': 'x' }))).not.toContain('15550100199')
  })

  test('keeps the names of attributes, whatever a line calls a password', () => {
    const { attributes } = redactor.record('password=remoteAddress token=conn9', {
      remoteAddress: '10.0.0.1',
      conn9: 'x',
    })
    expect(attributes).toEqual({ remoteAddress: '10.0.0.1', conn9: 'x' })
    expect(Object.keys(redactor.record('token=abc', JSON.parse('{"__proto__":"abc"}')).attributes)).toEqual([
      '__proto__',
    ])
  })

  test('gives back what has no secret', () => {
    const attributes = { conn: 'aa384c1e…6b38', port: 18789 }
    expect(redactor.record('gateway token mismatch', attributes).attributes).toBe(attributes)
  })

  test('is idempotent', () => {
    const once = redactor.record(`token=${sample}`, { cut: sample, password: 'swordfish' })
    expect(redactor.record(once.body, once.attributes)).toEqual(once)
  })
})

const alphanumeric = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('')
const secret = fc
  .string({ unit: fc.constantFrom(...alphanumeric, '_', '-'), minLength: 20, maxLength: 64 })
  .filter(
    (text) =>
      /^[A-Za-z0-9]/.test(text) &&
      /[A-Za-z0-9]$/.test(text) &&
      text.split(/[-_]/).some((part) => part.length >= 8 && /[A-Za-z]\d+[A-Za-z]/.test(part)),
  )
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'token',
          'password',
          '"',
          '\\"',
          '\\',
          "'",
          '=',
          ':',
          ' ',
          '--',
          '‹',
          '›',
          '‹token:3fa9c1›',
          'sk-',
          '://',
          '@',
          '+',
          '.',
          ',',
          '\n',
          '\x1b[33m',
          'Bearer ',
          'Cookie: ',
          '-----BEGIN PRIVATE KEY-----',
          'eyJ',
          '[',
          ']',
          '{',
          '}',
          '&',
          '%22',
          'İ',
          '1',
          'a',
          '…',
          '***',
        ),
        fc.string({ maxLength: 12 }),
        secret,
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
)

describe('of any text', () => {
  test('redaction never throws and is idempotent', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = redactor.text(text)
        expect(redactor.text(once)).toBe(once)
      }),
      runs(3000),
    )
  })

  test('a record is redacted like its texts, and idempotently', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.dictionary(fc.constantFrom('token', 'reason', 'key', 'ua'), fc.oneof(hostile, fc.integer(), fc.boolean())),
        (body, attributes) => {
          const once = redactor.record(body, attributes)
          expect(redactor.record(once.body, once.attributes)).toEqual(once)
        },
      ),
      runs(1000),
    )
  })

  test('a secret in a context is gone, and so is every part of it', () => {
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom(...Object.keys(contexts)),
        fc.constantFrom(...Object.keys(surroundings)),
        fc.nat(20),
        (value, context, surrounding, at) => {
          const text = `${surroundings[surrounding]!(contexts[context]!(value))} see ${value.slice(at % 10, (at % 10) + 10)}`
          const redacted = redactor.text(text)
          expect(leaks(redacted, value), `${text}\n${redacted}`).toEqual([])
        },
      ),
      runs(3000),
    )
  })

  test('without a secret in it nothing changes but what is found', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc xyz(),'.split('')), maxLength: 300 }), (text) => {
        expect(redactor.text(text)).toBe(text)
      }),
      runs(100),
    )
  })
})

describe('time is linear', () => {
  const size = 64 * 1024
  const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
  const units = new Set(
    [
      ...shapes.flatMap(({ keywords, examples }) => [
        ...keywords,
        ...examples.hits.flatMap(([text, ...found]) => [text, ...found]),
        ...examples.misses,
      ]),
      ...'a1A.:@+-_/\\"\'=&%[{(<‹ '.split(''),
      'a-',
      'a.',
      'a:',
      'a@',
      '1.',
      '1:',
      '+1',
      '\\"',
      '\\n',
      'token=',
      'token":"',
      "token:'",
      'token=a,',
      '"token":"\\"',
      'token=a;b',
      '--token ',
      'sk-',
      'sk-sk-',
      'eyJ-',
      'eyJa.',
      '://a',
      '://a:b',
      'redis://a:',
      '://a@',
      'Cookie: a',
      'cookie=a=b;',
      'a=b;',
      'Authorization: a ',
      'authorization: digest a="b",',
      'Bearer ',
      'pairing approve ',
      'pairing ',
      'pairing code',
      'docker login ',
      'token is ',
      'password for a',
      '-----BEGIN PRIVATE KEY-----',
      '-----END PRIVATE KEY-----',
      'a\\',
      '[1m',
      '\x1b[1m',
      '123456:',
      '12345678',
      '4242 ',
      'card 4',
      'x@a.',
      '2a00:',
      'x'.repeat(40) + '\n',
      '"name":"a",',
      '‹token:3fa9c1›',
      'token=‹token:3fa9c1›',
    ].filter((unit) => unit !== ''),
  )

  /** The least of several times, in milliseconds of the processor: what else the machine does is not counted. */
  const costOf = (text: string, times: number): number => {
    const costs = Array.from({ length: times }, () => {
      const before = process.threadCpuUsage()
      redactor.text(text)
      const { user, system } = process.threadCpuUsage(before)
      return (user + system) / 1000
    })
    return Math.min(...costs)
  }

  // Eight times the text takes eight times as long; what is quadratic takes 64 times. What takes next to no time at
  // all is not compared.
  test('in 64 KiB of what each expression likes', { timeout: 240_000 }, () => {
    const slow: string[] = []
    for (const unit of units) {
      for (const text of [fill(unit), `token="${fill(unit)}`, `Cookie: sid=${fill(unit)}`]) {
        const time = costOf(text, 2)
        if (time > 100 && time > 24 * Math.max(1, costOf(text.slice(0, size / 8), 2)))
          slow.push(`${time} ms: ${text.slice(0, 60)}`)
      }
    }
    expect(slow).toEqual([])
  })
})

const folder = () => mkdtempSync(join(tmpdir(), 'oclog-key-'))

describe('the key', () => {
  test('is made once, of 32 random bytes, for its owner alone', () => {
    const path = join(folder(), 'deeper', 'key')
    const key = readOrCreateKey(path)
    expect(key).toHaveLength(32)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readOrCreateKey(path)).equals(Buffer.from(key))).toBe(true)
    expect(Buffer.from(readOrCreateKey(join(folder(), 'key'))).equals(Buffer.from(key))).toBe(false)
  })

  test('is never written over', () => {
    const path = join(folder(), 'key')
    writeFileSync(path, Buffer.alloc(32, 1), { mode: 0o600 })
    expect([...readOrCreateKey(path)]).toEqual([...Buffer.alloc(32, 1)])
    expect([...readFileSync(path)]).toEqual([...Buffer.alloc(32, 1)])
  })

  test('that others can read becomes its owner’s alone', () => {
    const path = join(folder(), 'key')
    writeFileSync(path, Buffer.alloc(32, 1))
    chmodSync(path, 0o644)
    readOrCreateKey(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test.each([0, 31, 33, 1000])('of %i bytes is refused with its path and what to do', (bytes) => {
    const path = join(folder(), 'key')
    writeFileSync(path, Buffer.alloc(bytes), { mode: 0o600 })
    expect(() => readOrCreateKey(path)).toThrow(UserError)
    expect(() => readOrCreateKey(path)).toThrow(new RegExp(`${path}.*Remove it`))
  })

  test('that is a folder, or that cannot be made, is refused', () => {
    const path = folder()
    expect(() => readOrCreateKey(path)).toThrow(UserError)
    writeFileSync(join(path, 'file'), '')
    expect(() => readOrCreateKey(join(path, 'file', 'key'))).toThrow(UserError)
  })

  test('behind a link that leads nowhere is refused', () => {
    const path = folder()
    mkdirSync(join(path, 'a'))
    symlinkSync(join(path, 'nowhere'), join(path, 'a', 'key'))
    expect(() => readOrCreateKey(join(path, 'a', 'key'))).toThrow(UserError)
  })
})

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.63.0.1',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '203.0.114.1',
    '223.255.255.254',
  ])('%s is public', (address) => {
    expect(isPublicIPv4(address)).toBe(true)
  })
  test.each([
    '10.0.0.1',
    '100.64.0.1',
    '127.1.2.3',
    '141.0.0.0',
    '172.16.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '224.0.0.1',
    '255.255.255.255',
    '256.1.1.1',
    '01.2.3.4',
  ])('%s is not', (address) => {
    expect(isPublicIPv4(address)).toBe(false)
  })
  test.each(['2a00:1450::1', '2001:4860:4860::8888', '3ffe::1', '2606:4700:0:0:0:0:0:1'])('%s is public', (address) => {
    expect(isPublicIPv6(address)).toBe(true)
  })
  test.each([
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    '2001:0db8:1::',
    '3fff:abc::1',
    '2a00:1',
    '11:00:17',
  ])('%s is not', (address) => {
    expect(isPublicIPv6(address)).toBe(false)
  })
  test('payment cards are told by their check digit', () => {
    expect(['4242424242424242', '378282246310005'].map(passesLuhn)).toEqual([true, true])
    expect(['4242424242424243', '1795345780361'].map(passesLuhn)).toEqual([false, false])
  })
})
