import { quote } from './names.ts'
import { looksRandom } from './random.ts'
import { matchesOf, placesOf, type Found, type Shape } from './shape.ts'
import { anyOf } from './words.ts'

// The gateway's pairing codes are eight characters without 0, 1, I and O.
const pairingCode = /^[A-HJ-NP-Z2-9]{8}$/

const isCode = (secret: string) =>
  /^(?=[^a-z]*\d)(?!\d{1,5}$)[A-Z0-9-]{4,}$/.test(secret) ||
  pairingCode.test(secret) ||
  /^[A-Z]{4}-[A-Z]{4}$/.test(secret) ||
  looksRandom(secret)

const owners = anyOf(`pairing setup set-up verification device user login sign-?in one[-\\u0020]time
  auth(?:orization|entication)? security confirmation recovery backup invite 2fa mfa totp enter
  enter\\u0020the enter\\u0020this`)
const codeOwner = new RegExp(`(?<![a-z0-9])${owners}[ _-]?$`)
const between = String.raw`(?:[\s:=>*_${'`'}"'-]|\\{1,31}["']|</?(?:pre|code|b|strong)>){1,24}`
const behindCode = new RegExp(
  String.raw`^s?${quote}?(?:\s{1,3}(?:is|was|are|for [\w.@-]{1,40}))?${between}` +
    String.raw`(?<secret>[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,8}){0,3})(?![A-Za-z0-9_…])`,
  'i',
)
const groupedCode = /^:?\s{1,4}["'`]?(?<secret>[A-Z0-9]{4}-[A-Z0-9]{4})(?![A-Za-z0-9_-])/
const pairingLine = /^[=: ]{1,3}["'`]?(?<secret>[A-HJ-NP-Z2-9]{8})(?![A-Za-z0-9_-])/

function* codes(text: string, lower: string): Generator<Found> {
  for (const place of placesOf(lower, 'code')) {
    const from = place + 'code'.length
    // The codes of errors and closes: `code=1008`.
    if (/^(?:[=:] ?\d{1,5}(?![\w-])|[a-z])/.test(lower.slice(from, from + 8)) && lower[from] !== 's') continue
    const before = lower.slice(Math.max(0, place - 24), place)
    const found = codeBehind(text.slice(from, from + 240), before, () =>
      lower.slice(Math.max(0, place - 208), place).replace(/^[^]*\n/, ''),
    )
    if (found === undefined) continue
    const end = from + found[0].length
    yield { start: end - found.groups!['secret']!.length, end }
  }
}

function codeBehind(behind: string, before: string, lineBefore: () => string): RegExpExecArray | undefined {
  const named = codeOwner.test(before) ? behindCode.exec(behind) : null
  if (named !== null && isCode(named.groups!['secret']!)) return named
  if (/[a-z0-9_]$/.test(before)) return undefined
  const grouped = groupedCode.exec(behind)
  if (grouped !== null) return grouped
  const paired = pairingLine.exec(behind)
  return paired !== null && isCode(paired.groups!['secret']!) && lineBefore().includes('pairing') ? paired : undefined
}

const approve = /pairing\s+(?:approve|reject|deny)/g
const approvedCode = '[A-HJ-NP-Z2-9]{8}|[A-Z0-9]{4}-[A-Z0-9]{4}|(?=[A-Z]{0,12}\\d)[A-Z0-9]{6,12}'
const approved = new RegExp(
  String.raw`^(?:\s{1,3}(?!\\)[^\s"'${'`'}‹]{1,64}){0,5}?\s{1,3}(?<secret>${approvedCode})(?![A-Za-z0-9_-])`,
)

function* approvals(text: string, lower: string): Generator<Found> {
  for (const match of matchesOf(lower, approve)) {
    const from = match.index + match[0].length
    const found = approved.exec(text.slice(from, from + 400))
    if (found === null) continue
    const end = from + found[0].length
    yield { start: end - found.groups!['secret']!.length, end }
  }
}

const cell = /│ {1,4}(?<secret>[A-HJ-NP-Z2-9]{8})/g
const field = /"code\\*"\s*:\s*\\*"(?<secret>[A-HJ-NP-Z2-9]{8})/g

/** Codes that let somebody in once. */
export const codeShapes: readonly Shape[] = [
  {
    id: 'code',
    kind: 'code',
    keywords: ['code'],
    match: codes,
    examples: {
      hits: [
        ['Pairing code: 6S6ZNL6E', '6S6ZNL6E'],
        [String.raw`Pairing code:\n\n<pre><code>Y6DVRP2C\n</code></pre>`, 'Y6DVRP2C'],
        ['enter code ABCD-2345 at https://auth.example', 'ABCD-2345'],
        ['"setupCode":"AB12CD34"', 'AB12CD34'],
        ['your setup code is 48213377', '48213377'],
        ['open the page and type the code WDJB-MJHT', 'WDJB-MJHT'],
        ['telegram pairing request sender=42 code=ABCD2345', 'ABCD2345'],
      ],
      misses: [
        'pairing code expired',
        'exit code 1008',
        'errorCode=INVALID_REQUEST code=1008',
        'auth code flow',
        'device code EXPIRED_TOKEN',
        'exit code null-null',
        'error code E-1008',
        'pairing required code=1008',
        'pairing failed code=NOT_PAIRED',
      ],
    },
  },
  {
    id: 'pairing-approve',
    kind: 'code',
    keywords: ['pairing'],
    match: approvals,
    examples: {
      hits: [
        ['openclaw pairing approve telegram ABCD1234', 'ABCD1234'],
        ['openclaw pairing approve --channel whatsapp ABCDEFGH', 'ABCDEFGH'],
      ],
      misses: ['openclaw pairing approve telegram <code>', 'device pairing approved device=437c role=operator'],
    },
  },
  {
    id: 'pairing-table',
    kind: 'code',
    keywords: ['│'],
    match: cell,
    accept: (_, text, __, end) => /^ {1,4}│/.test(text.slice(end, end + 5)),
    examples: { hits: [['│ 6S6ZNL6E │ alice │', '6S6ZNL6E']], misses: ['│ Gateway  │ running │'] },
  },
  {
    id: 'pairing-field',
    kind: 'code',
    keywords: ['"code'],
    match: field,
    accept: (secret, text, _, end) => /\d/.test(secret) && /^\\*"/.test(text.slice(end, end + 40)),
    examples: {
      hits: [['{"requests":[{"id":"42","code":"MLRZSP4D"}]}', 'MLRZSP4D']],
      misses: ['"code":"REJECTED"'],
    },
  },
]
