import { firstValueRules, isQuery, isSecret, nameRules, type Assignment } from './assignment-rules.ts'
import { classify, quote } from './names.ts'
import { fake, matchesOf, type Found, type Shape } from './shape.ts'
import { closingQuote, isPlain, looksRandom, ValueReader, type Value } from './value.ts'

const stem =
  /token|secret|passw(?:or)?d|passphrase|passcode|passwort|pwd|pass|key|nonce|signature|sig|jwt|assertion|bearer|credentials?|mnemonic|otp|pin|recovery[-_]?scope/g
const behindName = new RegExp(
  String.raw`(?:[-_]?(?:v?\d{1,2}|value|plain|raw|b(?:ase)?64|base|hex|pem|enc|old|new|prev(?:ious)?|current|next|prod(?:uction)?|dev|test|staging|live|main|primary|secondary|backup))?(?<plural>s)?` +
    String.raw`(?<quote>${quote})?[ \t]{0,32}(?:(?<separator>=>|:=|={1,2}(?![=~])|:(?!:)|,|%3[AaDd]|</key>\s{0,8}<string>|>)(?<blank>(?:\s|%20){0,32})(?<list>\[\s{0,2})?|(?<=[ \t]))`,
  'iy',
)

const isNamePart = (character: string) => /[\w.-]/.test(character)

/** Names with a value, in every syntax of assignment that logs carry. */
function* assignments(text: string, lower: string): Generator<Found> {
  const reader = new ValueReader(text)
  let resume = 0
  for (;;) {
    stem.lastIndex = resume
    const found = stem.exec(lower)
    if (found === null) return
    const stemEnd = found.index + found[0].length
    resume = stemEnd
    behindName.lastIndex = stemEnd
    const behind = behindName.exec(text)?.groups
    if (behind === undefined) continue
    const at = behindName.lastIndex
    let start = found.index
    while (start > 0 && stemEnd - start < 80 && isNamePart(text[start - 1]!)) start--
    const name = text.slice(start, stemEnd)
    const before = text.slice(Math.max(0, start - 24), start)
    const assignment: Assignment = {
      text,
      at,
      name,
      before,
      quote: behind['quote'],
      separator: behind['separator'],
      blank: behind['blank'] ?? '',
      list: behind['list'] !== undefined,
      plural: behind['plural'] !== undefined,
    }
    for (const value of values(assignment, reader)) {
      resume = Math.max(stemEnd, value.end)
      yield value
    }
  }
}

function* values(assignment: Assignment, reader: ValueReader): Generator<Found> {
  const { text, at, name, before, separator } = assignment
  if (nameRules.some(({ refuses }) => refuses(assignment))) return
  const promise = classify(name, /([A-Za-z]{2,24}) $/.exec(before)?.[1])
  if (promise === undefined) return
  const first =
    separator === '>' || separator?.endsWith('<string>')
      ? element(text, at)
      : reader.read(at, { query: isQuery(assignment), open: assignment.quote !== undefined })
  if (first === undefined || firstValueRules.some(({ refuses }) => refuses(assignment, first))) return
  const outerEnd = outerQuoteEnd(assignment, first)
  for (const value of assignment.list && first.quoted ? reader.list(first) : [first]) {
    const found = reader.clipped(outerEnd !== undefined && outerEnd > value.end ? { ...value, end: outerEnd } : value)
    if (found !== undefined && isSecret({ ...assignment, promise, quoted: value.quoted, found }))
      yield { ...found, kind: promise.kind }
  }
}

