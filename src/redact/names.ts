import type { Kind } from './shape.ts'
import { anyOf } from './words.ts'

/** A quote in any depth of escaping, of JSON, JavaScript, HTML and URLs. For texts of bounded length. */
export const quote = String.raw`(?:\\{0,31}["'${'`'}]|\\{1,31}u0022|&quot;|&#3[49];|%2[27])`

// The words before `key` in the names of secret keys, and in the names of keys that are no secret.
const secretOwners = anyOf(`api access secret private priv auth master signing sign encryption encrypt decrypt aes
  account subscription license service role shared storage deploy admin hook webhook app client secretaccess
  sharedaccess anon recovery project security hmac crypt ssh gpg pgp age seed wallet function query openai anthropic
  gemini google groq mistral deepgram elevenlabs openrouter brave tavily perplexity xai zai azure aws`)
const openOwners = anyOf(`public pub session store owner cache primary foreign sort partition idempotency dedup dedupe
  unique group lane queue route routing config registry map object websocket lookup index skill host row hash
  translation locale event message entry item field property parent child`)
const secretKeys = new RegExp(`${secretOwners}$`)
const openKeys = new RegExp(`${openOwners}$`)

/** What a name promises of its value. */
export interface Name {
  readonly kind: Kind
  /** Names that carry other things too are `weak`: their value must look like a secret. */
  readonly weak: boolean
}

const strong = (kind: Kind): Name => ({ kind, weak: false })
const weak = (kind: Kind): Name => ({ kind, weak: true })

const isApart = (name: string): boolean =>
  /(?:^|[-_.\d])(?:pwd|pw|pass|sig|otp|pin|pat)$/i.test(name) ||
  /[a-z\d](?:Pwd|PWD|Pw|PW|Pass|PASS|Sig|Otp|OTP|Pin|PIN|Pat|PAT)$/.test(name)

interface Ending {
  /** Of the name in lower case, without separators. */
  readonly ending: RegExp
  readonly means: Name
  /** What short words mean that are not words of their own: `compass` and `design` are not meant. */
  readonly joined?: Name | 'nothing'
}

const endings: readonly Ending[] = [
  { ending: /(?:token|recoveryscope)$/, means: strong('token') },
  { ending: /(?:secret|secretid|mnemonic)$/, means: strong('secret') },
  { ending: /(?:passw(?:or)?d|passphrase|passcode|passwort|kennwort|psk)$/, means: strong('password') },
  { ending: /^(?:pass|pw)$/, means: weak('password'), joined: 'nothing' },
  { ending: /(?:pwd|pass|pw)$/, means: strong('password'), joined: weak('password') },
  { ending: /nonce$/, means: strong('nonce') },
  { ending: /signature$/, means: strong('signature') },
  { ending: /sig$/, means: weak('signature'), joined: 'nothing' },
  { ending: /jwt$|(?:^|client|jwt|saml)assertion$/, means: strong('jwt') },
  { ending: /bearer$/, means: strong('token') },
  { ending: /(?:otp|pin)$/, means: strong('code'), joined: 'nothing' },
  { ending: /pat$/, means: weak('token'), joined: 'nothing' },
  { ending: /credentials?$|creds?$/, means: weak('secret') },
  { ending: /auth$/, means: weak('token') },
]

/**
 * The promise of a name, by its last word: `gateway.auth.token`, `X_API_KEY`, `--hook-token`, `signingSecret`;
 * `undefined` if it names no secret. `before` is the word before it.
 */
export function classify(name: string, before = ''): Name | undefined {
  const flat = name.replace(/[-_.]/g, '').toLowerCase()
  if (flat.endsWith('key')) return classifyKey(name, flat.slice(0, -3), before)
  const found = endings.find(({ ending }) => ending.test(flat))
  if (found?.joined === undefined || isApart(name)) return found?.means
  return found.joined === 'nothing' ? undefined : found.joined
}

function classifyKey(name: string, owner: string, before: string): Name | undefined {
  if (openKeys.test(owner === '' ? before.toLowerCase() : owner)) return undefined
  if (owner === '') return secretKeys.test(before.toLowerCase()) ? strong('key') : weak('key')
  return secretKeys.test(owner) || /^[A-Z][A-Z0-9_]*_KEY$/.test(name) ? strong('key') : weak('key')
}
