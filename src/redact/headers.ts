import { quote } from './names.ts'
import { edge, fake, joined, matchesOf, type Found, type Shape } from './shape.ts'
import { closingQuote, isPlain, looksRandom, ValueReader } from './value.ts'

const schemes =
  /^(?:basic|bearer|token|apikey|api-key|key|negotiate|ntlm|dpop|bot|jwt|ssws|genie|mac|privatetoken|googlelogin|sharedaccesssignature|sharedkey|sharedkeylite|client|node|device|openclaw|splunk|discogs|app)$/i
const parameter =
  /\s{0,4}[\w-]{1,40}=(?:\\{0,31}"[^"\n]{0,2048}"|\\{0,31}'[^'\n]{0,2048}'|[^\s,"'\\]{1,2048})(?<comma>\s{0,2},)?/y

const authorization = new RegExp(
  String.raw`(?:proxy-)?authorization(?<quote>${quote})?\s{0,8}(?:=>|[:=,]|%3[AaDd])(?:\s|%20){0,32}\[?\s?(?<open>${quote})?`,
  'dgi',
)

function* authorizations(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(text, authorization)) {
    const at = match.index + match[0].length
    const open = match.groups!['open']
    const found = credentialsAt(text, reader, match, at, open === undefined ? undefined : closingQuote(text, at, open))
    if (found !== undefined) yield found
  }
}

/** The credentials of one header. `close` is where the quote closes that they stand in. */
function credentialsAt(
  text: string,
  reader: ValueReader,
  match: RegExpExecArray,
  at: number,
  close: number | undefined,
): Found | undefined {
  const { scheme, listed } = schemeAt(text, at, close)
  if (listed !== undefined) return listed
  const value = reader.read(at + (scheme?.[0].length ?? 0))
  if (value === undefined || (close !== undefined && value.start >= close)) return undefined
  const found = reader.clipped(scheme || close === undefined ? value : { ...value, end: close })
  if (found === undefined) return undefined
  const secret = text.slice(found.start, found.end)
  if (isPlain(secret, false) || /^[a-z_]{1,20}=/.test(secret)) return undefined
  return looksRandom(secret) || isCertain(text, match, scheme?.[1]) ? found : undefined
}

interface SchemeFound {
  /** The scheme's name, and the blanks behind it. */
  readonly scheme?: RegExpExecArray
  /** All parameters of a scheme that lists them. */
  readonly listed?: Found
}

function schemeAt(text: string, at: number, close: number | undefined): SchemeFound {
  const head = text.slice(at, Math.min(at + 40, close ?? Infinity))
  const word = /^([A-Za-z][A-Za-z0-9-]{1,31})(?:\s|%20|\+){1,4}(?=\S)/.exec(head)
  if (word === null) return {}
  const isKnown = schemes.test(word[1]!)
  const isRandom = looksRandom(word[1]!)
  const start = at + word[0].length
  const list = isRandom ? undefined : parameters(text, start)
  if (list !== undefined && (isKnown || list.many)) return { listed: { start, end: list.end } }
  return isKnown || !(isRandom || list) ? { scheme: word } : {}
}

/** Whether a header has credentials even if they do not look random: `Authorization: Token t0p`, but not `authorization: none`. */
function isCertain(text: string, match: RegExpExecArray, scheme: string | undefined): boolean {
  if (scheme !== undefined) return schemes.test(scheme) || (/^[A-Z]/.test(scheme) && !isPlain(scheme, true))
  if (/,\s{0,32}\S{0,32}$/.test(match[0])) return false
  return match.groups!['quote'] !== undefined || !/[a-z] $/.test(text.slice(0, match.index).slice(-2))
}

/** `username="op", response="…"`: the credentials of Digest, Hawk, AWS4-HMAC-SHA256 and the like. */
function parameters(text: string, from: number): { end: number; many: boolean } | undefined {
  let end = from
  for (let many = false; ; many = true) {
    parameter.lastIndex = end
    const match = parameter.exec(text)
    if (match === null) return end === from ? undefined : { end, many }
    const comma = match.groups!['comma'] ?? ''
    end = parameter.lastIndex - comma.length
    if (comma === '') return { end, many }
    end += comma.length
  }
}

function lineEnd(text: string, from: number): number {
  const end = /["'`\n\r\x1b]/g
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}

const bearer = new RegExp(String.raw`${edge}(bearer)(?:\s{1,32}|%20|\+)(?=[A-Za-z0-9._~+/=-])`, 'gi')

function* bearers(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(text, bearer)) {
    const value = reader.read(match.index + match[0].length)
    const found = value && reader.clipped(value)
    if (found === undefined) continue
    const secret = text.slice(found.start, found.end)
    if (isPlain(secret, false) || /^[a-z_]{1,20}=/.test(secret)) continue
    if (
      match[1] === 'Bearer' ||
      looksRandom(secret) ||
      /authorization\W{1,8}$/i.test(text.slice(Math.max(0, match.index - 24), match.index))
    )
      yield found
  }
}

const basic = new RegExp(String.raw`${edge}basic(?:\s{1,32}|%20)(?<secret>[A-Za-z0-9+/_-]{6,4096}={0,2})`, 'dgi')

const cookieName = new RegExp(
  String.raw`${edge}(?:set-)?cookie2?(?<quote>${quote})?\s{0,8}(?:=>|[:=,])\s{0,32}(?<list>\[\s{0,4})?(?<open>${quote})?`,
  'dgi',
)
const cookieParts = new Set([
  'path',
  'domain',
  'expires',
  'max-age',
  'samesite',
  'priority',
  'version',
  'comment',
  'secure',
  'httponly',
  'partitioned',
])

