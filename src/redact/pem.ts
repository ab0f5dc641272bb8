import { fake, joined, matchesOf, type Found, type Shape } from './shape.ts'

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/
const body = /[A-Za-z0-9+/=_-]{12,}/

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

// A line of a body that stands alone, behind what Compose or the console put before it; a digest has no capitals.
const line =
  /^(?:[\w.-]{1,64}\s{1,8}\|\s)?(?:\d{4}-\d\d-\d\dT[\d:.,]{5,20}(?:Z|[+-]\d\d:?\d\d)\s)?\s{0,16}(?<secret>[A-Za-z0-9+/]{40,8192}={0,2})\s{0,16}$/dgm

const shortest = 40
const isBase64 = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Whether so many characters of base64 stand together as a line has: one of them is at every so manyth place. */
function hasRun(text: string): boolean {
  for (let at = shortest - 1; at < text.length; at += shortest) {
    if (isBase64[text.charCodeAt(at)] !== 1) continue
    let start = at
    let end = at + 1
    while (start > 0 && isBase64[text.charCodeAt(start - 1)] === 1) start--
    while (end < text.length && isBase64[text.charCodeAt(end)] === 1) end++
    if (end - start >= shortest) return true
  }
  return false
}

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
    hint: hasRun,
    match: line,
    accept: (secret) =>
      /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret) && !/^\/?(?:[a-z]+|[A-Z][a-z]+)\//.test(secret),
    examples: {
      hits: [
        [fake(64), fake(64)],
        [`openclaw-1  | ${fake(64)}`, fake(64)],
        [`  ${fake(42)}==  `, `${fake(42)}==`],
      ],
      misses: [
        fake(64, 'hex'),
        `{"digest":"${fake(64, 'hex')}"}`,
        '/Users/op/Library/Application/Support/Openclaw2/state',
        `built ${fake(64, 'hex')} ok`,
      ],
    },
  },
]
