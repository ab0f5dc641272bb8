import type { Kind } from './shape.ts'

/** A quote in any depth of escaping, of JSON, JavaScript, HTML and URLs. */
export const quote = String.raw`(?:\\{0,31}["'${'`'}]|\\{1,31}u0022|&quot;|&#3[49];|%2[27])`

// What stands before `key` in the names of secret keys, and of those that are none.
const secretKeys =
  /(?:api|access|secret|private|priv|auth|master|signing|sign|encryption|encrypt|decrypt|aes|account|subscription|license|service|role|shared|storage|deploy|admin|hook|webhook|app|client|secretaccess|sharedaccess|anon|recovery|project|security|hmac|crypt|ssh|gpg|pgp|age|seed|wallet|openai|anthropic|gemini|google|groq|mistral|deepgram|elevenlabs|openrouter|brave|tavily|perplexity|xai|zai|azure|aws)$/
const openKeys =
  /(?:public|pub|session|store|owner|cache|primary|foreign|sort|partition|idempotency|dedupe?|unique|group|lane|queue|route|routing|config|registry|map|object|websocket|lookup|index|skill|host|row|hash|translation|locale|event|message|entry|item|field|property|parent|child)$/

/** What a name promises of its value. */
export interface Name {
  readonly kind: Kind
  /** Names that carry other things too are `weak`: their value must look like a secret. */
  readonly weak: boolean
}

const strong = (kind: Kind): Name => ({ kind, weak: false })
const weak = (kind: Kind): Name => ({ kind, weak: true })

const isApart = (name: string): boolean =>
  /(?:^|[-_.\d])(?:pwd|pass|sig|otp|pin)$/i.test(name) || /[a-z\d](?:Pwd|PWD|Pass|PASS|Sig|Otp|OTP|Pin|PIN)$/.test(name)

interface Ending {
  /** Of the name in lower case, without separators. */
  readonly ending: RegExp
  readonly means: Name
  /** Short words must be words of their own: `compass` and `design` are not meant. */
  readonly apart?: true
}

const endings: readonly Ending[] = [
  { ending: /(?:token|recoveryscope)$/, means: strong('token') },
  { ending: /(?:secret|mnemonic)$/, means: strong('secret') },
  { ending: /(?:passw(?:or)?d|passphrase|passcode|passwort)$/, means: strong('password') },
  { ending: /^pass$/, means: weak('password'), apart: true },
  { ending: /(?:pwd|pass)$/, means: strong('password'), apart: true },
  { ending: /nonce$/, means: strong('nonce') },
  { ending: /signature$/, means: strong('signature') },
  { ending: /sig$/, means: weak('signature'), apart: true },
  { ending: /jwt$|(?:^|client|jwt|saml)assertion$/, means: strong('jwt') },
  { ending: /bearer$/, means: strong('token') },
  { ending: /(?:otp|pin)$/, means: strong('code'), apart: true },
  { ending: /credentials?$/, means: weak('secret') },
]

/** What a name promises by its last word: `gateway.auth.token`, `X_API_KEY`, `--hook-token`, `signingSecret`; `undefined` if it names no secret. */
export function classify(name: string, before = ''): Name | undefined {
  const flat = name.replace(/[-_.]/g, '').toLowerCase()
  if (flat.endsWith('key')) return classifyKey(name, flat.slice(0, -3), before)
  const found = endings.find(({ ending }) => ending.test(flat))
  return found?.apart && !isApart(name) ? undefined : found?.means
}

function classifyKey(name: string, owner: string, before: string): Name | undefined {
  if (owner === '') return secretKeys.test(before.toLowerCase()) && before !== '' ? strong('key') : weak('key')
  if (openKeys.test(owner)) return undefined
  return secretKeys.test(owner) || /^[A-Z][A-Z0-9_]*_KEY$/.test(name) ? strong('key') : weak('key')
}