function* cookies(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  let done = 0
  for (const match of matchesOf(text, cookieName)) {
    if (match.index < done) continue
    const at = match.index + match[0].length
    const open = match.groups!['open']
    if (open === undefined) {
      done = yield* cookiePairs(text, reader, at, lineEnd(text, at))
      continue
    }
    const first = reader.read(at - open.length, { open: true })
    if (first === undefined) continue
    for (const value of match.groups!['list'] === undefined ? [first] : reader.list(first)) {
      done = yield* cookiePairs(text, reader, value.start, value.end)
    }
  }
}

const cookieObject = /cookies?\\{0,31}["']?\s{0,8}[:=]\s{0,8}\{(?<pairs>[^{}\n]{1,4096})\}/dgi
const cookieField = /(?<name>[\w.-]{1,128})\\{0,31}["']?\s{0,4}:\s{0,4}\\{0,31}["'](?<secret>[^"'\\]{1,4096})/dg

function* cookieObjects(text: string): Generator<Found> {
  for (const match of matchesOf(text, cookieObject)) {
    const [from, to] = match.indices!.groups!['pairs']!
    for (const field of text.slice(from, to).matchAll(cookieField)) {
      const [start, end] = field.indices!.groups!['secret']!
      if (!cookieParts.has(field.groups!['name']!.toLowerCase()) && !isPlain(field.groups!['secret']!, true, 1))
        yield { start: from + start, end: from + end }
    }
  }
}

const pair = /\s{0,4}(?<name>[^\s=;,"'\\]{1,128})=(?<value>[^\s;,"'\\]{0,8192})/y

function* cookiePairs(text: string, reader: ValueReader, from: number, to: number): Generator<Found, number> {
  let at = from
  for (;;) {
    pair.lastIndex = at
    const match = pair.exec(text)
    if (match === null || match.index >= to) {
      // A lone value, or a cookie's attribute without a value.
      const word = at === from ? reader.read(at) : undefined
      if (word !== undefined && word.end <= to && looksRandom(text.slice(word.start, word.end)))
        yield { start: word.start, end: word.end }
    } else {
      const { name, value } = match.groups!
      const end = Math.min(pair.lastIndex, to)
      const start = pair.lastIndex - value!.length
      if (end > start && !cookieParts.has(name!.toLowerCase()) && !isPlain(value!, true, 1)) yield { start, end }
      at = end
    }
    const separator = /^[^;"'\n]{0,64};/.exec(text.slice(at, Math.min(to, at + 65)))
    if (separator === null) return at
    at += separator[0].length
  }
}

/** Headers of HTTP. */
export const headerShapes: readonly Shape[] = [
  {
    id: 'authorization',
    kind: 'token',
    keywords: ['authorization'],
    match: authorizations,
    examples: {
      hits: [
        ['Authorization: Bearer abc', 'abc'],
        [joined('Proxy-Authorization: Basic ', 'b3A6') + fake(12), 'b3A6' + fake(12)],
        ['"authorization":"Custom-Scheme x9"', 'x9'],
        ['authorization: abc123secret conn=1', 'abc123secret'],
        [
          `Authorization: Digest username="op", response="${fake(32, 'hex')}"`,
          `username="op", response="${fake(32, 'hex')}"`,
        ],
        [
          String.raw`{\"authorization\":\"Digest username='op', nonce='${fake(16, 'hex')}'\"}`,
          `username='op', nonce='${fake(16, 'hex')}'`,
        ],
        ["['Authorization', 'Token t0p']", 't0p'],
      ],
      misses: [
        'Authorization: required',
        'authorization: missing bearer token',
        'Authorization: Bearer <token>',
        'no Authorization header',
      ],
    },
  },
  {
    id: 'bearer',
    kind: 'token',
    keywords: ['bearer'],
    match: bearers,
    examples: {
      hits: [
        ['sent Bearer abc', 'abc'],
        [`tried bearer ${fake(32)}.`, fake(32)],
      ],
      misses: [
        'Bearer token required',
        'bearer auth',
        'WWW-Authenticate: Bearer realm="gateway"',
        'the bearer of bad news',
      ],
    },
  },
  {
    id: 'basic-auth',
    kind: 'password',
    keywords: ['basic'],
    match: basic,
    accept: (secret) => /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(secret, 'base64').toString('latin1')),
    examples: {
      hits: [['sent Basic ' + btoa(joined('op:', 'swordfish')), btoa(joined('op:', 'swordfish'))]],
      misses: ['Basic authentication required', 'basic settings'],
    },
  },
  {
    id: 'cookie',
    kind: 'cookie',
    keywords: ['cookie'],
    match: cookies,
    examples: {
      hits: [
        ['Cookie: sid=abc; theme=dark2', 'abc', 'dark2'],
        ['set-cookie: oc_session=' + fake(24) + '; Path=/; HttpOnly; Secure', fake(24)],
        ['"set-cookie":["a=b1; Path=/","c=d2"]', 'b1', 'd2'],
        [String.raw`{\"cookie\":\"sid=s3; b=${fake(9)}\"}`, 's3', fake(9)],
        [`cookie: ${fake(24)}`, fake(24)],
      ],
      misses: ['cookie: missing', 'cookies=2', 'cookie jar is empty', 'Set-Cookie: a=; Path=/'],
    },
  },
  {
    id: 'cookie-object',
    kind: 'cookie',
    keywords: ['cookie'],
    match: cookieObjects,
    examples: {
      hits: [['"cookies":{"sid":"abc","lang":"d9"}', 'abc', 'd9']],
      misses: ['cookies: {}', '"cookie":{"path":"/","secure":true}'],
    },
  },
]
