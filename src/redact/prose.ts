import { isPlain } from './plain.ts'
import { isUuid, isWordy, looksRandom } from './random.ts'
import { fake, matchesOf, type Found, type Shape } from './shape.ts'
import { anyOf } from './words.ts'

const secretWord = /(?<![a-z0-9])(?:token|secret|password|passphrase|passcode|credential|key)/g
const keyOwner = /(?:^|[^a-z0-9])(?:api|access|secret|private|auth|signing|recovery|license|encryption)[ -]?$/
// "Gateway token generated: …", but not "token revoked for device: …".
const noLabel = anyOf('device request conn client session hash digest fingerprint file path config id')
const label = String.raw`(?:\s{1,3}(?!${noLabel}\b)[a-z]{2,16}){0,3}\s{0,3}[:=]`
const verb = String.raw`\s{1,3}(?:is|was|are|to|now|set to|changed to|rotated to|value|for [\w.@-]{1,40})(?=\s)`
const value = String.raw`["'${'`'}]{0,2}(?<secret>[^\s"'${'`'}(),;<>[\]{}│|…\\\x1b]{8,512})`
const arrow = String.raw`(?:[:=│|>(.-]|->|=>|→)`
const behindWord = new RegExp(
  String.raw`^(?=[\s:=│|>("'${'`'}.-])(?:(?<verb>${verb})|(?<label>${label}))?` +
    String.raw`["'${'`'}]?\s{0,3}${arrow}?\s{0,24}${value}`,
  'i',
)
const openOwner = /(?:public|pub|session|store|host|cache|primary|foreign|idempotency|sort|partition|lane|group)[ -]$/

function* prose(text: string, lower: string): Generator<Found> {
  for (const match of matchesOf(lower, secretWord)) {
    const from = match.index + match[0].length
    const isOfSomething = match[0] === 'key' && !keyOwner.test(lower.slice(Math.max(0, match.index - 16), match.index))
    if (isOfSomething && text[from] !== ' ') continue
    const found = behindWord.exec(text.slice(from, from + 700))
    if (found === null) continue
    const { secret, verb } = found.groups!
    const before = lower.slice(Math.max(0, match.index - 16), match.index)
    const isKeyAlone = match[0] === 'key' && !keyOwner.test(before)
    if (isKeyAlone && (verb === undefined || openOwner.test(before))) continue
    const trimmed = secret!.replace(/\.+$/, '')
    const says = verb !== undefined && /is|was|to|now/.test(verb) && isTold(trimmed)
    const isAssignment = /^[^=]+=(?!=?$)/.test(trimmed)
    if (!says && (!looksRandom(trimmed) || isPlain(trimmed, false, 100) || isAssignment)) continue
    if (isKeyAlone && trimmed.length < 16) continue
    const end = from + found[0].length - (secret!.length - trimmed.length)
    yield { start: end - trimmed.length, end }
  }
}

// "Your token is …" is followed by it, however it looks, if it is no word and no number of something.
function isTold(secret: string): boolean {
  if (isUuid(secret) || /^\d{15,}$/.test(secret)) return true
  if (isPlain(secret, false, 100) || /^(?:https?|wss?|file):|^[~.]?\//.test(secret)) return false
  return secret.length >= 12 && !isWordy(secret) && !/^\d[\d.:-]*$|^[a-z]+=/.test(secret)
}

const quotedPassword =
  /(?<![a-z0-9])(?:secret|password|passphrase|passcode)\s+(?:"[^\s"'`\\]+"|'[^\s"'`\\]+'|`[^\s"'`\\]+`)/g

function* quotedPasswords(text: string, lower: string): Generator<Found> {
  for (const match of matchesOf(lower, quotedPassword)) {
    const end = match.index + match[0].length - 1
    const start = match.index + match[0].search(/["'`]/) + 1
    const secret = text.slice(start, end)
    if (secret.length >= 4 && secret.length <= 128 && /\d/.test(secret) && !isPlain(secret, true)) yield { start, end }
  }
}

/** What people and programs write in words. */
export const proseShapes: readonly Shape[] = [
  {
    id: 'prose',
    kind: 'token',
    keywords: ['token', 'secret', 'passw', 'passphrase', 'passcode', 'credential', 'key'],
    match: prose,
    examples: {
      hits: [
        [`Gateway token is ${fake(24)}`, fake(24)],
        [`│ Gateway token │ ${fake(24)} │`, fake(24)],
        [`Gateway auth token generated: ${fake(24)}`, fake(24)],
        [`Sec-WebSocket-Protocol: openclaw, token.${fake(24)}`, fake(24)],
        [`Your API key ${fake(24)} was revoked`, fake(24)],
        [`Your ACME key is ${fake(32, 'hex')}, which you will need`, fake(32, 'hex')],
        ['your access token is 4ea38b7b-f563-7709-4bae-87aeac5f4e3d now', '4ea38b7b-f563-7709-4bae-87aeac5f4e3d'],
      ],
      misses: [
        'token count 123456789',
        'token 4a24636f-3a3b-4c4d-8e8f-0123456789ab',
        'wrong token authReason=token_mismatch2',
        'the session key is agent:main:telegram:direct:123456789',
        `the public key is ${fake(43)}`,
        'the token is gateway.auth.token, and the password is not-needed-here',
      ],
    },
  },
  {
    id: 'quoted-password',
    kind: 'password',
    keywords: ['secret', 'passw', 'passphrase', 'passcode'],
    match: quotedPasswords,
    examples: {
      hits: [['password "hunter2" rejected', 'hunter2']],
      misses: ['secret "gateway-token" not found', "Unexpected password 'o'"],
    },
  },
]
