import { quote } from './names.ts'
import { edge, fake, matchesOf, type Found, type Shape } from './shape.ts'
import { isPlain, looksRandom } from './value.ts'

const secretWord = String.raw`(?:token|secret|password|passphrase|passcode|credential|(?:api|access|secret|private|auth|signing|recovery|license|encryption)[ -]?key)`
// "Gateway token generated: …", but not "token revoked for device: …".
const label = String.raw`(?:\s{1,3}(?!(?:device|request|conn|client|session|hash|digest|fingerprint|file|path|config|id)\b)[a-z]{2,16}){0,3}\s{0,3}[:=]`
const prose = new RegExp(
  String.raw`${edge}${secretWord}(?=[\s:=│|>("'${'`'}.-])(?:\s{1,3}(?:is|was|are|to|now|set to|changed to|rotated to|value|for [\w.@-]{1,40})(?=\s)|${label})?["'${'`'}]?\s{0,3}(?:[:=│|>(.-]|->|=>|→)?\s{0,24}["'${'`'}]{0,2}(?<secret>[^\s"'${'`'}(),;<>[\]{}│|…\\\x1b]{8,512})`,
  'dgi',
)
const quotedPassword = new RegExp(
  String.raw`${edge}(?:secret|password|passphrase|passcode)\s{1,3}(?<quote>["'${'`'}])(?<secret>[^\s"'${'`'}\\]{4,128})\k<quote>`,
  'dgi',
)

const codeName = String.raw`(?:pairing|setup|set-up|verification|device|user|login|sign-?in|one[- ]time|auth(?:orization|entication)?|security|confirmation|recovery|backup|invite|2fa|mfa|totp|enter(?: the| this)?)[ _-]?code`
const codes = new RegExp(
  String.raw`${edge}${codeName}s?${quote}?(?:\s{1,3}(?:is|was|are|for [\w.@-]{1,40}))?(?:[\s:=>*_${'`'}"'-]|\\{1,31}["']|</?(?:pre|code|b|strong)>){1,24}(?<secret>[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,8}){0,3})(?![A-Za-z0-9_…])`,
  'dgi',
)
// The gateway's pairing codes are eight characters without 0, 1, I and O.
const isCode = (secret: string) =>
  /^(?=[^a-z]*\d)(?!\d{1,5}$)[A-Z0-9-]{4,}$/.test(secret) ||
  /^[A-HJ-NP-Z2-9]{8}$/.test(secret) ||
  /^[A-Z]{4}-[A-Z]{4}$/.test(secret) ||
  looksRandom(secret)
const groupedCode = /\bcode:?\s{1,4}["'`]?(?<secret>[A-Z0-9]{4}-[A-Z0-9]{4})(?![A-Za-z0-9_-])/dgi
const approve =
  /pairing\s{1,3}(?:approve|reject|deny)(?:\s{1,3}(?!\\)[^\s"'`‹]{1,64}){0,5}?\s{1,3}(?<secret>[A-HJ-NP-Z2-9]{8}|[A-Z0-9]{4}-[A-Z0-9]{4}|(?=[A-Z]{0,12}\d)[A-Z0-9]{6,12})(?![A-Za-z0-9_-])/dg
const pairingLine = /pairing[^\n]{0,200}?\bcode[=: ]{1,3}["'`]?(?<secret>[A-HJ-NP-Z2-9]{8})(?![A-Za-z0-9_-])/dgi

const pairingList =
  /(?:│\s{1,4}(?<cell>[A-HJ-NP-Z2-9]{8})\s{1,4}│|"code\\{0,31}"\s{0,2}:\s{0,2}\\{0,31}"(?<field>(?=[A-Z]{0,7}\d)[A-HJ-NP-Z2-9]{8})\\{0,31}")/dg

function* pairingLists(text: string): Generator<Found> {
  for (const match of matchesOf(text, pairingList)) {
    const [start, end] = (match.indices!.groups!['cell'] ?? match.indices!.groups!['field'])!
    yield { start, end }
  }
}

/** What people and programs write in words. */
export const proseShapes: readonly Shape[] = [
  {
    id: 'prose',
    kind: 'token',
    keywords: ['token', 'secret', 'passw', 'passphrase', 'passcode', 'credential', 'key'],
    match: prose,
    accept: (secret) => looksRandom(secret) && !isPlain(secret, false, 100) && !secret.includes('='),
    examples: {
      hits: [
        [`Gateway token is ${fake(24)}`, fake(24)],
        [`│ Gateway token │ ${fake(24)} │`, fake(24)],
        [`Gateway auth token generated: ${fake(24)}`, fake(24)],
        [`Sec-WebSocket-Protocol: openclaw, token.${fake(24)}`, fake(24)],
        [`Your API key ${fake(24)} was revoked`, fake(24)],
      ],
      misses: [
        'token count 123456789',
        'token 4a24636f-3a3b-4c4d-8e8f-0123456789ab',
        'wrong token authReason=token_mismatch2',
      ],
    },
  },
  {
    id: 'quoted-password',
    kind: 'password',
    keywords: ['secret', 'passw', 'passphrase', 'passcode'],
    match: quotedPassword,
    accept: (secret) => /\d/.test(secret) && !isPlain(secret, true),
    examples: {
      hits: [['password "hunter2" rejected', 'hunter2']],
      misses: ['secret "gateway-token" not found', "Unexpected password 'o'"],
    },
  },
  {
    id: 'code',
    kind: 'code',
    keywords: ['code'],
    match: codes,
    accept: isCode,
    examples: {
      hits: [
        ['Pairing code: 6S6ZNL6E', '6S6ZNL6E'],
        [String.raw`Pairing code:\n\n<pre><code>Y6DVRP2C\n</code></pre>`, 'Y6DVRP2C'],
        ['enter code ABCD-2345 at https://auth.example', 'ABCD-2345'],
        ['"setupCode":"AB12CD34"', 'AB12CD34'],
        ['your setup code is 48213377', '48213377'],
      ],
      misses: [
        'pairing code expired',
        'exit code 1008',
        'errorCode=INVALID_REQUEST code=1008',
        'auth code flow',
        'device code EXPIRED_TOKEN',
      ],
    },
  },
  {
    id: 'grouped-code',
    kind: 'code',
    keywords: ['code'],
    match: groupedCode,
    accept: (secret) => secret === secret.toUpperCase(),
    examples: {
      hits: [['open the page and type the code WDJB-MJHT', 'WDJB-MJHT']],
      misses: ['exit code null-null', 'error code E-1008'],
    },
  },
  {
    id: 'pairing-approve',
    kind: 'code',
    keywords: ['pairing'],
    match: approve,
    examples: {
      hits: [
        ['openclaw pairing approve telegram ABCD1234', 'ABCD1234'],
        ['openclaw pairing approve --channel whatsapp ABCDEFGH', 'ABCDEFGH'],
      ],
      misses: ['openclaw pairing approve telegram <code>', 'device pairing approved device=437c role=operator'],
    },
  },
  {
    id: 'pairing-code',
    kind: 'code',
    keywords: ['pairing'],
    match: pairingLine,
    accept: isCode,
    examples: {
      hits: [['telegram pairing request sender=42 code=ABCD2345', 'ABCD2345']],
      misses: ['pairing required code=1008', 'pairing failed code=NOT_PAIRED'],
    },
  },
  {
    id: 'pairing-list',
    kind: 'code',
    keywords: ['│', '"code'],
    match: pairingLists,
    examples: {
      hits: [
        ['│ 6S6ZNL6E │ alice │', '6S6ZNL6E'],
        ['{"requests":[{"id":"42","code":"MLRZSP4D"}]}', 'MLRZSP4D'],
      ],
      misses: ['│ Gateway  │ running │', '"code":"REJECTED"'],
    },
  },
]
