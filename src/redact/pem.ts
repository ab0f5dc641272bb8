import { isWordy } from './random.ts'
import { runsOf, tableOf } from './runs.ts'
import { fake, joined, matchesOf, type Found, type Shape } from './shape.ts'
import { anyOf } from './words.ts'

const begin = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/g
const end = /-----END [A-Z0-9 ]*PRIVATE KEY/
const body = /[A-Za-z0-9+/=_-]{12}/

function* privateKeys(text: string): Generator<Found> {
  let done = 0
  for (const match of matchesOf(text, begin)) {
    if (match.index < done) continue
    const start = match.index + match[0].length
    const close = text.indexOf('-----END ', start)
    // Without an end the line was cut off, or it is a string that was.
    const quote = close < 0 ? text.slice(start).search(/["']/) : -1
    done = close >= 0 ? close : quote >= 0 ? start + quote : text.length
    if (body.test(text.slice(start, done))) yield trimmed(text, start, done)
  }
  const close = end.exec(text)
  if (close === null || close.index < done || text.lastIndexOf('-----BEGIN', close.index) >= 0) return
  // The beginning was cut off: all that is of base64 before the end.
  let start = close.index
  while (start > 0 && /[A-Za-z0-9+/=\s]/.test(text[start - 1]!)) start--
  const first = body.exec(text.slice(start, close.index))
  if (first !== null) yield trimmed(text, start + first.index, close.index)
}

function trimmed(text: string, from: number, to: number): Found {
  let start = from
  let stop = to
  while (/\s/.test(text[start] ?? '')) start++
  while (stop > start && /\s/.test(text[stop - 1]!)) stop--
  return { start, end: stop }
}

const base64 = tableOf(/[A-Za-z0-9+/]/)
const closers = tableOf(/[\s"'`\\+,;)\]}>]/)
const frames = new Set('│─╮╯┐┘…'.split('').map((character) => character.charCodeAt(0)))
const isCloser = (code: number): boolean => closers[code] === 1 || frames.has(code)

// The first bytes of a key's structure: PKCS#1 and #8 of RSA, SEC 1 and PKCS#8 of elliptic curves, OpenSSH's own; a
// whole PEM in base64.
const keyStart = /^(?:MII[A-Za-z]|MC4CAQ|MHcCAQ|MIGHAgEA|MIGkAgEB|MIG2AgEA|b3BlbnNzaC1rZXkt|LS0tLS1CRUdJTi)/
/** Characters of a line: PEM (RFC 7468), OpenSSH and MIME. */
const lineLengths = new Set([64, 70, 76])
const shortestLine = 40
/** Of the last line of a key. What is shorter is left. */
const shortestLast = 16

/** A line of a private key that stands alone, behind whatever a log puts in front of it. */
function* privateKeyLines(text: string): Generator<Found> {
  for (const run of runsOf(text, base64, shortestLine)) {
    const end = withPadding(text, run.end)
    const secret = text.slice(run.start, end)
    if (!isKeyText(secret)) continue
    const before = text.slice(Math.max(0, run.start - longestEnvelope), run.start)
    if ((keyStart.test(secret) && !/[\w+/=-]$/.test(before)) || isLine(secret, before, text.slice(end, end + 24)))
      yield { start: run.start, end }
  }
  yield* lastLines(text)
}

function withPadding(text: string, end: number): number {
  if (text[end] !== '=') return end
  return text[end + 1] === '=' ? end + 2 : end + 1
}

/** The frame of a box takes up the rest of its line. */
const longestClosing = 100

/** The last words of lines that may be the last line of a key. */
function* lastLines(text: string): Generator<Found> {
  for (let lineEnd = text.length, at = lineEnd; at >= 0; lineEnd = at) {
    at = text.lastIndexOf('\n', lineEnd - 1)
    if (lineEnd === 0) at = -1
    let end = lineEnd
    while (end > at + 1 && lineEnd - end < longestClosing && isCloser(text.charCodeAt(end - 1))) end--
    let start = end
    while (start > at + 1 && end - start < 2 && text[start - 1] === '=') start--
    while (start > at + 1 && end - start < shortestLine && base64[text.charCodeAt(start - 1)] === 1) start--
    if (end - start < shortestLast || end - start >= shortestLine) continue
    const secret = text.slice(start, end)
    const before = text.slice(Math.max(at + 1, start - longestEnvelope), start)
    if (isKeyText(secret) && isLine(secret, before, '')) yield { start, end }
  }
}

/** Capitals, small letters and digits or signs all over; a digest has no capitals, a path has words. */
function isKeyText(secret: string): boolean {
  return /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /[\d+/=]/.test(secret) && !isWordy(secret)
}

// A string of a program closes behind the line, and goes on with the next; a box or a pager ends it.
const closes = /^\s*(?:\\*["'`])?\s*[\\+,;)\]}]*[\s│─╮╯┐┘…>]*(?:\n|$)/
const opens = /(?:^|[\s>|│]|(?:^|[\s:-])\d+[:-])$/
const longestEnvelope = 160
// What is public, or made of something.
const publicThings = anyOf(`key hash digest fingerprint sum checksum integrity etag id public cert value signature nonce
  accept`)
const noKey = new RegExp(String.raw`${publicThings}s?[:=]?$|sha-?\d+[:-]?$|^(?:ssh|ecdsa|sk)-`, 'i')

function isLine(secret: string, before: string, behind: string): boolean {
  if (!closes.test(behind)) return false
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(/\\*["'`]$/, '')
  if (!opens.test(line)) return false
  const words = line.split(/\s+/).filter((word) => word !== '')
  if (noKey.test(words.at(-1) ?? '')) return false
  // Letters and digits alone may be the id of something, but not behind what a shipper puts in front of a line.
  if (lineLengths.has(secret.length) || /[+/=]/.test(secret)) return true
  return line.length < longestEnvelope && isEnvelope(words, secret.length)
}

const levels = /^\[?(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|crit(?:ical)?|log|stdout|stderr)\]?:?$/i

/**
 * Whether all words before a line are what shippers and consoles put there: times, hosts, programs, levels,
 * containers.
 */
function isEnvelope(words: readonly string[], length: number): boolean {
  const last = words.at(-1)
  if (last === undefined) return length >= shortestLine
  if (words.length > 9) return false
  // The last of RFC 5424's fields is a dash if it is empty.
  if (last === '-') return /^<\d+>/.test(words[0]!)
  if (/[|>\]│●◇└─]$/.test(last) || /\[\w*\]:$/.test(last) || levels.test(last) || /^[$#%]$|[$#%]$/.test(last))
    return true
  // A time, a line's number as grep gives it, `stdout F` of Kubernetes.
  if (/\d\d:\d\d/.test(last) || /(?:^|[:-])\d+[:-]$/.test(last) || (/^[FP]$/.test(last) && /^std/.test(words.at(-2)!)))
    return true
  const hasTime = words.some((word) => /\d\d:\d\d/.test(word))
  const isLeveled = levels.test(words.at(-2) ?? '')
  return (hasTime && (/:$/.test(last) || isLeveled)) || /^[\w.-]+\/[\w/.-]+:?$/.test(last)
}

const fieldName = '"(?:log|message|MESSAGE|msg|text|line|body|raw|data|[012])'
const field = new RegExp(
  String.raw`(?:${fieldName}\\*"\s*:\s*\\*"|(?<![\w.])(?:message|MESSAGE|msg|log)=["']?)` +
    '(?<secret>[A-Za-z0-9+/]+={0,2})',
  'g',
)
const fieldKeywords = ['log', 'message', 'msg', 'text', 'line', 'body', 'raw', 'data', '0', '1', '2'].flatMap(
  (name) => [`"${name}"`, String.raw`"${name}\"`],
)

/** Private keys in PEM (RFC 7468), on one line or one of its lines. */
export const pemShapes: readonly Shape[] = [
  {
    id: 'private-key',
    kind: 'pem',
    keywords: ['private key'],
    match: privateKeys,
    examples: {
      hits: [
        [
          joined('-----BEGIN ', 'PRIVATE KEY-----\\n') +
            fake(64) +
            '\\n' +
            fake(20) +
            joined('\\n-----END ', 'PRIVATE KEY-----\\n'),
          `${fake(64)}\\n${fake(20)}`,
        ],
        [
          joined('-----BEGIN OPENSSH ', 'PRIVATE KEY-----\n') +
            fake(70) +
            joined('\n-----END OPENSSH ', 'PRIVATE KEY-----'),
          fake(70),
        ],
        [joined('{"k":"-----BEGIN EC ', 'PRIVATE KEY-----\\n') + fake(64), fake(64)],
        [fake(64) + joined('\\n-----END RSA ', 'PRIVATE KEY-----'), fake(64)],
      ],
      misses: [joined('-----BEGIN ', 'PRIVATE KEY----- not found in key.pem'), '-----BEGIN CERTIFICATE-----'],
    },
  },
  {
    id: 'private-key-line',
    kind: 'pem',
    keywords: [],
    match: privateKeyLines,
    examples: {
      hits: [
        [fake(64), fake(64)],
        [`x/${fake(62)}`, `x/${fake(62)}`],
        [`openclaw-1  | ${fake(64)}`, fake(64)],
        [`Nov 22 11:10:18 gw openclaw[812]: ${fake(64)}`, fake(64)],
        [`Nov 22 11:10:18 gw openclaw[812]: ${fake(22)}==`, `${fake(22)}==`],
        [`2026-11-22T11:10:18+0000 gw openclaw: ${fake(24)}`, fake(24)],
        [`[pod/oc-0/gateway] ${fake(24)}`, fake(24)],
        [`2026-11-22T11:10:18.048Z [gateway] ${fake(24)}`, fake(24)],
        [`2026-11-22T11:10:18.048Z info gateway/ws ${fake(48)}`, fake(48)],
        [`2026-11-22T11:10:18.048Z stdout F ${fake(24)}`, fake(24)],
        [`0|openclaw | ${fake(64)}`, fake(64)],
        [`gateway.log:12:${fake(64)}`, fake(64)],
        [`'${fake(64)}\\n' +`, fake(64)],
        [`loaded MIIB${fake(60)} from disk`, `MIIB${fake(60)}`],
        [`  ${fake(42)}==  `, `${fake(42)}==`],
      ],
      misses: [
        fake(64, 'hex'),
        `{"digest":"${fake(64, 'hex')}"}`,
        '/Users/op/Library/Application/Support/Openclaw2/state',
        `built ${fake(64, 'hex')} ok`,
        `device public key: ${fake(43)}`,
        'Nov 22 11:10:18 gw openclaw[812]: src/gateway/Server2/connection/handshake',
        'gateway at /opt/homebrew/Cellar/node/24/lib/node/modules/openclaw/dist/Entry9',
      ],
    },
  },
  {
    // Lines as Docker, journald and structured logs hold them.
    id: 'private-key-field',
    kind: 'pem',
    keywords: [...fieldKeywords, 'message=', 'msg=', 'log='],
    match: field,
    accept: (secret, text, _, end) =>
      secret.length >= shortestLast &&
      isKeyText(secret) &&
      /^\s*(?:\\*["']\s*(?:[,}\]]|$)|$|\s[\w.]+=)/.test(text.slice(end, end + 48)),
    examples: {
      hits: [
        [`{"log":"${fake(64)}\\n","stream":"stdout"}`, fake(64)],
        [`{"MESSAGE":"${fake(24)}","_PID":"812"}`, fake(24)],
        [`time=2026 level=info msg="${fake(24)}"`, fake(24)],
        [`{\\"1\\":\\"${fake(64)}\\"}`, fake(64)],
      ],
      misses: [
        `{"hash":"hmac-sha256:v1:${fake(43)}","data":"${fake(40, 'hex')}"}`,
        '{"message":"src/gateway/Server2/connection/handshake"}',
        `{"message":"${fake(24)} was here"}`,
      ],
    },
  },
]
