import { cookieObjects, cookies } from './cookies.ts'
import { quote } from './names.ts'
import { isPlain } from './plain.ts'
import { looksRandom } from './random.ts'
import { fake, joined, matchesOf, placesOf, type Found, type Shape } from './shape.ts'
import { closingQuote, ValueReader } from './value.ts'
import { anyOf } from './words.ts'

const schemeNames = anyOf(`basic bearer token apikey api-key key negotiate ntlm dpop bot jwt ssws genie mac
  privatetoken googlelogin sharedaccesssignature sharedkey sharedkeylite client node device openclaw splunk
  discogs app`)
const schemes = new RegExp(`^${schemeNames}$`, 'i')
const parameter =
  /^\s{0,4}[\w-]{1,40}=(?:\\{0,31}"[^"\n]{0,2048}"|\\{0,31}'[^'\n]{0,2048}'|[^\s,"'\\]{1,2048})(?<comma>\s{0,2},)?/
const longestParameter = 2200

const name = 'authorization'
const behindName = new RegExp(
  String.raw`^(?<quote>${quote})?\]?\s{0,8}(?:=>|[:=,]|%3[AaDd])(?:\s|%20){0,32}\[?\s?(?<open>${quote})?`,
)

function* authorizations(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  let done = 0
  for (const place of placesOf(lower, name)) {
    if (place < done) continue
    const nameEnd = place + name.length
    const head = behindName.exec(text.slice(nameEnd, nameEnd + 120))
    if (head === null) continue
    const at = nameEnd + head[0].length
    const open = head.groups!['open']
    const close = open === undefined ? undefined : closingQuote(text, at, open)
    const found = credentialsAt({ text, place, head, at, close }, reader)
    if (found === undefined) continue
    done = found.end
    yield found
  }
}

interface Header {
  readonly text: string
  /** Where the header's name begins. */
  readonly place: number
  readonly head: RegExpExecArray
  /** Where the credentials begin. */
  readonly at: number
  /** Where the quote closes that the credentials stand in. */
  readonly close: number | undefined
}

function credentialsAt(header: Header, reader: ValueReader): Found | undefined {
  const { text, at, close } = header
  const { scheme, listed } = schemeAt(text, at, close)
  if (listed !== undefined) return listed
  const value = reader.read(at + (scheme?.[0].length ?? 0))
  if (value === undefined || (close !== undefined && value.start >= close)) return undefined
  const found = reader.clipped(scheme || close === undefined ? value : { ...value, end: close })
  if (found === undefined) return undefined
  const secret = text.slice(found.start, found.end)
  if (isPlain(secret, false) || /^[a-z_]{1,20}=/.test(secret)) return undefined
  return looksRandom(secret) || isCertain(header, scheme?.[1]) ? found : undefined
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

/**
 * Whether a header has credentials even if they do not look random: `Authorization: Token t0p`, but not `authorization:
 * none`.
 */
function isCertain({ text, place, head }: Header, scheme: string | undefined): boolean {
  if (scheme !== undefined) return schemes.test(scheme) || (/^[A-Z]/.test(scheme) && !isPlain(scheme, true))
  if (/,\s{0,32}\S{0,32}$/.test(head[0])) return false
  return head.groups!['quote'] !== undefined || !/[a-z] $/.test(text.slice(Math.max(0, place - 2), place))
}

/** `username="op", response="…"`: the credentials of Digest, Hawk, AWS4-HMAC-SHA256 and the like. */
function parameters(text: string, from: number): { end: number; many: boolean } | undefined {
  let end = from
  for (let many = false; ; many = true) {
    const match = parameter.exec(text.slice(end, end + longestParameter))
    if (match === null) return end === from ? undefined : { end, many }
    const comma = match.groups!['comma'] ?? ''
    end += match[0].length - comma.length
    if (comma === '') return { end, many }
    end += comma.length
  }
}

const bearer = /(?<![a-z0-9])bearer(?:[\s+]|%20)+[a-z0-9._~+/=-]/g

function* bearers(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(lower, bearer)) {
    const value = reader.read(match.index + match[0].length - 1)
    const found = value && reader.clipped(value)
    if (found === undefined) continue
    const secret = text.slice(found.start, found.end)
    if (isPlain(secret, false) || /^[a-z_]{1,20}=/.test(secret)) continue
    if (
      text.startsWith('Bearer', match.index) ||
      looksRandom(secret) ||
      /authorization\W{1,8}$/i.test(text.slice(Math.max(0, match.index - 24), match.index))
    )
      yield found
  }
}

const basic = /(?<![A-Za-z0-9])[bB][aA][sS][iI][cC](?:\s|%20)+(?<secret>[A-Za-z0-9+/_-]+={0,2})/g

/** Whether base64 holds a user and a password. */
function isUserAndPassword(base64: string): boolean {
  return base64.length >= 6 && /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(base64, 'base64').toString('latin1'))
}

const sessionCookies = String.raw`_gitlab_session PHPSESSID JSESSIONID ASP\.NET_SessionId connect\.sid laravel_session`

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
        ["headers['Authorization'] = 'Token t0p'", 't0p'],
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
    accept: isUserAndPassword,
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
  {
    // Outside of a header the name of a well-known session cookie tells.
    id: 'session-cookie',
    kind: 'cookie',
    keywords: sessionCookies
      .toLowerCase()
      .replaceAll('\\', '')
      .split(' ')
      .map((name) => `${name}=`),
    match: new RegExp(`${anyOf(sessionCookies)}=(?<secret>[A-Za-z0-9%._:+/-]+)`, 'g'),
    accept: (secret) => secret.length >= 16,
    examples: {
      hits: [[`sent _gitlab_session=${fake(32, 'hex')} by`, fake(32, 'hex')]],
      misses: ['PHPSESSID=none', 'connect.sid=missing'],
    },
  },
]