/** Of `Environment="X_TOKEN=a b"`: the quote stands before the name, and closes behind the value. */
function outerQuoteEnd({ text, name, before, separator }: Assignment, first: Value): number | undefined {
  if (separator !== '=' || first.quoted || !/^[A-Z0-9_]+$/.test(name)) return undefined
  const outer = /\\{0,31}["']$/.exec(before)?.[0]
  return outer === undefined ? undefined : closingQuote(text, first.start, outer)
}

/** The text of an XML element that holds no other. */
function element(text: string, start: number): Value | undefined {
  const end = text.indexOf('<', start)
  return end > start && end - start <= 4096 && text[end + 1] === '/'
    ? { start, end, quoted: true, next: end }
    : undefined
}

const inQuery =
  /[?&#](?:code|auth|state|sig|key|pass|pw|hash|tgWebAppData|access|credential|guid|session|x-amz-(?:signature|credential|security-token)|x-goog-signature)=/gi

function* queries(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(text, inQuery)) {
    const value = reader.read(match.index + match[0].length, { query: true })
    if (value === undefined) continue
    const secret = text.slice(value.start, value.end)
    if (isPlain(secret, false, 100)) continue
    const certain = /(?:sig|pass|pw|signature|credential)=$/i.test(match[0])
    if (certain || looksRandom(secret.replaceAll(/%[0-9A-F]{2}/gi, '')))
      yield { start: value.start, end: value.end, kind: /sig|signature/i.test(match[0]) ? 'signature' : 'token' }
  }
}

const named = new RegExp(
  String.raw`(?<open>${quote})(?:name|key|header|field|id)${quote}\s{0,4}:\s{0,4}${quote}(?<name>[\w.-]{3,80})${quote}\s{0,4},\s{0,8}${quote}(?:value|val|content)${quote}\s{0,4}:\s{0,4}(?=\\{0,31}")`,
  'dgi',
)

function* namedValues(text: string): Generator<Found> {
  const reader = new ValueReader(text)
  for (const match of matchesOf(text, named)) {
    const name = match.groups!['name']!
    const promise = /^(?:proxy-)?authorization$|cookie$/i.test(name)
      ? { kind: 'token' as const, weak: false }
      : classify(name)
    if (promise === undefined) continue
    const value = reader.read(match.index + match[0].length, { open: true })
    if (value === undefined) continue
    const secret = text.slice(value.start, value.end)
    if (!isPlain(secret, true, 4) && (!promise.weak || looksRandom(secret)))
      yield { start: value.start, end: value.end, kind: promise.kind }
  }
}

/** Names with values. */
export const assignmentShapes: readonly Shape[] = [
  {
    id: 'assignment',
    kind: 'token',
    keywords: [
      'token',
      'secret',
      'passw',
      'passphrase',
      'passcode',
      'pwd',
      'pass',
      'key',
      'nonce',
      'sig',
      'jwt',
      'assertion',
      'bearer',
      'credential',
      'mnemonic',
      'otp',
      'pin',
      'recovery',
    ],
    match: assignments,
    examples: {
      hits: [
        ['OPENCLAW_GATEWAY_TOKEN=abc', 'abc'],
        ["export X_API_KEY='a b c'", 'a b c'],
        [String.raw`HOOK_TOKEN=\"abc\"`, 'abc'],
        ['"token":"abc"', 'abc'],
        [String.raw`"{\"auth\":{\"token\":\"abc\"}}"`, 'abc'],
        ['password: swordfish', 'swordfish'],
        ['--token abc', 'abc'],
        ['--hook-token=abc', 'abc'],
        ['args=["gateway","--token","abc"]', 'abc'],
        ['wss://gw/?token=abc&x=1', 'abc'],
        ['https://gw/#token=abc', 'abc'],
        ['gateway.auth.token = "abc"', 'abc'],
        ["{ token: 'abc', mode: 'token' }", 'abc'],
        ['X-OpenClaw-Token: abc', 'abc'],
        ['x-pomerium-jwt-assertion: abc', 'abc'],
        ['AccountKey=' + fake(60) + '==;EndpointSuffix=x', `${fake(60)}==`],
        ['Server=db;Password=a,b)c;Timeout=3', 'a,b)c'],
        ['"signature":"' + fake(86) + '…(714 chars)', fake(86)],
        ['<password>abc</password>', 'abc'],
        ['Environment="OPENCLAW_GATEWAY_PASSWORD=a b"', 'a b'],
        ['%22token%22%3A%22abc%22', 'abc'],
        ['next=%3Ftoken%3Dabc%26x%3D1', 'abc'],
        ['"apiKeys":["abc","def"]', 'abc', 'def'],
        ['"pass":"swordfish" "pin":"4711"', 'swordfish', '4711'],
        [String.raw`cmdline=openclaw\0--token\0abc`, 'abc'],
        ['token=\x1b[33mabc\x1b[39m', 'abc'],
        ['API key: abc', 'abc'],
      ],
      misses: [
        'gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
        'auth=token authMode=token authProvided=token reason=token_missing',
        'token=none token=yes token=n/a token="" token=*** token=tok-go…cdef',
        'token=$OPENCLAW_GATEWAY_TOKEN token=${TOKEN} "token":"__OPENCLAW_REDACTED__" token=<redacted>',
        'tokens=1234 maxTokens=4096 "totalTokens":48211',
        'or pass --token/--password *** start with auth',
        'pass --token or --password; --token is required',
        'Unrecognized key: "foo" Unexpected token: "o"',
        'sessionKey=agent:main:main storeKey="/home/op/.openclaw/cron/jobs.json"',
        '"publicKey":"' + fake(43) + '"',
        'token: missing or invalid',
        'keyboard: us monkey: 1 compass=north',
        'token: process.env.TOKEN, key=gateway.auth.token',
      ],
    },
  },
  {
    id: 'named-value',
    kind: 'token',
    keywords: ['"value', '"val', '"content'],
    match: namedValues,
    examples: {
      hits: [['{"name":"OPENCLAW_GATEWAY_TOKEN","value":"abc"}', 'abc']],
      misses: ['{"name":"OPENCLAW_PORT","value":"18789"}', '{"name":"X_TOKEN","value":"${X_TOKEN}"}'],
    },
  },
  {
    id: 'query',
    kind: 'token',
    keywords: [
      'code=',
      'auth=',
      'state=',
      'sig=',
      'key=',
      'pass=',
      'pw=',
      'hash=',
      'access=',
      'guid=',
      'session=',
      'signature=',
      'credential=',
      'security-token=',
      'tgwebappdata=',
    ],
    match: queries,
    examples: {
      hits: [
        ['GET /cb?code=' + fake(24) + '&state=' + fake(12), fake(24), fake(12)],
        ['https://x.blob.example/b?sv=2024&sig=ab%2Bcd%3D', 'ab%2Bcd%3D'],
      ],
      misses: ['GET /x?code=1008&state=open', '/list?key=gateway.auth.token'],
    },
  },
]
